import { describe, expect, it } from "vitest";
import { mergeCheckpoints, takeCheckpoint } from "../../provider/simulator/checkpoints.ts";
import { makeDrive } from "../../provider/simulator/make.ts";
import type { VirtualMachine } from "../../provider/simulator/objects/machine.ts";
import type { Vmm } from "../../provider/simulator/vmm.ts";
import { applyWatched, farm, mediaOf, seedsIn } from "./support/seeds.ts";
import { applyOn, planOn, simulated } from "./support/simulated.ts";

/** Cloud-init data on a disk, and people or a backup who take a checkpoint while it is there: the disk goes on in another file. */

const wanted = farm({}, { deviceType: "scsi" });

function webOf({ world }: Vmm): VirtualMachine {
  const vm = [...world.store.vms.values()].find(({ Name }) => Name === "web-1");
  if (!vm) throw new Error("there is no web-1");
  return vm;
}

/** A machine made with `more` checkpoints taken right after its data has come. */
async function madeWithCheckpoints(more: number) {
  const { port, vmm } = simulated();
  let left = more;
  const { report, atStart, labels } = await applyWatched(port, vmm, await planOn(port, wanted), (label) => {
    if (label !== "take cloud-init data out of the library") return;
    for (; left > 0; left--) takeCheckpoint(vmm.world, webOf(vmm), `backup ${left}`);
  });
  return { port, vmm, report, atStart, labels };
}

describe("cloud-init data on a disk of a machine with checkpoints", () => {
  it.each([1, 2])("is brought once, and stays until they are gone (%i)", async (checkpoints) => {
    const { port, vmm, report, atStart, labels } = await madeWithCheckpoints(checkpoints);
    expect(labels.filter((label) => label.startsWith("attach cloud-init data"))).toHaveLength(1);
    expect(atStart).toHaveLength(1);
    expect(labels).not.toContain("detach and remove cloud-init data");
    expect(report.results).toMatchObject([
      { state: "not-run", diagnostics: [{ code: "PLAN_CHECKPOINTS_BLOCK", path: "spec.bootstrap.dataSecretName" }] },
    ]);
    const [live] = (await port.readInventory()).owned;
    expect(live).toMatchObject({ sealed: true, seed: "scsi", powerState: "Running" });
    const blocked = await planOn(port, wanted);
    expect(blocked.plan.changes[0]?.attributes).toMatchObject([{ path: "spec.bootstrap.dataSecretName", waitsFor: "checkpoints" }]);
    expect((await applyOn(port, blocked)).results).toMatchObject([{ state: "not-run" }]);

    mergeCheckpoints(webOf(vmm));
    expect((await applyOn(port, await planOn(port, wanted))).results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect([seedsIn(vmm), mediaOf(vmm)]).toEqual([[], []]);
    expect((await planOn(port, wanted)).plan.summary).toMatchObject({ none: 1, update: 0 });
  });
});

describe("the file below a checkpoint", () => {
  it("is in the way of a new one of its name", async () => {
    const { port, vmm } = await madeWithCheckpoints(0);
    const { ID, VirtualDiskDrives: drives } = webOf(vmm);
    const fileName = drives[0]?.VirtualHardDisk.Name ?? "";
    takeCheckpoint(vmm.world, webOf(vmm), "backup");
    const content = { sizeBytes: 2 ** 30, dynamic: true } as const;
    const place = { bus: 0, lun: 9, folder: null, volumeType: "None", storageClassificationId: null, storageQoSPolicyId: null } as const;
    const outcome = await port.run({ kind: "add-disk", vmId: ID, ...place, content, fileName });
    expect(outcome).toMatchObject({ state: "failed", diagnostic: { summary: expect.stringContaining("exists") } });
    expect(drives).toHaveLength(1);
  });
});

describe("cloud-init data that a machine has twice", () => {
  it("goes whole", async () => {
    const { port, vmm } = await madeWithCheckpoints(1);
    const vm = webOf(vmm);
    mergeCheckpoints(vm);
    const [seed] = vm.VirtualDiskDrives.filter(({ VirtualHardDisk }) => VirtualHardDisk.Name.startsWith("scvmm-seed"));
    if (!seed) throw new Error("it has no cloud-init data");
    const { Name: fileName, MaximumSize: sizeBytes, VHDFormatType: format } = seed.VirtualHardDisk;
    const place = { busType: "SCSI", bus: 0, lun: 9, volumeType: "None", directory: "D:\\Elsewhere", hostName: "host" } as const;
    const twin = makeDrive(vmm.world.random, vm, { ...place, fileName, sizeBytes, format, dynamic: true });
    vm.VirtualDiskDrives.push(twin);
    vmm.world.store.drives.set(twin.ID, twin);
    expect(seedsIn(vmm)).toHaveLength(2);
    expect((await applyOn(port, await planOn(port, wanted))).results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect(seedsIn(vmm)).toEqual([]);
    expect(vm.VirtualDiskDrives).toHaveLength(1);
  });
});
