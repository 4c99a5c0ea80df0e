import { describe, expect, it } from "vitest";
import type { Operation } from "../../provider/engine/operation.ts";
import { takeCheckpoint } from "../../provider/simulator/checkpoints.ts";
import { simulated } from "./support/simulated.ts";

const mark = { scope: "team", address: "ScvmmCheckpoint/default/before" };
const other = { scope: "team", address: "ScvmmCheckpoint/default/after" };

async function withMachine() {
  const on = simulated();
  const vmId = await on.make("web-1");
  const vm = on.vmm.world.store.vms.get(vmId);
  if (!vm) throw new Error("no VM");
  const create = { kind: "create-checkpoint", vmId, mark, name: "before", description: "x" } as const;
  const live = async () => (await on.port.readInventory()).checkpoints;
  return { ...on, vmId, vm, create, live };
}

describe("a checkpoint", () => {
  it("is taken by a job, read with its mark, and not taken again", async () => {
    const on = await withMachine();
    expect((await on.finish(on.create)).report?.state).toBe("done");
    const [taken] = await on.live();
    expect(taken).toMatchObject({ name: "before", vmId: on.vmId, mark, description: "x", takenAt: expect.stringMatching(/^\d{4}-.*Z$/) });
    expect(await on.port.run(on.create)).toEqual({ state: "done", objectId: taken?.id });
    expect(on.vm.VMCheckpoints).toHaveLength(1);
  });

  it("asked for while it is being taken is busy, so that an answer that was lost is not repeated", async () => {
    const on = await withMachine();
    expect(await on.port.run(on.create)).toMatchObject({ state: "running" });
    expect(await on.port.run(on.create)).toMatchObject({ state: "busy", locked: true });
  });

  it("is renamed and described; the mark of a renamed manifest is replaced", async () => {
    const on = await withMachine();
    await on.finish(on.create);
    const checkpointId = (await on.live())[0]?.id ?? "";
    const set = { kind: "set-checkpoint", checkpointId, mark, from: null, name: null, description: "y" } as const;
    await on.finish(set);
    expect(await on.live()).toMatchObject([{ name: "before", description: "y", mark }]);
    await on.finish({ ...set, mark: other, from: mark, name: "after" });
    expect(await on.live()).toMatchObject([{ name: "after", description: "y", mark: other }]);
    expect(await on.port.run(set)).toMatchObject({ state: "failed", diagnostic: { code: "VMM_FOREIGN" } });
  });

  it("is removed alone, if it carries the mark; absent counts as done", async () => {
    const on = await withMachine();
    takeCheckpoint(on.vmm.world, on.vm, "people's");
    await on.finish(on.create);
    const checkpointId = (await on.live())[0]?.id ?? "";
    const remove = { kind: "remove-checkpoint", checkpointId, mark } as const;
    expect(await on.port.run({ ...remove, mark: other })).toMatchObject({ state: "failed", diagnostic: { code: "VMM_FOREIGN" } });
    const people = on.vm.VMCheckpoints[0]?.ID ?? "";
    expect(await on.port.run({ ...remove, checkpointId: people })).toMatchObject({ state: "failed", diagnostic: { code: "VMM_FOREIGN" } });
    expect((await on.finish(remove)).report?.state).toBe("done");
    expect(on.vm.VMCheckpoints.map(({ Name }) => Name)).toEqual(["people's"]);
    expect(await on.port.run(remove)).toMatchObject({ state: "done" });
  });

  it("that VMM refuses is told with its number", async () => {
    const on = await withMachine();
    on.vm.CheckpointType = "Disabled";
    expect(await on.port.run(on.create)).toMatchObject({ state: "failed", diagnostic: { summary: expect.stringContaining("990032") } });
  });

  it("of a VM that is gone is not found", async () => {
    const on = await withMachine();
    const gone: Operation = { ...on.create, vmId: "11111111-2222-3333-4444-555555555555" };
    expect(await on.port.run(gone)).toMatchObject({ state: "failed", diagnostic: { code: "VMM_NOT_FOUND" } });
  });
});
