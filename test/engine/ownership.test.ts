import { describe, expect, it } from "vitest";
import { detectDrift } from "../../provider/engine/detect-drift.ts";
import { planChanges } from "../../provider/engine/plan-changes.ts";
import { basesOf, staleness } from "../../provider/engine/staleness.ts";
import { MOVED_FROM } from "../../provider/model/annotations.ts";
import { inventory } from "./support/inventory.ts";
import { machine, namePool, numbered, planInput, SCOPE, virtualIp } from "./support/manifests.ts";
import { MemoryVmm } from "./support/memory-vmm.ts";
import { actions, apply, codes, plan, planAndApply } from "./support/runs.ts";

const stub = (name: string, id = `foreign-${name}`) => ({ id, name, status: "Running", cloud: null, hostName: null, hostGroupPath: null });
const pooled = (name: string, spec = {}) => machine(name, { vmNameFromPool: { name: "web" }, ...spec });

async function farm(names: readonly string[]): Promise<MemoryVmm> {
  const vmm = new MemoryVmm();
  await planAndApply({ machines: names.map((name) => machine(name)) }, vmm);
  return vmm;
}

const copyOf = (vmm: MemoryVmm, id: string, more: object = {}) => ({
  ...(vmm.vms[0] as (typeof vmm.vms)[number]),
  id,
  adapters: [],
  ...more,
});

describe("names", () => {
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

  it("does not rename a finished machine because somebody gave another VM its name", async () => {
    const vmm = new MemoryVmm();
    const some = { machines: [pooled("a")], namePools: [namePool("web", ["x1", "x2"])] };
    await planAndApply(some, vmm);
    vmm.others = [stub("X1")];
    expect(actions(plan(some, vmm))).toEqual({ a: "none" });
  });

  it("passes over a name that any VM bears: of another scope, in whatever cloud, on another provider's VMM", async () => {
    const other = await farm(["web02"]);
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
    const vmm = await farm(["a"]);
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

  it("takes the name of machines that the same plan deletes, after the deletions", async () => {
    const vmm = await farm(["old"]);
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

describe("ownership", () => {
  it("deletes what has no manifest, and only of its own scope", async () => {
    const vmm = await farm(["web-1", "web-2"]);
    vmm.vms.push(copyOf(vmm, "other", { name: "other", mark: { scope: "elsewhere", address: "ScvmmMachine/default/web-9" } }));
    const { planned } = await planAndApply({ machines: [machine("web-1")] }, vmm);
    expect(actions(planned)).toEqual({ "web-1": "none", "web-2": "delete" });
    expect(planned.plan.changes[1]).toMatchObject({
      cause: "manifest is gone",
      attributes: [{ path: "spec.cloud" }, { path: "spec.vmName" }, {}, {}, {}],
    });
    expect(vmm.vms.map(({ name }) => name)).toEqual(["web-1", "other"]);
  });

  it("only warns without pruning", async () => {
    const vmm = await farm(["web-1", "web-2"]);
    vmm.vms.push(copyOf(vmm, "other", { name: "other", mark: { scope: "elsewhere", address: "ScvmmMachine/default/web-9" } }));
    const planned = plan({ machines: [machine("web-1")] }, vmm, { prune: false });
    expect(actions(planned)).toEqual({ "web-1": "none" });
    expect(planned.diagnostics).toMatchObject([{ code: "PLAN_UNMANAGED", severity: "warning", address: "ScvmmMachine/default/web-2" }]);
  });

  it("guards against mass deletion, and destroys only what the manifests own", async () => {
    const vmm = await farm(numbered("web-", 10));
    const some = { machines: numbered("web-", 7).map((name) => machine(name)) };
    const guarded = plan(some, vmm);
    expect(codes(guarded)).toEqual(["PLAN_MASS_DELETION"]);
    expect(guarded.diagnostics[0]?.summary).toContain("3 of 10");
    expect(guarded.work).toEqual([]);
    expect(plan(some, vmm, { maxDeletionShare: 0.3 }).work).toHaveLength(3);
    expect(plan(some, vmm, { allowMassDeletion: true }).work).toHaveLength(3);
    expect(plan(some, vmm, { destroy: true }).plan.summary).toMatchObject({ delete: 7, none: 0 });
    expect((await planAndApply(some, vmm, { destroy: true })).report.summary.done).toBe(7);
    expect(vmm.vms).toHaveLength(3);
  });

  it("lets a single deletion pass the guard, unless the share is 0", async () => {
    const vmm = await farm(["web-1", "web-2"]);
    const one = { machines: [machine("web-1")] };
    expect(codes(plan(one, vmm, { maxDeletionShare: 0.01 }))).toEqual([]);
    expect(codes(plan({}, vmm, { maxDeletionShare: 0.01 }))).toEqual(["PLAN_MASS_DELETION"]);
    expect(plan(one, vmm, { maxDeletionShare: 0 }).diagnostics).toMatchObject([
      {
        code: "PLAN_MASS_DELETION",
        detail: expect.stringContaining("none are allowed"),
        hint: expect.stringContaining("--allow-mass-deletion"),
      },
    ]);
    expect(codes(plan(one, vmm, { maxDeletionShare: 0, allowMassDeletion: true }))).toEqual([]);
  });

  it("keeps the finished one of two VMs with one mark, and explains", async () => {
    const vmm = await farm(["web-1"]);
    vmm.vms.push(copyOf(vmm, "00000000-0000-0000-0000-000000000000", { sealed: false, powerState: "PowerOff" }));
    const finished = vmm.vms[0]?.id;
    const { planned } = await planAndApply({ machines: [machine("web-1")] }, vmm);
    expect(planned.plan.changes[0]).toMatchObject({ action: "update", cause: expect.stringContaining("2 VMs carry its mark") });
    expect(vmm.vms).toMatchObject([{ id: finished, sealed: true }]);
    expect(plan({ machines: [machine("web-1")] }, vmm).plan.summary.none).toBe(1);
  });

  it("never lets a clone oust its original, nor removes one without pruning", async () => {
    const vmm = await farm(["web-1"]);
    const original = vmm.vms[0]?.id;
    vmm.vms.push(copyOf(vmm, "00000000-0000-0000-0000-000000000000", { name: "clone of web-1" }));
    const kept = plan({ machines: [machine("web-1")] }, vmm, { prune: false });
    expect(codes(kept)).toEqual(["PLAN_DOUBLES_LEFT"]);
    expect(kept.work).toEqual([]);
    await planAndApply({ machines: [machine("web-1")] }, vmm);
    expect(vmm.vms.map(({ id }) => id)).toEqual([original]);
  });

  it("leaves a twin that VMM shows as Missing", async () => {
    const vmm = await farm(["web-1"]);
    vmm.vms.push(copyOf(vmm, "00000000-0000-0000-0000-000000000000", { status: "Missing" }));
    const planned = plan({ machines: [machine("web-1")] }, vmm);
    expect(codes(planned)).toEqual(["PLAN_MISSING_TWIN"]);
    expect(planned.work).toEqual([]);
  });

  it("makes a failed creation again", async () => {
    const vmm = new MemoryVmm();
    vmm.fault = ({ kind }) => (kind === "create-machine" ? "fail-job-for-good" : undefined);
    const some = { machines: [machine("web-1", { failedCreationPolicy: "Remove" })] };
    expect((await planAndApply(some, vmm)).report.results).toMatchObject([{ state: "failed", diagnostics: [{ code: "JOB_FAILED" }] }]);
    vmm.fault = () => undefined;
    const { planned, report } = await planAndApply(some, vmm);
    expect(planned.plan.changes[0]).toMatchObject({ action: "replace", cause: expect.stringContaining("CreationFailed") });
    expect(report.summary.done).toBe(1);
    expect(vmm.vms).toMatchObject([{ sealed: true, status: "Running" }]);
  });

  it("waits for the job of an interrupted run instead of repeating it", async () => {
    const vmm = new MemoryVmm();
    const [work] = plan({ machines: [machine("web-1")] }, vmm).work;
    for (const { task } of work?.steps ?? []) if (task.kind === "operate") await vmm.run(task.operation);
    const { planned, report } = await planAndApply({ machines: [machine("web-1")] }, vmm);
    expect(planned.plan.changes[0]?.cause).toContain("still at work");
    expect(report.summary.done).toBe(1);
    expect(vmm.log.filter(({ kind }) => kind === "create-machine")).toHaveLength(1);
  });
});

describe("a machine that VMM does not show as a whole", () => {
  it("is read again until its boot disk is there, which is never added", async () => {
    const vmm = new MemoryVmm();
    const snapshot = vmm.snapshot.bind(vmm);
    let hidden = 3;
    vmm.readInventory = async () => {
      const live = snapshot();
      return hidden-- > 0 ? { ...live, owned: live.owned.map((vm) => ({ ...vm, disks: [] })) } : live;
    };
    const some = { machines: [machine("web-1", { disks: [{ size: "40Gi" }] })] };
    expect((await planAndApply(some, vmm)).report.summary.done).toBe(1);
    expect(vmm.vms[0]?.disks).toMatchObject([{ id: expect.stringContaining("boot"), sizeBytes: 40 * 1024 ** 3 }]);
    (vmm.vms[0] as (typeof vmm.vms)[number]).disks = [];
    expect(codes(plan(some, vmm))).toEqual(["PLAN_BOOT_DISK_MISSING"]);
  });
});

describe("virtual IPs", () => {
  it("are granted, kept, described in place and replaced", async () => {
    const vmm = new MemoryVmm();
    await planAndApply({ virtualIps: [virtualIp("vip")] }, vmm);
    expect(vmm.addresses).toMatchObject([{ address: "10.0.9.10", mark: { scope: SCOPE } }]);
    expect(plan({ virtualIps: [virtualIp("vip")] }, vmm).plan.summary.none).toBe(1);
    const described = await planAndApply({ virtualIps: [virtualIp("vip", { description: "Front" })] }, vmm);
    expect(described.planned.plan.changes[0]).toMatchObject({ action: "update", attributes: [{ path: "spec.description" }] });
    const moved = await planAndApply({ virtualIps: [virtualIp("vip", { address: "10.0.9.50" })] }, vmm);
    expect(moved.planned.plan.changes[0]).toMatchObject({ action: "replace", attributes: [{ before: "10.0.9.10", after: "10.0.9.50" }] });
    expect(vmm.addresses).toMatchObject([{ address: "10.0.9.50" }]);
    expect((await planAndApply({}, vmm)).planned.plan.changes).toMatchObject([{ action: "delete" }]);
    expect(vmm.addresses).toEqual([]);
  });

  it("keep the lowest of two addresses with one mark, by number", async () => {
    const vmm = new MemoryVmm();
    await planAndApply({ virtualIps: [virtualIp("vip", { address: "10.0.9.20" })] }, vmm);
    const [grant] = vmm.addresses;
    vmm.addresses.push({ ...(grant as (typeof vmm.addresses)[number]), id: "0", address: "10.0.9.100" });
    const { planned } = await planAndApply({ virtualIps: [virtualIp("vip")] }, vmm);
    expect(planned.plan.changes[0]).toMatchObject({
      action: "update",
      attributes: [{ before: "10.0.9.20, 10.0.9.100", after: "10.0.9.20" }],
      cause: expect.stringContaining("10.0.9.100 is returned"),
    });
    expect(vmm.addresses).toMatchObject([{ address: "10.0.9.20" }]);
  });

  it("are refused outside the pool, where somebody has the address, and where the pool is full", async () => {
    const vmm = new MemoryVmm();
    vmm.addresses.push({
      id: "f",
      address: "10.0.9.30",
      poolId: "pool-vip",
      assignedToId: null,
      assignedToType: "VIP",
      mark: undefined,
      machine: undefined,
      description: "theirs",
    });
    expect(codes(plan({ virtualIps: [virtualIp("a", { address: "10.0.8.1" })] }, vmm))).toEqual(["PLAN_ADDRESS_OUT_OF_RANGE"]);
    const taken = plan({ virtualIps: [virtualIp("a", { address: "10.0.9.30" })] }, vmm);
    expect(taken.diagnostics).toMatchObject([{ code: "PLAN_ADDRESS_TAKEN", detail: expect.stringContaining("theirs") }]);
    Object.assign(vmm.addresses[0] as object, { mark: { scope: "other", address: "ScvmmVirtualIP/default/a" } });
    const namesake = plan({ virtualIps: [virtualIp("a", { address: "10.0.9.30" })] }, vmm);
    expect(namesake.diagnostics).toMatchObject([{ code: "PLAN_ADDRESS_TAKEN", detail: expect.stringContaining("of scope other") }]);
    const many = numbered("v", 90).map((name) => virtualIp(name));
    expect(plan({ virtualIps: many }, vmm).diagnostics).toMatchObject([
      { code: "PLAN_ADDRESSES_EXHAUSTED", summary: 'pool "pool-vip" has 89 free addresses, the plan needs 90' },
    ]);
  });

  it("do not wait for deletions when the pool is large enough", async () => {
    const vmm = new MemoryVmm();
    await planAndApply({ virtualIps: [virtualIp("old")] }, vmm);
    expect(plan({ virtualIps: [virtualIp("new")] }, vmm).work.map(({ after }) => after)).toEqual([[], []]);
  });

  it("wait for deletions when the pool is only large enough then", async () => {
    const vmm = new MemoryVmm();
    await planAndApply({ virtualIps: numbered("old", 90).map((name) => virtualIp(name)) }, vmm);
    const some = { virtualIps: [...numbered("old", 88), "new1", "new2"].map((name) => virtualIp(name)) };
    const { report } = await planAndApply(some, vmm);
    expect(report.summary).toEqual({ done: 4, failed: 0, notRun: 0 });
  });
});

describe("drift and staleness", () => {
  it("reports what changed, lacks, is unmanaged, and was turned off", async () => {
    const vmm = await farm(["changed", "gone", "stray", "off", "same"]);
    const byName = (name: string) => vmm.vms.find((vm) => vm.name === name) as (typeof vmm.vms)[number];
    byName("changed").cpuCount = 8;
    vmm.vms = vmm.vms.filter(({ name }) => name !== "gone");
    byName("off").powerState = "PowerOff";
    const machines = ["changed", "gone", "off", "same"].map((name) => machine(name));
    const { report, diagnostics } = detectDrift(planInput({ machines }, vmm.snapshot(), { prune: false }));
    expect(report.items.map(({ address, kind }) => `${address.split("/").at(-1)} ${kind}`)).toEqual([
      "changed changed",
      "gone missing",
      "off power",
      "stray unmanaged",
    ]);
    expect(report.summary).toMatchObject({ checked: 5, inSync: 1, changed: 1, missing: 1, unmanaged: 1, power: 1 });
    expect(diagnostics).toEqual([]);
  });

  it("refuses a saved plan once what it was made for has changed, naming it", async () => {
    const vmm = await farm(["web-1", "web-2"]);
    const some = { machines: [machine("web-1", { tag: "x" }), machine("web-2")] };
    const judged = ({ plan, work }: ReturnType<typeof planChanges>) => ({ plan, bases: basesOf(work) });
    const saved = judged(plan(some, vmm));
    const reasons = () =>
      staleness(saved, judged(plan(some, vmm))).map(({ address = "", summary, detail }) => [address.slice(21), summary, detail]);
    const vm = (index: number) => vmm.vms[index] as (typeof vmm.vms)[number];
    expect(reasons()).toEqual([]);
    const edited = { ...saved, plan: { ...saved.plan, changes: saved.plan.changes.map((change) => ({ ...change, attributes: [] })) } };
    expect(staleness(edited, saved)).toMatchObject([{ code: "PLAN_STALE", address: "ScvmmMachine/default/web-1" }]);
    vm(1).cpuCount = 7;
    expect(reasons()).toEqual([
      ["web-2", expect.stringContaining("2 things"), expect.stringContaining("spec.cpuCount differs now: it is 7, to become 2")],
    ]);
    vm(1).cpuCount = 2;
    vm(0).tag = "y";
    expect(reasons()).toEqual([["web-1", "the saved plan no longer holds: spec.tag was nothing, is y now", undefined]]);
    vm(0).tag = "x";
    expect(reasons()[0]?.[2]).toContain("spec.tag differs no longer: it was nothing, to become x");
    vm(0).tag = "";
    vm(0).id = "made-anew";
    expect(reasons()).toEqual([["web-1", expect.stringContaining("made anew"), undefined]]);
  });
});
