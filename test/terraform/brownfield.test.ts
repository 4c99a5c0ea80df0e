import { expect, test } from "vitest";
import { defaultEstate } from "../../provider/simulator/estate/default-estate.ts";
import { mappingOf } from "../../provider/terraform/schema/mappings.ts";
import type { ObjectValue, Value } from "../../provider/terraform/value/value.ts";
import { Core } from "./support/core.ts";
import { estateOf, simulatedVmm } from "./support/simulated-estate.ts";

const attributes = mappingOf("scvmm_virtual_machine")?.schema.attributes ?? {};

/** What `terraform plan -generate-config-out` writes of a state. */
const generated = (state: ObjectValue): ObjectValue =>
  Object.fromEntries(Object.entries(state).filter(([name]) => attributes[name]?.presence !== "computed")) as ObjectValue;

test("every VM of an estate is imported, and nothing is planned for it", async () => {
  const estateFile = defaultEstate(7, { vms: 6 });
  const disk = (lun: number, sizeGb: number) => ({
    busType: "SCSI" as const,
    bus: 0,
    lun,
    sizeGb,
    dynamic: true,
    format: "VHDX" as const,
    volumeType: "None",
  });
  // One with more disks, none of which a manifest has made.
  const vmsOfFile = estateFile.vms.map((vm, index) =>
    index === 0 ? { ...vm, disks: [...(vm.disks ?? []), disk(5, 10), disk(7, 20)] } : vm,
  );
  const { port } = simulatedVmm({ estate: { ...estateFile, vms: vmsOfFile } });
  const { vms } = await port.readInventory();
  const estate = estateOf(port);
  const labels = new Set<string>();
  for (const { name } of vms) {
    const core = new Core(() => estate);
    expect([name, (await core.import(name)).errors]).toEqual([name, []]);
    const config = generated(core.kept?.value ?? {});
    expect([name, await core.validate(config)]).toMatchObject([name, { errors: [] }]);
    expect([name, await core.plan(config)]).toMatchObject([name, { action: "none", errors: [], warnings: [] }]);
    for (const label of Object.keys((config["disks"] ?? {}) as { readonly [label: string]: Value })) labels.add(label);
  }
  expect(vms.length).toBe(6);
  // Disks beside the first have no names there: their labels are their places.
  expect([...labels].sort()).toEqual(["1", "2", "boot"]);
});
