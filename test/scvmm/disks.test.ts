import { describe, expect, it } from "vitest";
import type { AddDisk, SetDisk } from "../../provider/engine/operation.ts";
import { takeCheckpoint } from "../../provider/simulator/checkpoints.ts";
import { simulated } from "./support/simulated.ts";

const idOf = (all: readonly { readonly id: string; readonly name: string }[], name: string): string =>
  all.find((one) => one.name === name)?.id ?? "";

async function withVm() {
  const on = simulated();
  const vmId = await on.make("web-1");
  const live = await on.port.readInventory();
  const add = (more: Partial<AddDisk>): AddDisk => ({
    kind: "add-disk",
    vmId,
    bus: 0,
    lun: 2,
    content: { sizeBytes: 2 ** 30, dynamic: true },
    fileName: "web-1_data",
    folder: null,
    volumeType: "None",
    storageClassificationId: null,
    storageQoSPolicyId: null,
    ...more,
  });
  const classification = () => on.vmm.world.store.vms.get(vmId)?.VirtualDiskDrives.at(-1)?.VirtualHardDisk.Classification;
  return { ...on, vmId, live, add, classification };
}

describe("a disk", () => {
  it("is a copy of a library's, under a name of its own, on storage of a class and with a policy", async () => {
    const { add, finish, machine, vmId, live, classification } = await withVm();
    const operation = add({
      content: { virtualHardDiskId: idOf(live.virtualHardDisks, "tools.vhdx") },
      storageClassificationId: idOf(live.storageClassifications, "Gold"),
      storageQoSPolicyId: idOf(live.storageQoSPolicies, "Bronze I/O"),
    });
    expect((await finish(operation)).report?.state).toBe("done");
    expect((await machine(vmId)).disks[1]).toMatchObject({
      sizeBytes: 2 * 2 ** 30,
      dynamic: false,
      storageQoSPolicy: "Bronze I/O",
      path: expect.stringMatching(/\\web-1\\web-1_data\.vhdx$/),
    });
    expect(classification()).toBe("Gold");
    expect(idOf(live.virtualHardDisks, "tools.vhdx")).not.toBe("");
  });

  it.each<[string, SetDisk["set"] | "policy", object]>([
    ["volume type", { volumeType: "System" }, { volumeType: "System", iopsMaximum: 0 }],
    ["I/O limit", { iopsMaximum: 700 }, { iopsMaximum: 700, volumeType: "BootAndSystem" }],
    ["QoS policy", "policy", { storageQoSPolicy: "Gold I/O", volumeType: "BootAndSystem" }],
  ])("changes its %s alone, as the VM runs", async (_, set, expected) => {
    const { finish, machine, vmId, live } = await withVm();
    const diskId = (await machine(vmId)).disks[0]?.id ?? "";
    await finish({ kind: "start-machine", vmId });
    const given = set === "policy" ? { storageQoSPolicyId: idOf(live.storageQoSPolicies, "Gold I/O") } : set;
    expect((await finish({ kind: "set-disk", vmId, diskId, set: given })).report?.state).toBe("done");
    expect((await machine(vmId)).disks[0]).toMatchObject(expected);
  });

  it.each([
    [true, 1],
    [false, 0],
  ])("is dropped where it is, and nowhere else, once: keeping its file %s", async (keepFile, kept) => {
    const { finish, machine, vmId, vmm } = await withVm();
    const [{ id: diskId = "", path } = {}] = (await machine(vmId)).disks;
    const drop = { kind: "drop-disk", vmId, diskId, path: path ?? "", keepFile } as const;
    const elsewhere = await finish({ ...drop, path: "D:\\elsewhere\\disk.vhdx" });
    expect(elsewhere.outcome).toMatchObject({ state: "unknown", diagnostic: { code: "VMM_DISK_MOVED" } });
    expect((await finish(drop)).report?.state).toBe("done");
    expect((await machine(vmId)).disks).toEqual([]);
    expect([...vmm.world.store.looseDisks.values()].map(({ SharePath }) => SharePath)).toEqual(kept ? [path] : []);
    expect((await finish(drop)).outcome).toMatchObject({ state: "done" });
  });

  it("is not deleted where VMM calls its storage shared", async () => {
    const { finish, machine, vmId, vmm } = await withVm();
    const [{ id: diskId = "", path } = {}] = (await machine(vmId)).disks;
    for (const drive of vmm.world.store.drives.values()) Object.assign(drive, { HasSharedStorage: true });
    const drop = { kind: "drop-disk", vmId, diskId, path: path ?? "", keepFile: false } as const;
    expect((await finish(drop)).outcome).toMatchObject({ state: "failed", diagnostic: { code: "VMM_DISK_SHARED" } });
    expect((await machine(vmId)).disks).toHaveLength(1);
  });

  it("neither grows nor goes while its VM has checkpoints", async () => {
    const { finish, machine, vmId, vmm } = await withVm();
    const vm = vmm.world.store.vms.get(vmId);
    if (vm) takeCheckpoint(vmm.world, vm, "before the update");
    const live = await machine(vmId);
    expect(live).toMatchObject({
      checkpoints: [{ name: "before the update", mark: null }],
      disks: [{ path: expect.stringMatching(/_[-0-9A-F]{36}\.avhdx$/) }],
    });
    const diskId = live.disks[0]?.id ?? "";
    const path = live.disks[0]?.path ?? "";
    for (const kind of ["expand-disk", "remove-disk", "drop-disk"] as const) {
      const { outcome } = await finish({ kind, vmId, diskId, sizeBytes: 2 ** 40, path, keepFile: false });
      expect(outcome).toMatchObject({ state: "failed", diagnostic: { summary: expect.stringContaining("checkpoints") } });
    }
  });
});
