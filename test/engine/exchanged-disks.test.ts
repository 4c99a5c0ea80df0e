import { describe, expect, it } from "vitest";
import { exchange, filesOf, holders } from "./support/exchange.ts";
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
