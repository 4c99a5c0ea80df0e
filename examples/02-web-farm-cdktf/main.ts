import { join, relative } from "node:path";
import { NullProvider } from "@cdktf/provider-null/lib/provider/index.js";
import { Resource } from "@cdktf/provider-null/lib/resource/index.js";
import { App, TerraformOutput, TerraformSelf, TerraformStack } from "cdktf";
import { ScvmmMachineFarm, ScvmmNamePool, ScvmmProvider } from "scvmm-provider/constructs";

class WebFarm extends TerraformStack {
  constructor(scope: App, id: string, servers: number) {
    super(scope, id);
    /** This folder, seen from where Terraform is run. */
    const workingDir = relative(join(scope.outdir, "stacks", id), import.meta.dirname);
    // Server and account come from SCVMM_HOST, SCVMM_USERNAME and SCVMM_PASSWORD.
    new ScvmmProvider(this, "scvmm", { scope: "web-farm" });
    new NullProvider(this, "null");

    const farm = new ScvmmMachineFarm(this, "web", {
      count: servers,
      names: new ScvmmNamePool(this, "web-names", { ranges: [{ from: "web-01", to: "web-20" }] }),
      machine: (number) => ({
        cloud: "Production",
        vmTemplate: "Ubuntu 22.04 LTS",
        cpuCount: 2,
        memory: "4Gi",
        disks: { data: { size: "20Gi" } },
        networkAdapters: { eth0: { vmNetwork: "Web", staticIpAddressPools: ["Web static"] } },
        customProperty: { Role: number <= 2 ? "frontend" : "api" },
      }),
      virtualIp: { pool: "Web static", description: "Load balancer of the web farm" },
    });

    // A hook: it runs when a machine is new, and again when the machine is made anew or renamed; never because a machine was changed.
    for (const [index, machine] of farm.machines.entries())
      new Resource(this, `registered-${index + 1}`, {
        triggers: { ...machine.identity, name: machine.name },
        provisioners: [
          { type: "local-exec", command: `./hook.sh add "${machine.name}"`, workingDir },
          {
            type: "local-exec",
            when: "destroy",
            command: `./hook.sh remove "${TerraformSelf.getString("triggers.name")}"`,
            workingDir,
          },
        ],
      });

    new TerraformOutput(this, "names", { value: farm.machines.map(({ name }) => name) });
    new TerraformOutput(this, "address", { value: farm.virtualIp?.address });
  }
}

const app = new App();
new WebFarm(app, "web-farm", Number(process.env["SERVERS"] ?? "3"));
app.synth();
