import { describe, expect, it } from "vitest";
import { MOVED_FROM } from "../../provider/model/annotations.ts";
import { exchange, filesOf, holders, spec } from "./support/exchange.ts";
import { machine } from "./support/manifests.ts";
import { codes } from "./support/runs.ts";
import { applyOn, converge, planOn, simulated } from "./support/simulated.ts";

describe("machines that stay and exchange persistent disks", () => {
  it.each([
    ["two", { a: "one", b: "two" }, { a: "two", b: "one" }],
    ["three in a circle", { a: "one", b: "two", c: "six" }, { a: "two", b: "six", c: "one" }],
  ])("%s: in one apply, which the plan tells beforehand", async (_, before, after) => {
    const on = simulated();
    await converge(on.port, exchange(before));
    const { planned, report } = await converge(on.port, exchange(after));
    const told = planned.diagnostics.filter(({ code }) => code === "PLAN_PERSISTENT_DISKS_EXCHANGED");
    expect(told.map(({ address }) => address?.split("/").at(-1))).toEqual(Object.keys(after));
    expect(planned.plan.changes.slice(0, 2)).toMatchObject([{ disruption: "power-cycle" }, { disruption: "power-cycle" }]);
    expect(report.results.map(({ state }) => state)).toEqual(Object.keys(after).map(() => "done"));
    expect(holders(on)).toEqual(after);
    expect((await planOn(on.port, exchange(after))).plan.summary).toMatchObject({ update: 0 });
  });

  it("one at a time: in two applies, and nothing is lost between them", async () => {
    const on = simulated();
    await converge(on.port, exchange({ a: "one", b: "two" }));
    const wanted = exchange({ a: "two", b: "one" });
    const first = await applyOn(on.port, await planOn(on.port, wanted), { parallelism: 1 });
    expect(first.results.map(({ state }) => state)).toContain("failed");
    expect(filesOf(on)).toBe(2);
    await applyOn(on.port, await planOn(on.port, wanted), { parallelism: 1 });
    expect(holders(on)).toEqual({ a: "two", b: "one" });
    expect((await planOn(on.port, wanted)).plan.summary).toMatchObject({ update: 0 });
  });

  it("wait, both, where they may not be shut down: neither loses its disk", async () => {
    const on = simulated();
    await converge(on.port, exchange({ a: "one", b: "two" }));
    const { report } = await converge(on.port, exchange({ a: "two", b: "one" }, { powerCyclePolicy: "WhenOff" }));
    expect(report.results).toMatchObject([
      { state: "not-run", waits: true },
      { state: "not-run", waits: true },
    ]);
    expect(holders(on)).toEqual({ a: "one", b: "two" });
  });
});

describe("persistent disks of machines whose manifests are renamed", () => {
  /** Manifest, the one that it was, and its disk; VMs keep the names that they were made with. */
  const farm = (machines: Readonly<Record<string, readonly [earlier: string | null, disk: string | null]>>) => ({
    ...exchange({ x: "one", y: "two" }),
    machines: Object.entries(machines).map(([name, [earlier, disk]]) => {
      const disks = [{}, ...(disk ? [{ name: "data", persistentDisk: { disk: { name: disk } } }] : [])];
      const loaded = machine(name, { ...spec, vmName: `vm-${earlier ?? name}`, disks });
      const metadata = { ...loaded.value.metadata, annotations: earlier ? { [MOVED_FROM]: earlier } : {} };
      return { ...loaded, value: { ...loaded.value, metadata } };
    }),
  });

  it("are given up before another machine takes them, under whatever name", async () => {
    const on = simulated();
    await converge(on.port, farm({ a: [null, "one"], b: [null, null] }));
    const report = await applyOn(on.port, await planOn(on.port, farm({ z: ["a", null], b: [null, "one"] })), { parallelism: 1 });
    expect(report.results.map(({ state }) => state)).toEqual(["done", "done"]);
    expect(holders(on)).toEqual({ "vm-b": "one" });
  });

  it.each([
    ["one is handed on", { a: [null, "one"], b: [null, null] }, { b: ["a", null], c: ["b", "one"] }],
    ["two are exchanged", { a: [null, "one"], b: [null, "two"] }, { b: ["a", "two"], c: ["b", "one"] }],
  ] as const)("in a chain of moves, where %s against its order: refused in the plan", async (_, before, after) => {
    const on = simulated();
    await converge(on.port, farm(before));
    const planned = await planOn(on.port, farm(after));
    expect(codes(planned)).toContain("PLAN_MOVE_KNOT");
    expect(codes(planned)).not.toContain("PLAN_PERSISTENT_DISKS_EXCHANGED");
    await converge(on.port, farm({ b: ["a", null], c: ["b", null] }));
    await converge(on.port, farm(after));
    expect(holders(on)).toEqual(Object.fromEntries(Object.values(after).flatMap(([vm, disk]) => (disk ? [[`vm-${vm}`, disk]] : []))));
  });
});
