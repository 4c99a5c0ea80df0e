import { App, Fn, Op, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  DataScvmmCloud,
  DataScvmmIpPool,
  DataScvmmTemplate,
  DataScvmmVirtualMachines,
  ScvmmProvider,
  ScvmmVirtualMachine,
} from "scvmm-provider/constructs";

class Reader extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // Server and account come from SCVMM_HOST, SCVMM_USERNAME and SCVMM_PASSWORD.
    new ScvmmProvider(this, "scvmm", { scope: "reader" });

    const cloud = new DataScvmmCloud(this, "cloud", { name: "Production" });
    const template = new DataScvmmTemplate(this, "template", { name: "Ubuntu 22.04 LTS" });
    const pool = new DataScvmmIpPool(this, "pool", { name: "Web static" });
    const strangers = new DataScvmmVirtualMachines(this, "unmanaged", { cloud: cloud.name, managed: false });

    // What VMM has goes into the machine: it is known when the plan is made, and checked then.
    new ScvmmVirtualMachine(this, "report-1", {
      cloud: cloud.name,
      vmTemplate: template.name,
      cpuCount: 2,
      memory: template.memory,
      networkAdapters: { eth0: { vmNetwork: pool.vmNetwork, staticIpAddressPools: [pool.name] } },
      lifecycle: {
        precondition: [{ condition: Op.gte(pool.free, 10), errorMessage: `${pool.name} has ${pool.free} addresses left.` }],
      },
    });

    new TerraformOutput(this, "addresses", { value: `${pool.total} of ${pool.subnet}, from ${pool.rangeStart} on` });
    new TerraformOutput(this, "strangers", { value: Fn.lengthOf(strangers.ids) });
  }
}

const app = new App();
new Reader(app, "reader");
app.synth();
