import { describe, expect, it } from "vitest";
import type { Operation } from "../../provider/engine/operation.ts";
import { takeCheckpoint } from "../../provider/simulator/checkpoints.ts";
import { simulated } from "./support/simulated.ts";

const fileName = "shop.default__persistent_db";
const record = {
  host: "hv01",
  path: `D:\\VMs\\${fileName}.vhdx`,
  sizeBytes: 2 ** 30,
  reclaim: "Retain",
  machine: "ScvmmMachine/default/a",
  slot: "data",
} as const;

async function withDisk() {
  const on = simulated();
  const vmId = await on.make("web-1");
  const folder = "D:\\VMs";
  const add = { kind: "add-disk", vmId, bus: 0, lun: 2, content: { sizeBytes: 2 ** 30, dynamic: true }, fileName, folder } as const;
  await on.finish({ ...add, volumeType: "None", storageClassificationId: null, storageQoSPolicyId: null });
  const live = await on.machine(vmId);
  const disk = live.disks[1];
  const detach = { kind: "detach-disk", vmId, diskId: disk?.id ?? "", path: disk?.path ?? "", hostName: live.hostName ?? "" } as const;
  const attach = { kind: "attach-disk", vmId, bus: 0, lun: 2, path: detach.path, volumeType: "None", storageQoSPolicyId: null } as const;
  return { ...on, vmId, detach, attach };
}

const detached = async ({ port }: Pick<ReturnType<typeof simulated>, "port">) => (await port.readInventory()).detachedDisks;

describe("the record of a detached disk", () => {
  const write = (more: object = {}): Operation => ({ kind: "record-disk", fileName, record, onlyChange: false, ...more });

  it("is written, found with all others in one reading, and changed; each again does nothing", async () => {
    const on = simulated();
    for (const _ of [1, 2]) expect(await on.port.run(write())).toMatchObject({ state: "done" });
    expect(await detached(on)).toMatchObject([{ fileName, identity: { scope: "shop", namespace: "default", disk: "db" }, record }]);
    const moved = { ...record, host: "hv02", reclaim: "Delete" as const };
    for (const _ of [1, 2]) expect(await on.port.run(write({ record: moved }))).toMatchObject({ state: "done" });
    expect(await detached(on)).toMatchObject([{ record: moved }]);
  });

  it("is removed when the VM has the disk and nothing is at work on it, and only then", async () => {
    const on = await withDisk();
    const forget: Operation = { kind: "forget-disk", vmId: on.vmId, fileName, because: "attached" };
    expect(await on.port.run(write({ onlyChange: true }))).toMatchObject({ state: "done" });
    expect(await detached(on)).toEqual([]);
    await on.port.run(write());
    expect(await on.port.run(on.detach)).toMatchObject({ state: "running" });
    expect(await on.port.run(forget)).toMatchObject({ state: "busy", diagnostic: { code: "VMM_JOB_AT_WORK" } });
    await on.finish({ kind: "stop-machine", vmId: on.vmId, how: "force" });
    for (let turn = 0; turn < 500 && on.vmm.world.store.looseDisks.size === 0; turn++) await detached(on);
    expect(await on.port.run(forget)).toMatchObject({ state: "unknown" });
    await on.finish(on.attach);
    for (const _ of [1, 2]) expect(await on.port.run(forget)).toMatchObject({ state: "done" });
    expect(await detached(on)).toEqual([]);
  });

  it("is removed too when the VM has the disk in the file of a difference, and not for another disk whose name goes on", async () => {
    const on = await withDisk();
    const shorter = fileName.slice(0, -1);
    for (const name of [fileName, shorter]) await on.port.run(write({ fileName: name }));
    const forget = (name: string): Operation => ({ kind: "forget-disk", vmId: on.vmId, fileName: name, because: "attached" });
    const vm = on.vmm.world.store.vms.get(on.vmId);
    if (!vm) throw new Error("there is no VM");
    takeCheckpoint(on.vmm.world, vm, "first");
    takeCheckpoint(on.vmm.world, vm, "second");
    expect(await on.port.run(forget(shorter))).toMatchObject({ state: "unknown" });
    expect(await on.port.run(forget(fileName))).toMatchObject({ state: "done" });
    expect(await detached(on)).toMatchObject([{ identity: { disk: "d" } }]);
  });
});

it("the record of a file that is gone is removed as long as it says the same", async () => {
  const on = simulated();
  await on.port.run({ kind: "record-disk", fileName, record, onlyChange: false });
  const other: Operation = { kind: "discard-record", fileName, record: { ...record, host: "hv02" } };
  expect([await on.port.run(other), await detached(on)]).toMatchObject([{ state: "done" }, [{}]]);
  for (const _ of [1, 2]) expect(await on.port.run({ ...other, record })).toMatchObject({ state: "done" });
  expect(await detached(on)).toEqual([]);
});

describe("a disk with a file that stays", () => {
  it("is detached where it is said to be, and nowhere else", async () => {
    const { port, finish, detach, vmm } = await withDisk();
    expect(await port.run(detach)).toMatchObject({ state: "unknown", diagnostic: { summary: expect.stringContaining("Nothing says") } });
    await port.run({ kind: "record-disk", fileName, record, onlyChange: false });
    expect(await port.run({ ...detach, hostName: "elsewhere" })).toMatchObject({
      state: "unknown",
      diagnostic: { code: "VMM_DISK_MOVED" },
    });
    expect(await port.run({ ...detach, path: "D:\\other.vhdx" })).toMatchObject({ state: "unknown" });
    expect(vmm.world.store.looseDisks.size).toBe(0);
    expect((await finish(detach)).report?.state).toBe("done");
    expect(vmm.world.store.looseDisks.size).toBe(1);
    expect(await port.run(detach)).toMatchObject({ state: "done" });
  });

  it("is attached once; a VM that wants what another has waits", async () => {
    const { port, make, finish, detach, attach, vmId, machine } = await withDisk();
    const other = await make("web-2");
    expect(await port.run({ ...attach, vmId: other })).toMatchObject({ state: "busy", diagnostic: { code: "VMM_DISK_IN_USE" } });
    await port.run({ kind: "record-disk", fileName, record, onlyChange: false });
    await finish(detach);
    expect((await finish(attach)).report?.state).toBe("done");
    expect((await machine(vmId)).disks[1]).toMatchObject({ path: attach.path, sizeBytes: 2 ** 30 });
    expect(await port.run(attach)).toMatchObject({ state: "done" });
  });

  it("is told by VMM's own number where its file is not", async () => {
    const { port, finish, attach, detach } = await withDisk();
    await port.run({ kind: "record-disk", fileName, record, onlyChange: false });
    await finish(detach);
    const { outcome } = await finish({ ...attach, path: "D:\\VMs\\nothing.vhdx" });
    expect(outcome).toMatchObject({ state: "failed", diagnostic: { summary: expect.stringContaining("VMM error 2903") } });
  });
});
