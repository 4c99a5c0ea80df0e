import { describe, expect, it } from "vitest";
import { planChanges } from "../../provider/engine/plan-changes.ts";
import { MOVED_FROM } from "../../provider/model/annotations.ts";
import { inventory } from "./support/inventory.ts";
import { machine, namePool, numbered, planInput, SCOPE } from "./support/manifests.ts";
import { copyOf, memoryFarm } from "./support/memory-farm.ts";
import { MemoryVmm } from "./support/memory-vmm.ts";
import { actions, apply, codes, plan, planAndApply } from "./support/runs.ts";

const stub = (name: string, id = `foreign-${name}`) => ({ id, name, status: "Running", cloud: null, hostName: null, hostGroupPath: null });
const pooled = (name: string, spec = {}) => machine(name, { vmNameFromPool: { name: "web" }, ...spec });

describe("names of machines", () => {
  it("claims the first names that nobody bears, in address order", () => {
    const live = inventory({ vms: [stub("WEB01")] });
    const { plan: made } = planChanges(
      planInput(
        {
          machines: [pooled("c"), pooled("a"), pooled("b"), machine("lit", { vmName: "web03" })],
          namePools: [namePool("web", numbered("Web", 5))],
        },
        live,
      ),
    );
    const names = made.changes.map(({ attributes }) => attributes.find(({ path }) => path === "spec.vmName")?.after);
    expect(names).toEqual(["Web02", "Web04", "Web05", "web03"]);
    expect(made.changes[0]?.cause).toContain("ScvmmNamePool/default/web");
  });

  it("keeps the name that a machine has, and renames one whose name left the pool", async () => {
    const vmm = new MemoryVmm();
    await planAndApply({ machines: [pooled("b")], namePools: [namePool("web", ["x1", "x2"])] }, vmm);
    const both = { machines: [pooled("a"), pooled("b")], namePools: [namePool("web", ["x1", "x2"])] };
    await planAndApply(both, vmm);
    expect(vmm.vms.map(({ name, mark }) => `${mark.address.at(-1)} ${name}`)).toEqual(["b x1", "a x2"]);
    const changed = plan({ ...both, namePools: [namePool("web", ["x2", "x3"])] }, vmm);
    expect(changed.plan.changes[1]?.attributes).toMatchObject([{ path: "spec.vmName", before: "x1", after: "x3" }]);
  });

  it("takes another name for a machine whose creation has failed, where another VM has its name", async () => {
    const vmm = new MemoryVmm();
    const some = { machines: [pooled("a", { failedCreationPolicy: "Remove" })], namePools: [namePool("web", ["x1", "x2"])] };
    await planAndApply(some, vmm);
    Object.assign(vmm.vms[0] ?? {}, { status: "CreationFailed", sealed: false, id: "00000000-0000-0000-0000-000000000000" });
    const nameNow = () => plan(some, vmm).plan.changes[0]?.attributes.find(({ path }) => path === "spec.vmName")?.after;
    expect(nameNow()).toBe("x1");
    // Its id is higher, so that it would give way: but it is there as long as it is not whole either.
    vmm.vms.push(copyOf(vmm, "ffffffff", { mark: { scope: "bank", address: "ScvmmMachine/default/b" } }));
    expect(nameNow()).toBe("x2");
  });

  it("does not finish a machine that runs under a name of others until it may take another", async () => {
    const vmm = new MemoryVmm();
    const some = (more: object = {}) => ({ machines: [pooled("a", more)], namePools: [namePool("web", ["x1", "x2"])] });
    await planAndApply(some(), vmm);
    Object.assign(vmm.vms[0] ?? {}, { sealed: false, powerState: "Running" });
    vmm.vms.push(copyOf(vmm, "00000000", { mark: { scope: "bank", address: "ScvmmMachine/default/b" }, sealed: true }));
    await planAndApply(some(), vmm);
    expect(vmm.vms[0]).toMatchObject({ name: "x1", sealed: false });
    await planAndApply(some({ powerCyclePolicy: "Allow" }), vmm);
    expect(vmm.vms[0]).toMatchObject({ name: "x2", sealed: true });
    expect(actions(plan(some(), vmm))).toEqual({ a: "none" });
  });

  it("does not rename a finished machine because somebody gave another VM its name", async () => {
    const vmm = new MemoryVmm();
    const some = { machines: [pooled("a")], namePools: [namePool("web", ["x1", "x2"])] };
    await planAndApply(some, vmm);
    vmm.others = [stub("X1")];
    expect(actions(plan(some, vmm))).toEqual({ a: "none" });
  });

  it("passes over a name that any VM bears: of another scope, in whatever cloud, on another provider's VMM", async () => {
    const other = await memoryFarm(["web02"]);
    const owned = other.snapshot().owned.map((vm) => ({ ...vm, mark: { ...vm.mark, scope: "else" } }));
    const here = inventory({ vms: [{ ...stub("WEB01"), cloud: "Elsewhere" }, ...owned], owned });
    const there = inventory({ vms: [stub("web03")] });
    const machines = [pooled("a"), machine("b", {}, "ScvmmProvider/default/far")];
    const input = planInput({ machines, namePools: [namePool("web", numbered("web", 9))] }, here);
    const { plan: planned } = planChanges({ ...input, inventories: new Map([...input.inventories, ["ScvmmProvider/default/far", there]]) });
    const name = planned.changes.find(({ address }) => address.endsWith("/a"))?.attributes.find(({ path }) => path === "spec.vmName");
    expect(name?.after).toBe("web04");
  });

  it("of a deleted machine are free once its VM is gone: waited for where no other is free", async () => {
    const vmm = new MemoryVmm();
    const pool = { namePools: [namePool("web", numbered("web", 2))] };
    await planAndApply({ ...pool, machines: [pooled("a"), pooled("b")] }, vmm);
    const { planned, report } = await planAndApply({ ...pool, machines: [pooled("b"), pooled("c")] }, vmm, { allowMassDeletion: true });
    expect(planned.work.find(({ action }) => action === "create")?.after).toEqual(["ScvmmMachine/default/a"]);
    expect(report.summary).toEqual({ done: 2, failed: 0, notRun: 0 });
    expect(vmm.vms.map(({ name, mark }) => `${name} ${mark.address.at(-1)}`).sort()).toEqual(["web01 c", "web02 b"]);
    // A name that is free anyway is waited for by nobody.
    const wide = { namePools: [namePool("web", numbered("web", 3))] };
    const next = plan({ ...wide, machines: [pooled("b"), pooled("d")] }, vmm, { allowMassDeletion: true });
    expect(next.work.find(({ action }) => action === "create")?.after).toEqual([]);
  });

  it("that nobody's plan sets free stay held: without pruning, or of another scope", async () => {
    const vmm = new MemoryVmm();
    const pool = { namePools: [namePool("web", ["web01"])] };
    await planAndApply({ ...pool, machines: [pooled("a")] }, vmm);
    expect(codes(plan({ ...pool, machines: [pooled("b")] }, vmm, { prune: false }))).toContain("PLAN_NAMES_EXHAUSTED");
    vmm.vms = vmm.vms.map((vm) => ({ ...vm, mark: { ...vm.mark, scope: "else" } }));
    expect(codes(plan({ ...pool, machines: [pooled("b")] }, vmm))).toContain("PLAN_NAMES_EXHAUSTED");
  });

  it("are counted anew from every reading: a VM that is gone holds none, whoever has removed it", async () => {
    const vmm = new MemoryVmm();
    const some = { machines: [pooled("a")], namePools: [namePool("web", ["web01"])] };
    await planAndApply(some, vmm);
    vmm.vms = [];
    const other = { ...some, machines: [pooled("b")] };
    expect((await planAndApply(other, vmm)).report.summary).toEqual({ done: 1, failed: 0, notRun: 0 });
    expect(vmm.vms).toMatchObject([{ name: "web01", mark: { address: "ScvmmMachine/default/b" } }]);
  });

  it("says who holds the names of a full pool", () => {
    const live = inventory({ vms: [stub("web01")] });
    const planned = planChanges(
      planInput({ machines: [pooled("a"), pooled("b"), pooled("c")], namePools: [namePool("web", numbered("web", 2))] }, live),
    );
    expect(planned.diagnostics).toMatchObject([{ code: "PLAN_NAMES_EXHAUSTED", path: "spec.vmNameFromPool", file: "farm.yaml" }]);
    expect(planned.diagnostics[0]?.detail).toContain("web02: ScvmmMachine/default/a");
    expect(planned.diagnostics[0]?.detail).toContain("Without a name: ScvmmMachine/default/b, ScvmmMachine/default/c");
  });

  it("refuses a name that a VM of somebody else bears, and one that two manifests want", () => {
    const live = inventory({ vms: [stub("Taken")] });
    const machines = [machine("a", { vmName: "taken" }), machine("b", { vmName: "same" }), machine("c", { vmName: "SAME" })];
    expect(codes(planChanges(planInput({ machines }, live)))).toEqual(["PLAN_NAME_TAKEN", "PLAN_NAME_TWICE"]);
  });

  it("takes the name that another machine gives up, after it; machines that would wait for each other's names are refused", async () => {
    const free = { powerCyclePolicy: "Allow" };
    const vmm = new MemoryVmm();
    await planAndApply({ machines: [machine("a", { vmName: "x", ...free }), machine("b", { vmName: "y", ...free })] }, vmm);
    const next = {
      machines: [machine("a", { vmName: "z", ...free }), machine("b", { vmName: "x", ...free }), machine("c", { vmName: "y", ...free })],
    };
    const planned = plan(next, vmm);
    expect(planned.diagnostics).toEqual([]);
    expect(planned.work.map(({ address, after }) => [address.at(-1), after.map((one) => one.at(-1))])).toEqual([
      ["a", []],
      ["b", ["a"]],
      ["c", ["b"]],
    ]);
    await apply(planned, vmm);
    expect(vmm.vms.map(({ name, mark }) => `${mark.address.at(-1)} ${name}`)).toEqual(["a z", "b x", "c y"]);
    const swapped = {
      machines: [machine("a", { vmName: "x", ...free }), machine("b", { vmName: "z", ...free }), machine("c", { vmName: "y", ...free })],
    };
    expect(codes(plan(swapped, vmm))).toEqual(["PLAN_NAME_TAKEN", "PLAN_NAME_TAKEN"]);
  });

  it("takes the name of a double that goes with the plan, also after a move", async () => {
    const vmm = await memoryFarm(["a"]);
    vmm.vms.push(copyOf(vmm, "00000000-double", { name: "c", sealed: false }));
    const both = plan({ machines: [machine("a"), machine("c")] }, vmm);
    expect(both.work.map(({ address, after }) => [address.at(-1), after])).toEqual([
      ["a", []],
      ["c", ["ScvmmMachine/default/a"]],
    ]);
    const renamed = machine("a2", { vmName: "c", powerCyclePolicy: "Allow" });
    const metadata = { ...renamed.value.metadata, annotations: { [MOVED_FROM]: "a" } };
    const moved = plan({ machines: [{ ...renamed, value: { ...renamed.value, metadata } }] }, vmm);
    expect([moved.diagnostics, moved.work.map(({ after }) => after)]).toEqual([[], [[]]]);
  });

  it("keeps the name of an unfinished machine, which another unfinished one bears too that goes with the plan", async () => {
    const vmm = await memoryFarm(["gone", "a"]);
    for (const vm of vmm.vms) Object.assign(vm, { name: "a", sealed: false });
    const planned = plan({ machines: [machine("a")] }, vmm);
    expect([planned.diagnostics, actions(planned)]).toEqual([[], { a: "update", gone: "delete" }]);
    expect(planned.work.find(({ address }) => address.endsWith("/a"))?.after).toEqual(["ScvmmMachine/default/gone"]);
    await apply(planned, vmm);
    expect(vmm.vms).toMatchObject([{ name: "a", sealed: true, mark: { address: "ScvmmMachine/default/a" } }]);
    const stays = plan({ machines: [machine("a"), machine("b", { vmName: "a" })] }, vmm);
    expect(codes(stays)).toEqual(["PLAN_NAME_TWICE"]);
  });

  it("takes the name of machines that the same plan deletes, after the deletions", async () => {
    const vmm = await memoryFarm(["old"]);
    // Two of one name: which of them has moved nobody can tell.
    vmm.vms.push(copyOf(vmm, "twin", { mark: { scope: SCOPE, address: "ScvmmMachine/default/older" } }));
    const { planned, report } = await planAndApply({ machines: [machine("new", { vmName: "old" })] }, vmm, { allowMassDeletion: true });
    const after = planned.work.find(({ action }) => action === "create")?.after;
    expect(after).toEqual(["ScvmmMachine/default/old", "ScvmmMachine/default/older"]);
    expect(report.summary).toEqual({ done: 3, failed: 0, notRun: 0 });
    expect(vmm.vms).toMatchObject([{ name: "old", mark: { address: "ScvmmMachine/default/new" } }]);
  });

  it("lets the unfinished one of two racers give way", async () => {
    const vmm = new MemoryVmm();
    const some = { machines: [pooled("a")], namePools: [namePool("web", numbered("web", 3))] };
    const planned = plan(some, vmm);
    const poll = vmm.pollJobs.bind(vmm);
    vmm.pollJobs = (ids) => {
      vmm.others = [stub("WEB01", "00000000-0000-0000-0000-000000000000")];
      return poll(ids);
    };
    expect((await apply(planned, vmm)).results).toMatchObject([{ state: "failed", diagnostics: [{ code: "APPLY_NAME_RACE" }] }]);
    // Nothing of it is left that would bear the winner's name.
    expect(vmm.vms).toEqual([]);
    expect((await planAndApply(some, vmm)).report.summary.done).toBe(1);
    expect(vmm.vms).toMatchObject([{ name: "web02", sealed: true }]);
  });
});
