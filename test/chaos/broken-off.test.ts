import { describe, expect, it } from "vitest";
import type { VmmPort } from "../../provider/engine/port.ts";
import { dead, lost, tampered, unwatched } from "../engine/support/crashes.ts";
import { applyOn, converge, doubles, planOn, simulated } from "../engine/support/simulated.ts";
import { everythingIs, farm } from "../engine/support/web-farm.ts";

/** What leads through every kind of step: creation, changes with a power cycle, replacement and deletion. */
const stages = [
  { title: "creation", first: null, next: farm(2) },
  { title: "creation of a blank machine", first: null, next: farm(1, { vmTemplate: undefined, hardwareProfile: "Small" }) },
  {
    title: "a change with a power cycle",
    first: farm(1),
    next: farm(1, { cpuCount: 4, tag: "x", disks: [{}, {}, { size: "5Gi", iopsMaximum: 9 }] }),
  },
  { title: "replacement", first: farm(1), next: farm(1, { hostGroup: "Datacenter B" }, { address: "10.20.10.212" }) },
  { title: "deletion", first: farm(2), next: farm(1) },
] as const;

async function prepared(first: (typeof stages)[number]["first"]) {
  const { port } = simulated();
  if (first) await converge(port, first);
  return port;
}

async function stepsOf({ first, next }: (typeof stages)[number]): Promise<number> {
  const counting = tampered(await prepared(first), (_, __, run) => run());
  const planned = await planOn(counting, next, { allowMassDeletion: true });
  await applyOn(counting, planned, { parallelism: 2 });
  return counting.count;
}

describe.each(stages)("broken off in $title", (stage) => {
  async function recovers(port: VmmPort): Promise<void> {
    const options = { allowMassDeletion: true };
    const { report } = await converge(port, stage.next, options);
    expect(report.results.filter(({ state }) => state !== "done")).toEqual([]);
    const live = await port.readInventory();
    expect([doubles(live), live.temporaryTemplates]).toEqual([[], []]);
    expect(live.owned.map(({ powerState, sealed, customProperties }) => [powerState, sealed, "ScvmmRestart" in customProperties])).toEqual(
      stage.next.machines.map(() => ["Running", true, false]),
    );
    const again = await planOn(port, stage.next);
    expect(again.plan.changes.filter(({ action }) => action !== "none")).toEqual([]);
  }

  it("at every step, a new run finishes it: nothing is left, doubled or off", async () => {
    const total = await stepsOf(stage);
    expect(total).toBeGreaterThan(1);
    for (let last = 0; last < total; last++) {
      const port = await prepared(stage.first);
      const crashing = tampered(port, async (_, count, run) => (count <= last ? run() : dead));
      const planned = await planOn(port, stage.next, { allowMassDeletion: true });
      // The job of the last operation is not waited for either.
      await applyOn(unwatched(crashing, port, last), planned, { parallelism: 2 });
      await recovers(port);
    }
  });

  it("by an answer that is lost at any step, the same run reads and goes on", async () => {
    const total = await stepsOf(stage);
    for (let at = 1; at <= total; at++)
      for (const reached of [true, false]) {
        const port = await prepared(stage.first);
        const losing = tampered(port, async (_, count, run) => {
          if (count !== at) return run();
          if (reached) await run();
          return lost;
        });
        const planned = await planOn(port, stage.next, { allowMassDeletion: true });
        const report = await applyOn(losing, planned, { parallelism: 2 });
        expect(report.results.filter(({ state }) => state !== "done")).toEqual([]);
        expect(everythingIs(await planOn(port, stage.next))).toEqual(["none"]);
        expect(doubles(await port.readInventory())).toEqual([]);
      }
  });
});
