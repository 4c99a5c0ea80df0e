import { describe, expect, it } from "vitest";
import type { PlanOptions } from "../../provider/engine/plan-input.ts";
import { dead, lost, tampered, unwatched } from "../engine/support/crashes.ts";
import { machine } from "../engine/support/manifests.ts";
import { diskFarm, type Farm, on } from "../engine/support/persistent.ts";
import { applyOn, converge, planOn } from "../engine/support/simulated.ts";

const db = { name: "data", persistentDisk: { disk: { name: "db" } } };
const pooled = { name: "data", persistentDisk: { pool: { name: "data" } } };
const farm = (machines: Readonly<Record<string, object | null>>): Farm =>
  diskFarm(Object.entries(machines).map(([name, disk]) => machine(name, { vmName: name, ...SPEC, disks: disk ? [{}, disk] : [{}] })));
const SPEC = { vmTemplate: "Ubuntu 22.04 LTS", cloud: "Production", powerCyclePolicy: "Allow" };

const LOSSY = { allowMassDeletion: true };

interface Stage {
  readonly title: string;
  readonly before: readonly Farm[];
  readonly next: Farm;
  readonly options?: Partial<PlanOptions>;
  /** Where the disk is in the end. */
  readonly holder: string | null;
}

const stages: readonly Stage[] = [
  { title: "the removal of its machine", before: [farm({ "web-1": db })], next: farm({}), holder: null },
  { title: "the creation of its next machine", before: [farm({ "web-1": db }), farm({})], next: farm({ "web-2": db }), holder: "web-2" },
  { title: "one machine following another", before: [farm({ "web-1": pooled })], next: farm({ "web-2": pooled }), holder: "web-2" },
  {
    title: "the replacement of its machine",
    before: [farm({ "web-1": pooled })],
    next: farm({ "web-1": pooled }),
    options: { replace: ["ScvmmMachine/default/web-1"] },
    holder: "web-1",
  },
  {
    title: "a move between machines that stay",
    before: [farm({ "web-1": db, "web-2": null })],
    next: farm({ "web-1": null, "web-2": db }),
    holder: "web-2",
  },
];

const doomed = (machines: Readonly<Record<string, object | null>>): Farm => diskFarm(farm(machines).machines, { reclaimPolicy: "Delete" });
const gone: Farm = { ...farm({}), persistentDisks: [] };
const deletions: readonly Stage[] = [
  { title: "deletion with its machine", before: [doomed({ "web-1": db })], next: gone, holder: null },
  { title: "deletion without a machine", before: [doomed({ "web-1": db }), doomed({})], next: gone, holder: null },
];

async function prepared({ before }: Stage) {
  const setup = on();
  for (const farm of before) {
    await converge(setup.port, farm, LOSSY);
    setup.fill("orders");
  }
  return setup;
}

async function operationsOf(stage: Stage): Promise<number> {
  const { port } = await prepared(stage);
  const counting = tampered(port, (_, __, run) => run());
  await applyOn(counting, await planOn(counting, stage.next, { ...LOSSY, ...stage.options }));
  return counting.count;
}

describe.each(stages)("a persistent disk, broken off in $title", (stage) => {
  type Setup = ReturnType<typeof on>;

  /** Whatever has happened, its file is there, once, with what was in it, and somebody knows of it. */
  function expectKept({ content, records, loose }: Setup): void {
    expect(content()).toEqual(["orders"]);
    if (loose().length > 0) expect(records()).toHaveLength(1);
  }

  async function expectDone(setup: Setup): Promise<void> {
    const again = await planOn(setup.port, stage.next);
    expect(again.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(again.plan.changes.filter(({ action }) => action !== "none")).toEqual([]);
    expectKept(setup);
    expect(setup.holder()).toBe(stage.holder);
    expect(setup.records()).toHaveLength(stage.holder === null ? 1 : 0);
  }

  it("at every step, a new run finishes it, and the data are there at every moment", async () => {
    const total = await operationsOf(stage);
    expect(total).toBeGreaterThan(3);
    for (let last = 0; last < total; last++) {
      const setup = await prepared(stage);
      const crashing = tampered(setup.port, async (_, count, run) => (count <= last ? run() : dead));
      const planned = await planOn(setup.port, stage.next, { ...LOSSY, ...stage.options });
      await applyOn(unwatched(crashing, setup.port, last), planned);
      expectKept(setup);
      // Nobody asks again for a replacement: a VM that goes is first seen to be there, and then to be gone.
      if (stage.options?.replace) await converge(setup.port, stage.next, LOSSY);
      const { report } = await converge(setup.port, stage.next, LOSSY);
      expect(report.results.flatMap(({ state, diagnostics }) => (state === "done" ? [] : diagnostics))).toEqual([]);
      await expectDone(setup);
    }
  });

  it("by an answer that is lost at any step, the same run reads and goes on", async () => {
    const total = await operationsOf(stage);
    for (let at = 1; at <= total; at++)
      for (const reached of [true, false]) {
        const setup = await prepared(stage);
        const losing = tampered(setup.port, async (_, count, run) => {
          if (count !== at) return run();
          if (reached) await run();
          return lost;
        });
        const report = await applyOn(losing, await planOn(setup.port, stage.next, { ...LOSSY, ...stage.options }));
        expect(report.results.flatMap(({ state, diagnostics }) => (state === "done" ? [] : diagnostics))).toEqual([]);
        await expectDone(setup);
      }
  });
});

describe.each(deletions)("the $title of a persistent disk, broken off", (stage) => {
  it("at every step, a new run finishes it: no file, no record, no VM is left", async () => {
    const total = await operationsOf(stage);
    for (let last = 0; last < total; last++) {
      const setup = await prepared(stage);
      const crashing = tampered(setup.port, async (_, count, run) => (count <= last ? run() : dead));
      await applyOn(unwatched(crashing, setup.port, last), await planOn(setup.port, stage.next, { ...LOSSY, ...stage.options }));
      await converge(setup.port, stage.next, LOSSY);
      expect((await planOn(setup.port, stage.next)).plan.changes).toEqual([]);
      expect([setup.files(), setup.records(), (await setup.port.readInventory()).owned]).toEqual([[], [], []]);
    }
  });
});
