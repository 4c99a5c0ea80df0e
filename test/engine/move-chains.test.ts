import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOVED_FROM } from "../../provider/model/annotations.ts";
import type { LoadedMachine, LoadedVirtualIp, Manifests } from "../../provider/model/manifests.ts";
import { dead, lost, tampered } from "./support/crashes.ts";
import { machine, virtualIp } from "./support/manifests.ts";
import { MemoryVmm } from "./support/memory-vmm.ts";
import { actions, apply, codes, plan, planAndApply } from "./support/runs.ts";
import { applyOn, converge, doubles, planOn, simulated } from "./support/simulated.ts";

function from<T extends LoadedMachine | LoadedVirtualIp>(earlier: string, loaded: T): T {
  const metadata = { ...loaded.value.metadata, annotations: { [MOVED_FROM]: earlier } };
  return { ...loaded, value: { ...loaded.value, metadata } };
}

/** VMs keep the names that they were made with. */
const named = (name: string, vmName: string) => machine(name, { vmName });
const moved = (earlier: string, name: string) => from(earlier, named(name, `vm-${earlier}`));
const farm = async (...names: readonly string[]): Promise<MemoryVmm> => {
  const vmm = new MemoryVmm();
  await planAndApply({ machines: names.map((name) => named(name, `vm-${name}`)) }, vmm);
  return vmm;
};
const places = (vmm: MemoryVmm) => Object.fromEntries(vmm.vms.map(({ name, mark }) => [name, mark.address.split("/")[2]]));
const operations = (vmm: MemoryVmm, start: number) => vmm.log.slice(start).map(({ kind }) => kind);

describe("moves one behind the other", () => {
  it.each([
    ["declared", { machines: [moved("a", "b"), moved("b", "c")] }],
    ["told by the names of the VMs", { machines: [named("b", "vm-a"), named("c", "vm-b")] }],
    ["of both sorts", { machines: [named("b", "vm-a"), moved("b", "c")] }],
  ])("are all made in one apply, %s", async (_, some: Partial<Manifests>) => {
    const vmm = await farm("a", "b");
    const start = vmm.log.length;
    const { planned, report } = await planAndApply(some, vmm);
    expect([actions(planned), codes(planned), report.summary.done]).toEqual([{ b: "update", c: "update" }, [], 2]);
    expect([operations(vmm, start), places(vmm)]).toEqual([["mark-machine", "mark-machine"], { "vm-a": "b", "vm-b": "c" }]);
    expect([actions(plan(some, vmm)), codes(plan(some, vmm))]).toEqual([{ b: "none", c: "none" }, []]);
  });

  it("are made of machines that take the names of their manifests, too", async () => {
    const vmm = new MemoryVmm();
    await planAndApply({ machines: [machine("a"), machine("b")] }, vmm);
    const free = { powerCyclePolicy: "Allow" } as const;
    const some = { machines: [from("a", machine("b", free)), from("b", machine("c", free))] };
    const ids = vmm.vms.map(({ id }) => id);
    await planAndApply(some, vmm);
    expect([places(vmm), vmm.vms.map(({ id }) => id)]).toEqual([{ b: "b", c: "c" }, ids]);
    expect(actions(plan(some, vmm))).toEqual({ b: "none", c: "none" });
  });

  it("stop at the one that fails: no VM gets a mark that another still carries", async () => {
    const vmm = await farm("a", "b");
    vmm.fault = ({ kind }) => (kind === "mark-machine" ? dead : undefined);
    const { report } = await planAndApply({ machines: [moved("a", "b"), moved("b", "c")] }, vmm);
    expect([report.summary.failed, report.summary.notRun, places(vmm)]).toEqual([1, 1, { "vm-a": "a", "vm-b": "b" }]);
  });

  it("leave a VM whose creation was interrupted to the manifest that it goes to", async () => {
    const vmm = await farm("a");
    vmm.fault = ({ kind }) => (kind === "start-machine" ? dead : undefined);
    await planAndApply({ machines: [named("a", "vm-a"), named("b", "vm-b")] }, vmm);
    vmm.fault = () => undefined;
    expect(vmm.vms.map(({ sealed }) => sealed)).toEqual([true, false]);
    const { report } = await planAndApply({ machines: [moved("a", "b"), moved("b", "c")] }, vmm);
    expect([report.summary.done, places(vmm), vmm.vms.map(({ sealed }) => sealed)]).toEqual([
      2,
      { "vm-a": "b", "vm-b": "c" },
      [true, true],
    ]);
  });

  it("come along with a target, are refused apart, and where the first cannot be planned", async () => {
    const vmm = await farm("a", "b");
    const some = { machines: [moved("a", "b"), moved("b", "c")] };
    const target = { targets: ["ScvmmMachine/default/b"] };
    expect(actions(plan(some, vmm, target))).toEqual({ b: "update", c: "update" });
    expect(actions(plan(some, vmm, { targets: ["ScvmmMachine/default/c"] }))).toEqual({ c: "update" });
    expect(codes(plan(some, vmm, { excludes: ["ScvmmMachine/default/c"] }))).toContain("PLAN_EXCLUDED_NEEDED");
    const wrong = from("b", machine("c", { vmName: "vm-b", cloud: "Nowhere" }));
    const planned = plan({ machines: [moved("a", "b"), wrong] }, vmm, target);
    expect(planned.work).toEqual([]);
    expect(planned.diagnostics.filter(({ severity }) => severity === "error")).not.toEqual([]);
  });

  it("are destroyed, each once, before they are made", async () => {
    const vmm = await farm("a", "b");
    await planAndApply({ machines: [moved("a", "b"), moved("b", "c")] }, vmm, { destroy: true });
    expect(vmm.vms).toEqual([]);
    const circle = await farm("a", "b");
    await planAndApply({ machines: [moved("a", "b"), moved("b", "a")] }, circle, { destroy: true });
    expect(circle.vms).toEqual([]);
  });

  it("move virtual IPs as well, between namespaces", async () => {
    const vmm = new MemoryVmm();
    await planAndApply({ virtualIps: [virtualIp("a"), virtualIp("b")] }, vmm);
    const before = new Map(vmm.addresses.map(({ mark, address }) => [mark?.address, address]));
    const elsewhere = from("b", virtualIp("c"));
    const c = { ...elsewhere, address: "ScvmmVirtualIP/shop/c" };
    const annotations = { [MOVED_FROM]: "default/b" };
    const shop = { ...c, value: { ...c.value, metadata: { ...c.value.metadata, namespace: "shop", annotations } } };
    const some = { virtualIps: [from("a", virtualIp("b")), shop] };
    const { report } = await planAndApply(some, vmm);
    expect(report.summary.done).toBe(2);
    expect(new Map(vmm.addresses.map(({ mark, address }) => [mark?.address, address]))).toEqual(
      new Map([
        ["ScvmmVirtualIP/default/b", before.get("ScvmmVirtualIP/default/a")],
        ["ScvmmVirtualIP/shop/c", before.get("ScvmmVirtualIP/default/b")],
      ]),
    );
    expect(actions(plan(some, vmm))).toEqual({ b: "none", c: "none" });
  });
});

describe("moves that are not clear change nothing", () => {
  const refused = async (names: readonly string[], machines: readonly LoadedMachine[]) => {
    const vmm = await farm(...names);
    const planned = plan({ machines }, vmm);
    expect(planned.work).toEqual([]);
    return [...new Set(codes(planned))];
  };

  it.each([
    ["a swap", ["a", "b"], [moved("a", "b"), moved("b", "a")]],
    ["a circle of three", ["a", "b", "c"], [moved("a", "b"), moved("b", "c"), moved("c", "a")]],
  ])("%s looks the same before and after", async (_, names, machines) => {
    expect(await refused(names, machines)).toContain("PLAN_MOVE_CIRCLE");
  });

  it("a chain whose last address keeps a manifest that comes from nowhere", async () => {
    expect(await refused(["a", "b"], [named("b", "new"), moved("b", "c"), named("a", "vm-a")])).toContain("PLAN_MOVE_IN_USE");
  });

  it("two earlier addresses that both have objects", async () => {
    expect(await refused(["a", "b"], [from("a, b", named("c", "vm-a"))])).toContain("PLAN_MOVE_SEVERAL");
  });

  it("two that want the same in a chain", async () => {
    expect(await refused(["a", "b"], [moved("a", "b"), moved("b", "c"), from("b", named("d", "vm-d"))])).toEqual(["PLAN_MOVE_TWICE"]);
  });

  it("and a swap by way of a third name is two clear applies", async () => {
    const vmm = await farm("a", "b");
    await planAndApply({ machines: [moved("a", "third"), moved("b", "a")] }, vmm);
    const some = { machines: [from("third", named("b", "vm-a")), moved("b", "a")] };
    await planAndApply(some, vmm);
    expect([places(vmm), actions(plan(some, vmm))]).toEqual([
      { "vm-a": "b", "vm-b": "a" },
      { a: "none", b: "none" },
    ]);
  });
});

const NAMES = ["a", "b", "c", "d", "e"];
/** Any renaming of two to five machines, among each other or to new names. */
const renamings = fc
  .tuple(fc.shuffledSubarray(NAMES, { minLength: 2 }), fc.shuffledSubarray([...NAMES, "x", "y"], { minLength: 5 }), fc.array(fc.boolean()))
  .map(([old, to, declared]) => old.map((name, index) => ({ name, to: to[index] ?? name, declared: declared[index] ?? true })));
const isCircular = (moves: readonly { name: string; to: string }[]): boolean => {
  const next = new Map(moves.map(({ name, to }) => [name, to]));
  return moves.some(({ name }) => {
    let at = next.get(name);
    for (let steps = 0; at !== undefined && at !== name && steps < 9; steps++) at = next.get(at);
    return at === name && next.get(name) !== name;
  });
};

describe("for any permutation", () => {
  it("no machine is made anew, deleted or marked like another, whatever step is the last before a crash", () =>
    fc.assert(
      fc.asyncProperty(renamings, async (moves) => {
        const machines = moves.map(({ name, to, declared }) => (declared && name !== to ? moved(name, to) : named(to, `vm-${name}`)));
        const names = moves.map(({ name }) => name);
        const goal = Object.fromEntries(moves.map(({ name, to }) => [`vm-${name}`, to]));
        for (let last = 0; last <= moves.length; last++) {
          const vmm = await farm(...names);
          const [ids, start] = [vmm.vms.map(({ id }) => id), vmm.log.length];
          vmm.fault = (_, count) => (count - start > last ? dead : undefined);
          const planned = plan({ machines }, vmm);
          if (isCircular(moves)) {
            expect([planned.work, planned.diagnostics.some(({ severity }) => severity === "error")]).toEqual([[], true]);
            return;
          }
          await apply(planned, vmm);
          const marks = vmm.vms.map(({ mark }) => mark.address);
          expect(new Set(marks).size).toBe(marks.length);
          vmm.fault = () => undefined;
          await planAndApply({ machines }, vmm);
          expect([vmm.vms.map(({ id }) => id), places(vmm)]).toEqual([ids, goal]);
          expect(operations(vmm, start).every((kind) => kind === "mark-machine")).toBe(true);
          expect(Object.values(actions(plan({ machines }, vmm)))).toEqual(names.map(() => "none"));
        }
      }),
      { numRuns: 20 },
    ));

  it("two runs at once and lost answers end as one does", async () => {
    const { port } = simulated();
    const there = (name: string, vmName: string) =>
      machine(name, { cloud: undefined, hostGroup: "Datacenter A", vmTemplate: "Ubuntu 22.04 LTS", vmName });
    await converge(port, { machines: ["a", "b", "c"].map((name) => there(name, `vm-${name}`)) });
    const some = { machines: [from("a", there("b", "vm-a")), from("b", there("c", "vm-b")), from("c", there("d", "vm-c"))] };
    const forgetful = tampered(port, async (_, count, run) => {
      const outcome = await run();
      return count % 2 ? lost : outcome;
    });
    const planned = await planOn(port, some);
    await Promise.all([applyOn(forgetful, planned), applyOn(port, planned)]);
    const live = await port.readInventory();
    expect(doubles(live)).toEqual([]);
    expect(live.owned.map(({ name, mark }) => `${name} ${mark.address.split("/")[2]}`).sort()).toEqual(["vm-a b", "vm-b c", "vm-c d"]);
    expect(Object.values(actions(await planOn(port, some)))).toEqual(["none", "none", "none"]);
  });
});
