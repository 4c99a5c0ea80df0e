import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../provider/engine/canonical-json.ts";
import { detectDrift } from "../../provider/engine/detect-drift.ts";
import { planChanges } from "../../provider/engine/plan-changes.ts";
import { MOVED_FROM } from "../../provider/model/annotations.ts";
import type { LoadedMachine, LoadedVirtualIp, Manifests } from "../../provider/model/manifests.ts";
import { driftJson } from "../../provider/report/drift/json.ts";
import { planJson } from "../../provider/report/json.ts";
import { machine, manifests, namePool, numbered, planInput, SCOPE, virtualIp } from "./support/manifests.ts";
import { MemoryVmm } from "./support/memory-vmm.ts";
import { actions, apply, codes, plan, planAndApply } from "./support/runs.ts";
import { shuffledInventory, shuffledManifests } from "./support/shuffled.ts";
import { converge, planOn, simulated } from "./support/simulated.ts";

const at = (name: string) => `ScvmmMachine/default/${name}`;
const free = { allowMassDeletion: true };

function from<T extends LoadedMachine | LoadedVirtualIp>(earlier: string, loaded: T): T {
  const metadata = { ...loaded.value.metadata, annotations: { [MOVED_FROM]: earlier } };
  return { ...loaded, value: { ...loaded.value, metadata } };
}

async function farm(some: Partial<Manifests>): Promise<MemoryVmm> {
  const vmm = new MemoryVmm();
  await planAndApply(some, vmm);
  return vmm;
}

const marks = (vmm: MemoryVmm) => vmm.vms.map(({ id, mark }) => `${id.slice(-1)} ${mark.address.split("/")[2]}`);
const kinds = (vmm: MemoryVmm, start: number) => vmm.log.slice(start).map(({ kind }) => kind);

describe("a manifest that was renamed", () => {
  it("keeps its VM, which is marked anew and otherwise left alone", async () => {
    const vmm = await farm({ machines: [machine("old")] });
    const [before, start] = [vmm.vms[0]?.id, vmm.log.length];
    const some = { machines: [from("old", machine("new", { vmName: "old" }))] };
    const { planned, report } = await planAndApply(some, vmm);
    expect(planned.plan.changes).toMatchObject([
      { address: at("new"), action: "update", disruption: "none", waiting: [], attributes: [], cause: `moved from ${at("old")}` },
    ]);
    expect([planned.diagnostics, report.summary.done, kinds(vmm, start)]).toEqual([[], 1, ["mark-machine"]]);
    expect(vmm.vms).toMatchObject([{ id: before, mark: { scope: SCOPE, address: at("new") }, sealed: true }]);
    expect(actions(plan(some, vmm))).toEqual({ new: "none" });
  });

  it("is told of as a move by plan and drift, and by their JSON, and no longer once it has moved", async () => {
    const vmm = await farm({ machines: [machine("old")] });
    const some = { machines: [from("old", machine("new", { vmName: "old" }))] };
    const { plan: planned } = plan(some, vmm);
    expect(JSON.parse(planJson(planned)).changes).toMatchObject([{ address: at("new"), movedFrom: at("old") }]);
    const drift = () => detectDrift(planInput(some, vmm.snapshot())).report;
    expect(JSON.parse(driftJson(drift())).items).toMatchObject([{ address: at("new"), kind: "changed", movedFrom: at("old") }]);
    await planAndApply(some, vmm);
    expect(plan(some, vmm).plan.changes[0]).not.toHaveProperty("movedFrom");
    expect(drift().items).toEqual([]);
  });

  it("keeps it too when only the VM's name tells, and differs in what else is new", async () => {
    const vmm = await farm({ machines: [machine("old", { vmName: "web" })] });
    const some = { machines: [machine("new", { vmName: "WEB", tag: "x" })] };
    const { planned } = await planAndApply(some, vmm);
    expect(planned.plan.changes).toMatchObject([
      { address: at("new"), action: "update", cause: `moved from ${at("old")}; manifest differs in spec.tag` },
    ]);
    expect([marks(vmm), actions(plan(some, vmm))]).toEqual([["1 new"], { new: "none" }]);
  });

  it("is a change of name at the same time where it gives another", async () => {
    const vmm = await farm({ machines: [machine("old")] });
    const some = { machines: [from("shop/first, default/old", machine("new", { powerCyclePolicy: "Allow" }))] };
    const { planned } = await planAndApply(some, vmm);
    expect(planned.plan.changes).toMatchObject([{ attributes: [{ path: "spec.vmName", before: "old", after: "new" }] }]);
    expect([marks(vmm), vmm.vms[0]?.name, actions(plan(some, vmm))]).toEqual([["1 new"], "new", { new: "none" }]);
  });

  it("keeps the name that it has claimed from its pool", async () => {
    const namePools = [namePool("web", numbered("w", 3))];
    const pooled = (name: string) => machine(name, { vmNameFromPool: { name: "web" } });
    const vmm = await farm({ machines: [pooled("a"), pooled("b")], namePools });
    const some = { machines: [pooled("a"), from("b", pooled("z"))], namePools };
    await planAndApply(some, vmm);
    expect([vmm.vms.map(({ name }) => name), marks(vmm)]).toEqual([
      ["w01", "w02"],
      [expect.any(String), expect.stringContaining("z")],
    ]);
    expect(actions(plan(some, vmm))).toEqual({ a: "none", z: "none" });
  });

  it("without anything that tells, is another machine", async () => {
    const vmm = await farm({ machines: [machine("old")] });
    expect(actions(plan({ machines: [machine("new")] }, vmm))).toEqual({ new: "create", old: "delete" });
  });

  it("moves without pruning, and one whose creation was interrupted goes on under its new address", async () => {
    const vmm = new MemoryVmm();
    vmm.fault = ({ kind }) =>
      kind === "start-machine" ? { state: "failed", diagnostic: { code: "NO", severity: "error", summary: "no" } } : undefined;
    await planAndApply({ machines: [machine("old")] }, vmm);
    expect(vmm.vms).toMatchObject([{ sealed: false }]);
    vmm.fault = () => undefined;
    const some = { machines: [from("old", machine("new", { vmName: "old" }))] };
    const { report } = await planAndApply(some, vmm, { prune: false });
    expect([report.summary.done, vmm.vms.length, vmm.vms[0]?.sealed, marks(vmm)]).toEqual([1, 1, true, ["1 new"]]);
    expect(actions(plan(some, vmm))).toEqual({ new: "none" });
  });

  it("can be made anew on request, and destroyed before it has moved", async () => {
    const some = { machines: [from("old", machine("new", { vmName: "old" }))] };
    const vmm = await farm({ machines: [machine("old")] });
    const { report } = await planAndApply(some, vmm, { replace: [at("new")] });
    expect([report.summary.done, vmm.vms.length, marks(vmm)[0]?.slice(1)]).toEqual([1, 1, " new"]);
    const other = await farm({ machines: [machine("old")] });
    await planAndApply(some, other, { destroy: true });
    expect(other.vms).toEqual([]);
  });
});

describe("a move that is stale or unclear", () => {
  it("is harmless once it has been made, also when the old address is used again", async () => {
    const vmm = await farm({ machines: [machine("old")] });
    const moved = from("old", machine("new", { vmName: "old" }));
    await planAndApply({ machines: [moved] }, vmm);
    const both = { machines: [moved, machine("old", { vmName: "old-2" })] };
    expect([actions(plan(both, vmm)), codes(plan(both, vmm))]).toEqual([{ new: "none", old: "create" }, []]);
    await planAndApply(both, vmm);
    expect(codes(plan(both, vmm))).toEqual([]);
  });

  it("takes nothing from an address that has a manifest", async () => {
    const vmm = await farm({ machines: [machine("old")] });
    const planned = plan({ machines: [machine("old"), from("old", machine("new"))] }, vmm);
    expect([codes(planned), planned.work]).toEqual([["PLAN_MOVE_IN_USE"], []]);
  });

  it("deletes nothing where there are objects of both addresses", async () => {
    const vmm = await farm({ machines: [machine("old"), machine("new")] });
    const planned = plan({ machines: [from("old", machine("new"))] }, vmm);
    expect([actions(planned), codes(planned)]).toEqual([{ new: "none" }, ["PLAN_MOVE_DOUBTFUL"]]);
  });

  it("comes from the address whose VM was finished; what a broken run was making elsewhere is a leftover", async () => {
    const vmm = await farm({ machines: [machine("old"), machine("older")] });
    const [, unfinished] = vmm.vms;
    Object.assign(unfinished ?? {}, { sealed: false });
    const some = { machines: [from("older, old", machine("new", { vmName: "old" }))] };
    const planned = plan(some, vmm, free);
    expect([actions(planned), codes(planned)]).toEqual([{ new: "update", older: "delete" }, []]);
    expect(plan(some, vmm, { prune: false }).diagnostics).toMatchObject([{ code: "PLAN_UNMANAGED", address: at("older") }]);
    await apply(planned, vmm);
    expect(marks(vmm)).toEqual(["1 new"]);
    expect(actions(plan(some, vmm))).toEqual({ new: "none" });
  });

  it.each([
    ["older", "old"],
    ["old", "older"],
  ])("comes from the address whose VM is the oldest where none was finished (%s)", async (first, second) => {
    const vmm = await farm({ machines: [machine("old"), machine("older")] });
    for (const vm of vmm.vms) {
      const addedAt = vm.mark.address === at(first) ? "2026-01-01T00:00:00.000Z" : "2026-01-01T00:00:01.000Z";
      Object.assign(vm, { sealed: false, name: "web", addedAt });
    }
    const planned = plan({ machines: [from("old, older", machine("new", { vmName: "web" }))] }, vmm, free);
    expect([actions(planned), codes(planned)]).toEqual([{ new: "update", [second]: "delete" }, []]);
  });

  it("leaves nothing in doubt where it has its own VM and only an unfinished one has the earlier address", async () => {
    const vmm = await farm({ machines: [machine("old"), machine("new")] });
    Object.assign(vmm.vms.find(({ mark }) => mark.address === at("old")) ?? {}, { sealed: false });
    const planned = plan({ machines: [from("old", machine("new"))] }, vmm, free);
    expect([actions(planned), codes(planned)]).toEqual([{ new: "none", old: "delete" }, []]);
  });

  it("is refused when two manifests want the same", async () => {
    const vmm = await farm({ machines: [machine("old")] });
    const planned = plan({ machines: [from("old", machine("a", { vmName: "old" })), from("old", machine("b"))] }, vmm);
    expect([codes(planned), planned.work]).toEqual([["PLAN_MOVE_TWICE"], []]);
  });

  it("never crosses scopes", async () => {
    const vmm = await farm({ machines: [machine("old")] });
    (vmm.vms[0] as (typeof vmm.vms)[number]).mark = { scope: "other", address: at("old") };
    const planned = plan({ machines: [from("old", machine("new", { vmName: "old" }))] }, vmm);
    expect(codes(planned)).toEqual(["PLAN_NAME_TAKEN"]);
  });

  it("removes the clones that carried the old mark with it", async () => {
    const vmm = await farm({ machines: [machine("old")] });
    vmm.vms.push({ ...(vmm.vms[0] as (typeof vmm.vms)[number]), id: "clone", name: "clone" });
    const { planned, report } = await planAndApply({ machines: [from("old", machine("new", { vmName: "old" }))] }, vmm, free);
    expect(planned.plan.changes[0]?.cause).toContain("clone (id clone) is removed");
    expect([report.summary.done, marks(vmm)]).toEqual([1, ["1 new"]]);
  });
});

describe("a virtual IP", () => {
  it.each([
    ["that names its earlier address", from("old", virtualIp("new", { description: "Front" }))],
    ["that is told by its address", virtualIp("new", { address: "10.0.9.10" })],
  ])("%s keeps its grant", async (_, moved) => {
    const vmm = await farm({ virtualIps: [virtualIp("old")] });
    const [grant] = vmm.addresses.map(({ id, address }) => ({ id, address }));
    const { planned, report } = await planAndApply({ virtualIps: [moved] }, vmm);
    expect(planned.plan.changes[0]).toMatchObject({
      action: "update",
      cause: expect.stringContaining("moved from ScvmmVirtualIP/default/old"),
    });
    expect(report.summary.done).toBe(1);
    expect(vmm.addresses).toMatchObject([{ ...grant, mark: { scope: SCOPE, address: "ScvmmVirtualIP/default/new" } }]);
    expect(actions(plan({ virtualIps: [moved] }, vmm))).toEqual({ new: "none" });
  });

  it("whose move to another pool was broken off before the old address was returned is found whole again", async () => {
    const vmm = await farm({ virtualIps: [virtualIp("old")] });
    const some = { virtualIps: [from("old", virtualIp("new", { pool: "pool-b" }))] };
    vmm.fault = ({ kind }) =>
      kind === "revoke-address" ? { state: "failed", diagnostic: { code: "GONE", severity: "error", summary: "gone" } } : undefined;
    await planAndApply(some, vmm);
    expect(vmm.addresses).toHaveLength(2);
    vmm.fault = () => undefined;
    await planAndApply(some, vmm);
    expect([vmm.addresses.map(({ poolId }) => poolId), actions(plan(some, vmm))]).toEqual([["pool-b"], { new: "none" }]);
  });

  it("moves to another pool by a new grant", async () => {
    const vmm = await farm({ virtualIps: [virtualIp("old")] });
    const some = { virtualIps: [from("old", virtualIp("new", { pool: "pool-b" }))] };
    expect((await planAndApply(some, vmm)).planned.plan.changes).toMatchObject([{ action: "replace" }]);
    expect([vmm.addresses.map(({ poolId }) => poolId), actions(plan(some, vmm))]).toEqual([["pool-b"], { new: "none" }]);
  });
});

describe("moves on a simulated VMM", () => {
  const machines = (name: string, earlier?: string) => {
    const loaded = machine(name, { cloud: undefined, hostGroup: "Datacenter A", vmTemplate: "Ubuntu 22.04 LTS", vmName: "web" });
    return earlier === undefined ? loaded : from(earlier, loaded);
  };
  const ip = (name: string) => virtualIp(name, { pool: "Web static", description: "Front" });

  it("mark VM and grant anew, whoever else looks", async () => {
    const { port } = simulated();
    await converge(port, { machines: [machines("old")], virtualIps: [ip("old-ip")] });
    const before = await port.readInventory();
    const some = { machines: [machines("new", "old")], virtualIps: [from("old-ip", ip("new-ip"))] };
    const { report } = await converge(port, some);
    expect(report.results).toMatchObject([{ state: "done" }, { state: "done" }]);
    const live = await port.readInventory();
    expect(live.owned.map(({ id }) => id)).toEqual(before.owned.map(({ id }) => id));
    expect(live.addresses.filter(({ mark }) => mark)).toMatchObject([{ description: "Front" }]);
    expect(Object.values(actions(await planOn(port, some)))).toEqual(["none", "none"]);
  });

  it("does not take a VM that another run has taken meanwhile", async () => {
    const { port } = simulated();
    await converge(port, { machines: [machines("old")] });
    const [vm] = (await port.readInventory()).owned;
    const [a, b, old] = ["a", "b", "old"].map((name) => ({ scope: SCOPE, address: at(name) }));
    if (!vm || !a || !b || !old) throw new Error("no VM");
    const move = { kind: "mark-machine", vmId: vm.id, mark: a, from: old } as const;
    expect(await port.run(move)).toMatchObject({ state: "done" });
    expect(await port.run(move)).toMatchObject({ state: "done" });
    expect(await port.run({ ...move, mark: b })).toMatchObject({ state: "failed", diagnostic: { code: "VMM_FOREIGN" } });
    expect(await port.run({ ...move, mark: b, from: null })).toMatchObject({ state: "failed", diagnostic: { code: "VMM_FOREIGN" } });
    expect(await port.run({ ...move, vmId: "00000000-0000-4000-8000-000000000000" })).toMatchObject({ state: "failed" });
    expect((await port.readInventory()).owned).toMatchObject([{ mark: a }]);
  });
});

describe("for any renaming", () => {
  it("the plan is the same bytes, whatever the order of its inputs", () =>
    fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 2 }), fc.integer(), async (names, seed) => {
        const vmm = await farm({ machines: names.map((name) => machine(name)) });
        const [taken = "", ...others] = names;
        const machines = [machine(taken), ...others.map((name) => from(`${name}, ${taken}`, machine(`new-${name}`, { vmName: name })))];
        const live = vmm.snapshot();
        const made = planChanges(planInput({ machines }, live));
        const again = planChanges(planInput(shuffledManifests(manifests({ machines }), seed), shuffledInventory(live, seed)));
        expect(canonicalJson(again)).toBe(canonicalJson(made));
      }),
      { numRuns: 15 },
    ));

  it("no machine is lost, made anew or deleted, and a run that breaks off is finished by the next", () =>
    fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1 }), fc.nat(6), async (names, last) => {
        const vmm = await farm({ machines: names.map((name) => machine(name)) });
        const ids = vmm.vms.map(({ id }) => id);
        const some = {
          machines: names.map((name, index) =>
            index % 2 ? machine(`new-${name}`, { vmName: name }) : from(name, machine(`new-${name}`, { vmName: name })),
          ),
        };
        const start = vmm.log.length;
        vmm.fault = (_, count) =>
          count - start > last ? { state: "failed", diagnostic: { code: "GONE", severity: "error", summary: "gone" } } : undefined;
        await apply(plan(some, vmm), vmm);
        vmm.fault = () => undefined;
        await planAndApply(some, vmm);
        expect(vmm.vms.map(({ id }) => id)).toEqual(ids);
        expect(Object.values(actions(plan(some, vmm)))).toEqual(names.map(() => "none"));
      }),
      { numRuns: 25 },
    ));
});
