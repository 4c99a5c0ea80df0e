import { describe, expect, it } from "vitest";
import { detectDrift } from "../../provider/engine/detect-drift.ts";
import type { Operation } from "../../provider/engine/operation.ts";
import type { Planned } from "../../provider/engine/plan-changes.ts";
import { takeCheckpoint } from "../../provider/simulator/checkpoints.ts";
import { checkpoint, machine, planInput } from "./support/manifests.ts";
import { applyOn, converge, planOn, simulated } from "./support/simulated.ts";

const vm = (name: string, spec: Record<string, unknown> = {}) =>
  machine(name, { vmTemplate: "Ubuntu 22.04 LTS", disks: [{ size: "40Gi" }], ...spec });

const changes = ({ plan }: Planned) =>
  plan.changes.filter(({ action }) => action !== "none").map(({ address, action }) => `${action} ${address}`);
const codes = ({ diagnostics }: Planned) => diagnostics.map(({ code }) => code);
const MINE = "ScvmmCheckpoint/default/before";

function on() {
  const setup = simulated();
  const { store } = setup.vmm.world;
  const find = (name: string) => {
    const found = [...store.vms.values()].find(({ Name }) => Name === name);
    if (!found) throw new Error(`no VM ${name}`);
    return found;
  };
  const all = () => [...store.vms.values()].flatMap(({ Name, VMCheckpoints }) => VMCheckpoints.map((one) => `${Name}: ${one.Name}`));
  return { ...setup, find, all };
}

const mine = (spec: Record<string, unknown> = {}) => checkpoint("before", { machine: "web-1", ...spec });

describe("a checkpoint", () => {
  it("is taken once its machine is made, in one plan, and then the plan is empty", async () => {
    const { port, all, find } = on();
    const farm = { machines: [vm("web-1")], checkpoints: [mine({ description: "Before the upgrade" })] };
    const { planned, report } = await converge(port, farm);
    expect(changes(planned)).toEqual([`create ${MINE}`, "create ScvmmMachine/default/web-1"]);
    expect(planned.work.find(({ address }) => address === MINE)?.after).toEqual(["ScvmmMachine/default/web-1"]);
    expect(report.summary).toEqual({ done: 2, failed: 0, notRun: 0 });
    expect(all()).toEqual(["web-1: before"]);
    expect(find("web-1").VMCheckpoints[0]?.Description).toBe("Before the upgrade [scvmm:v1:shop:ScvmmCheckpoint/default/before]");
    const again = await planOn(port, farm);
    expect([changes(again), again.diagnostics]).toEqual([[], []]);
    expect(detectDrift(planInput(farm, await port.readInventory())).report.items).toEqual([]);
  });

  it("is renamed and described in place; what the manifest is silent about is left alone", async () => {
    const { port, all, find } = on();
    const machines = [vm("web-1")];
    await converge(port, { machines, checkpoints: [mine()] });
    const [live] = find("web-1").VMCheckpoints;
    if (live) live.Name = "by hand";
    expect(changes(await planOn(port, { machines, checkpoints: [mine()] }))).toEqual([]);
    const { planned } = await converge(port, { machines, checkpoints: [mine({ name: "nightly", description: "x" })] });
    expect(planned.plan.changes[0]).toMatchObject({
      action: "update",
      disruption: "none",
      attributes: [
        { path: "spec.name", before: "by hand", after: "nightly" },
        { path: "spec.description", before: null, after: "x" },
      ],
    });
    expect(all()).toEqual(["web-1: nightly"]);
    expect(changes(await planOn(port, { machines, checkpoints: [mine({ name: "nightly" })] }))).toEqual([]);
  });

  it("whose manifest is gone is merged; those of people stay, in the order that they were taken", async () => {
    const { port, all, find, vmm } = on();
    const machines = [vm("web-1")];
    await converge(port, { machines });
    takeCheckpoint(vmm.world, find("web-1"), "first");
    await converge(port, { machines, checkpoints: [mine()] });
    takeCheckpoint(vmm.world, find("web-1"), "last");
    expect(all()).toEqual(["web-1: first", "web-1: before", "web-1: last"]);
    const left = await planOn(port, { machines }, { prune: false });
    expect([changes(left), codes(left)]).toEqual([[], ["PLAN_UNMANAGED"]]);
    expect(detectDrift(planInput({ machines }, await port.readInventory())).report.items).toMatchObject([
      { address: MINE, kind: "leaked" },
    ]);
    const { planned } = await converge(port, { machines });
    expect(planned.plan.changes[0]).toMatchObject({
      address: MINE,
      action: "delete",
      disruption: "none",
      cause: expect.stringContaining("merged"),
    });
    expect(all()).toEqual(["web-1: first", "web-1: last"]);
    expect(changes(await planOn(port, { machines }))).toEqual([]);
    expect(detectDrift(planInput({ machines }, await port.readInventory())).report.items).toEqual([]);
  });

  it("goes with a VM that is removed, after it, and nothing is merged", async () => {
    const { port, all, vmm } = on();
    await converge(port, { machines: [vm("web-1")], checkpoints: [mine()] });
    const { planned, report } = await converge(port, {}, { allowMassDeletion: true });
    expect(changes(planned)).toEqual([`delete ${MINE}`, "delete ScvmmMachine/default/web-1"]);
    expect(planned.plan.changes[0]?.cause).toBe("manifest is gone: it goes with its VM");
    expect(report.summary).toEqual({ done: 2, failed: 0, notRun: 0 });
    expect(all()).toEqual([]);
    expect([...vmm.world.store.tasks.values()].filter(({ Name }) => Name === "Remove checkpoint")).toEqual([]);
  });

  it("is taken anew of a machine that is made anew", async () => {
    const { port, all } = on();
    const farm = { machines: [vm("web-1", { powerCyclePolicy: "Allow" })], checkpoints: [mine()] };
    await converge(port, farm);
    const { planned, report } = await converge(port, farm, { replace: ["ScvmmMachine/default/web-1"], allowMassDeletion: true });
    expect(planned.plan.changes.map(({ action, cause }) => [action, cause])).toEqual([
      ["replace", "its machine is made anew, and takes the checkpoint with it"],
      ["replace", expect.stringContaining("asked for")],
    ]);
    expect(report.summary).toEqual({ done: 2, failed: 0, notRun: 0 });
    expect(all()).toEqual(["web-1: before"]);
    expect(changes(await planOn(port, farm))).toEqual([]);
  });

  it("moves to another machine as a new one; the first is merged when that is there", async () => {
    const { port, all } = on();
    const machines = [vm("web-1"), vm("web-2")];
    await converge(port, { machines, checkpoints: [mine()] });
    const { planned } = await converge(port, { machines, checkpoints: [mine({ machine: "web-2" })] });
    expect(planned.plan.changes[0]).toMatchObject({
      action: "replace",
      disruption: "replace",
      attributes: [{ path: "spec.machine", before: "web-1", after: "web-2", policy: "replace" }],
    });
    expect(planned.work[0]?.steps.map(({ label }) => label)).toEqual(["take checkpoint before", "remove checkpoint"]);
    expect(all()).toEqual(["web-2: before"]);
  });

  it("keeps the oldest of two with one mark", async () => {
    const { port, all, find, vmm } = on();
    const farm = { machines: [vm("web-1")], checkpoints: [mine()] };
    await converge(port, farm);
    const [first] = find("web-1").VMCheckpoints;
    const twice = takeCheckpoint(vmm.world, find("web-1"), "twice", first?.Description);
    Object.assign(twice, { AddedTime: new Date(Number(first?.AddedTime) + 60_000) });
    find("web-1").VMCheckpoints.reverse();
    const { planned } = await converge(port, farm);
    expect(planned.plan.changes[0]?.cause).toContain("2 checkpoints carry its mark");
    expect(all()).toEqual(["web-1: before"]);
  });

  it("follows its renamed manifest", async () => {
    const { port, find } = on();
    const machines = [vm("web-1")];
    await converge(port, { machines, checkpoints: [mine({ description: "x" })] });
    const renamed = checkpoint("after", { machine: "web-1" });
    const moved = {
      ...renamed,
      value: { ...renamed.value, metadata: { ...renamed.value.metadata, annotations: { "scvmm-provider/moved-from": "before" } } },
    };
    const { planned } = await converge(port, { machines, checkpoints: [moved] });
    expect(changes(planned)).toEqual(["update ScvmmCheckpoint/default/after"]);
    expect(find("web-1").VMCheckpoints.map(({ Name, Description }) => [Name, Description])).toEqual([
      ["before", "x [scvmm:v1:shop:ScvmmCheckpoint/default/after]"],
    ]);
    expect(changes(await planOn(port, { machines, checkpoints: [renamed] }))).toEqual([]);
  });
});

describe("a checkpoint of a VM without a manifest", () => {
  it("is taken by name or id, and the VM is not touched otherwise", async () => {
    const { port, all, vmm } = on();
    const [stranger] = vmm.world.store.vms.values();
    const name = stranger?.Name ?? "";
    const properties = structuredClone(stranger?.CustomProperty);
    const { report } = await converge(port, { checkpoints: [checkpoint("before", { vmName: name.toUpperCase() })] });
    expect(report.summary.done).toBe(1);
    expect(all()).toEqual([`${name}: before`]);
    expect(stranger?.CustomProperty).toEqual(properties);
    const byId = { checkpoints: [checkpoint("before", { vmId: stranger?.ID.toUpperCase() })] };
    expect(changes(await planOn(port, byId))).toEqual([]);
    await converge(port, {});
    expect(all()).toEqual([]);
  });

  it.each([
    ["nobody has this name", { vmName: "nobody" }, "PLAN_CHECKPOINT_VM_GONE"],
    ["nobody has this id", { vmId: "11111111-2222-3333-4444-555555555555" }, "PLAN_CHECKPOINT_VM_GONE"],
  ])("is refused where %s", async (_, spec, code) => {
    const { port } = on();
    expect(codes(await planOn(port, { checkpoints: [checkpoint("before", spec)] }))).toEqual([code]);
  });

  it("is refused where two have the name", async () => {
    const { port, vmm } = on();
    const [first, second] = vmm.world.store.vms.values();
    if (first && second) second.Name = first.Name;
    const planned = await planOn(port, { checkpoints: [checkpoint("before", { vmName: first?.Name })] });
    expect(planned.diagnostics).toMatchObject([{ code: "PLAN_AMBIGUOUS_NAME", hint: "Give spec.vmId instead." }]);
  });

  it("is refused of a VM of another scope, and of one that this plan removes", async () => {
    const { port, find } = on();
    await converge(port, { machines: [vm("web-1")] });
    const checkpoints = [checkpoint("before", { vmName: "web-1" })];
    expect(codes(await planOn(port, { checkpoints }))).toEqual(["PLAN_CHECKPOINT_VM_LEAVING"]);
    find("web-1").CustomProperty.set("ScvmmOwner", "scvmm:v1:other:ScvmmMachine/default/web-1");
    expect(codes(await planOn(port, { checkpoints }))).toEqual(["PLAN_CHECKPOINT_FOREIGN"]);
  });
});

describe("VMM's refusals", () => {
  it.each([
    ["of a machine that is to be made", false],
    ["of one that is there", true],
  ])("checkpoints that are disabled are refused at plan time: %s", async (_, made) => {
    const { port, all } = on();
    const machines = [vm("web-1", { vmOptions: { checkpointType: "Disabled" } })];
    if (made) await converge(port, { machines });
    const planned = await planOn(port, { machines, checkpoints: [mine()] });
    expect(planned.diagnostics).toMatchObject([{ code: "PLAN_CHECKPOINTS_DISABLED", path: "spec.machine", address: MINE }]);
    expect(all()).toEqual([]);
  });

  it("a plan that enables them as well takes it after that", async () => {
    const { port, all } = on();
    await converge(port, { machines: [vm("web-1", { vmOptions: { checkpointType: "Disabled" } })] });
    await converge(port, { machines: [vm("web-1", { vmOptions: { checkpointType: "Standard" } })], checkpoints: [mine()] });
    expect(all()).toEqual(["web-1: before"]);
  });

  it("a disk that cannot grow is told which checkpoints are in its way, and whose they are", async () => {
    const { port, find, vmm } = on();
    await converge(port, { machines: [vm("web-1")], checkpoints: [mine()] });
    takeCheckpoint(vmm.world, find("web-1"), "backup");
    const larger = { machines: [vm("web-1", { disks: [{ size: "60Gi" }] })], checkpoints: [mine()] };
    const planned = await planOn(port, larger);
    const names = [`"before" (${MINE} of scope shop)`, '"backup" (of people or a backup)'];
    expect(planned.diagnostics).toMatchObject([
      { code: "PLAN_CHECKPOINTS_BLOCK", detail: expect.stringContaining(`It has ${names.join(", ")}. `) },
    ]);
    expect(planned.plan.changes.flatMap(({ waiting }) => waiting)).toEqual([
      { path: "spec.disks[0].size", for: "checkpoints", checkpoints: names },
    ]);
  });

  it("a disk grows before the checkpoint is taken, in one plan", async () => {
    const { port, all, find } = on();
    await converge(port, { machines: [vm("web-1")] });
    const { report } = await converge(port, { machines: [vm("web-1", { disks: [{ size: "60Gi" }] })], checkpoints: [mine()] });
    expect(report.summary).toEqual({ done: 2, failed: 0, notRun: 0 });
    expect([all(), find("web-1").VirtualDiskDrives[0]?.VirtualHardDisk.MaximumSize]).toEqual([["web-1: before"], 60 * 2 ** 30]);
  });
});

describe("whatever happens", () => {
  const kinds: readonly Operation["kind"][] = ["create-checkpoint", "set-checkpoint", "remove-checkpoint"];
  it.each(kinds)("an answer that is lost to %s leads to the same end, once", async (kind) => {
    const { port, all } = on();
    const machines = [vm("web-1")];
    const lost = new Set<string>();
    const losing = {
      ...port,
      run: async (operation: Operation) => {
        const outcome = await port.run(operation);
        if (operation.kind !== kind || lost.has(kind)) return outcome;
        lost.add(kind);
        return { state: "unknown" as const, diagnostic: { code: "LOST", severity: "error" as const, summary: "lost" } };
      },
    };
    const through = async (checkpoints: ReturnType<typeof checkpoint>[], expected: readonly string[]) => {
      const planned = await planOn(losing, { machines, checkpoints });
      const report = await applyOn(losing, planned);
      expect(report.results.filter(({ state }) => state !== "done")).toEqual([]);
      expect(all()).toEqual(expected);
    };
    await through([mine()], ["web-1: before"]);
    await through([mine({ name: "other" })], ["web-1: other"]);
    await through([], []);
    expect([...lost]).toEqual([kind]);
  });

  it("two engines at once take it once", async () => {
    const { port, all } = on();
    const machines = [vm("web-1")];
    await converge(port, { machines });
    const farm = { machines, checkpoints: [mine()] };
    const plans = [await planOn(port, farm), await planOn(port, farm)];
    const reports = await Promise.all(plans.map((planned) => applyOn(port, planned)));
    expect(reports.map(({ summary }) => summary)).toEqual(Array(2).fill({ done: 1, failed: 0, notRun: 0 }));
    expect(all()).toEqual(["web-1: before"]);
  });

  it.each([0, 1, 2, 3])("one that is renamed and of another machine leaves nothing to nobody, broken off after %i steps", async (steps) => {
    const { port, all } = on();
    const machines = [vm("web-1"), vm("web-2")];
    await converge(port, { machines, checkpoints: [mine()] });
    const renamed = checkpoint("after", { machine: "web-2" });
    const annotations = { "scvmm-provider/moved-from": "before" };
    const checkpoints = [{ ...renamed, value: { ...renamed.value, metadata: { ...renamed.value.metadata, annotations } } }];
    const planned = await planOn(port, { machines, checkpoints });
    expect(planned.work[0]?.steps).toHaveLength(3);
    for (const { task } of planned.work[0]?.steps.slice(0, steps) ?? []) {
      const outcome = task.kind === "operate" ? await port.run(task.operation) : null;
      while (outcome?.state === "running" && (await port.pollJobs([outcome.jobId]))[0]?.state === "running");
    }
    await converge(port, { machines, checkpoints });
    expect(all()).toEqual(["web-2: after"]);
    const again = await planOn(port, { machines, checkpoints });
    expect([changes(again), again.diagnostics]).toEqual([[], []]);
  });

  it("what is destroyed is what manifests are given of", async () => {
    const { port, all } = on();
    const machines = [vm("web-1")];
    await converge(port, { machines, checkpoints: [mine(), checkpoint("kept", { machine: "web-1" })] });
    await converge(port, { checkpoints: [mine()] }, { destroy: true });
    expect(all()).toEqual(["web-1: kept"]);
  });
});
