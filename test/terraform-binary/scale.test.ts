import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { defaultEstate, type Estate, type Simulator, startSimulator } from "../../provider/simulator/index.ts";
import { environmentOf } from "../scenarios/support/built-cli.ts";
import { hasTerraform, onTerraform } from "./support/on-terraform.ts";

/** The nightly run takes a thousand, which is some minutes where other things run. */
const MACHINES = Number(process.env["SCVMM_TERRAFORM_RESOURCES"] ?? 250);
/** Whatever their number: a session, one reading of VMM, the session's end. */
const MOST_REQUESTS = 20;
const stage = onTerraform();
const name = (index: number) => `m-${String(index + 1).padStart(4, "0")}`;

/** The default estate, and machines as Terraform has left them. */
function estateWith(count: number): Estate {
  const estate = defaultEstate(1);
  const model = estate.vms.find(({ cloud, generation }) => cloud === "Production" && generation === 2);
  if (!model) throw new Error("an estate without such a VM");
  const owned = Array.from({ length: count }, (_, index) => {
    const customProperties = { ScvmmOwner: `scvmm:v1:default:ScvmmMachine/terraform/${name(index)}` };
    return { ...model, name: name(index), description: "", customProperties, adapters: [], memoryMb: 512, cpuCount: 2 };
  });
  const hosts = estate.hosts.map((host) => ({ ...host, memoryGb: host.memoryGb * 4 }));
  const property = { name: "ScvmmOwner", description: "", members: ["VM"] };
  return { ...estate, hosts, vms: [...estate.vms, ...owned], customProperties: [...estate.customProperties, property] };
}

const farm = (count: number) => `resource "scvmm_virtual_machine" "farm" {
  for_each     = toset([for number in range(1, ${count + 1}) : format("m-%04d", number)])
  name         = each.key
  cloud        = "Production"
  vm_template  = "Ubuntu 22.04 LTS"
  cpu_count    = 2
  memory       = "512Mi"
  power_policy = "Manual"
}
`;
const IMPORT = `import {
  to = scvmm_virtual_machine.farm["m-0001"]
  id = "m-0001"
}
`;

interface StateFile {
  readonly resources: {
    readonly instances: readonly { readonly index_key: string; readonly attributes: Readonly<Record<string, unknown>> }[];
  }[];
}

/** The state of one machine as that of all: importing them one by one is another matter. */
function multiply(file: string, { vmm }: Simulator): void {
  const state = JSON.parse(readFileSync(file, "utf8")) as StateFile;
  const [model] = state.resources[0]?.instances ?? [];
  const vms = [...vmm.world.store.vms.values()].filter(({ Name }) => /^m-\d{4}$/.test(Name));
  const instances = vms.map(({ ID, VMId, Name }) => ({
    ...model,
    index_key: Name,
    attributes: { ...model?.attributes, id: ID, vm_id: VMId, name: Name, key: Name },
  }));
  writeFileSync(file, JSON.stringify({ ...state, serial: 99, resources: [{ ...state.resources[0], instances }] }));
}

describe.skipIf(!hasTerraform("many resources under the real Terraform"))("many resources", () => {
  test(`are planned and refreshed in ${MOST_REQUESTS} WinRM requests each`, { timeout: 900_000 }, async () => {
    const simulator = await startSimulator({ estate: estateWith(MACHINES) });
    try {
      const options = { environment: environmentOf(simulator), requestCount: () => simulator.requestCount };
      const tf = await stage.folder(farm(1) + IMPORT, options);
      expect(await tf.apply()).toMatchObject({ code: 0, diagnostics: [] });
      multiply(join(tf.work, "terraform.tfstate"), simulator);
      tf.write("main.tf", farm(MACHINES));

      const planned = await tf.plan();
      expect({ code: planned.code, diagnostics: planned.diagnostics }).toEqual({ code: 0, diagnostics: [] });
      expect(Object.keys(planned.actions)).toHaveLength(MACHINES);
      expect(planned.requests).toBeLessThanOrEqual(MOST_REQUESTS);

      // One that is gone and one that somebody changed are seen amid the others.
      const [gone, changed] = [...simulator.vmm.world.store.vms.values()].filter(({ Name }) => Name.startsWith("m-"));
      if (!gone || !changed) throw new Error("no machines");
      simulator.vmm.world.store.vms.delete(gone.ID);
      Object.assign(changed, { CPUCount: 4 });
      const again = await tf.plan("-parallelism=50");
      expect(again.diagnostics).toEqual([]);
      const differing = Object.entries(again.actions).filter(([, action]) => action !== "no-op");
      expect(Object.fromEntries(differing)).toEqual({
        [`scvmm_virtual_machine.farm["${gone.Name}"]`]: "create",
        [`scvmm_virtual_machine.farm["${changed.Name}"]`]: "update",
      });
      expect(again.requests).toBeLessThanOrEqual(MOST_REQUESTS);
    } finally {
      await simulator.close();
    }
  });
});
