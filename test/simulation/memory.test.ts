import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { applyPlan } from "../../provider/engine/apply-plan.ts";
import { planChanges } from "../../provider/engine/plan-changes.ts";
import { createVmmPort } from "../../provider/scvmm/port.ts";
import { machine, manifests, PROVIDER, virtualIp } from "../engine/support/manifests.ts";
import { planInputOf } from "./support/engine-process.ts";
import { createSimulation } from "./support/simulation.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const heapMb = (): number => {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
};

it("an engine that makes and removes machines for ever keeps nothing of what is finished", async () => {
  const simulation = createSimulation(1, []);
  const { scheduler, vmm } = simulation;
  const port = createVmmPort(
    { execute: (batch) => vmm.execute(batch), close: async () => undefined },
    { server: "localhost", newId: simulation.newId },
  );
  const some = manifests({
    machines: ["a", "b"].map((name) => machine(name, { cloud: "Cloud", vmTemplate: "Ubuntu" })),
    virtualIps: [virtualIp("v", { pool: "Web static" })],
  });
  const turn = async (wanted: typeof some): Promise<void> => {
    const planned = planChanges(planInputOf("shop", wanted, await port.readInventory()));
    const { summary } = await applyPlan(planned, new Map([[PROVIDER, port]]), {
      parallelism: 2,
      pollIntervalMs: 20_000,
      now: () => scheduler.now(),
      sleep: (ms) => scheduler.sleep(ms),
    });
    expect(summary).toEqual({ done: 3, failed: 0, notRun: 0 });
    // VMM forgets its jobs after a while, too.
    vmm.world.store.tasks.clear();
    vmm.world.store.configurations.clear();
  };
  const turns = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index++) {
      await turn(some);
      await turn(manifests({}));
    }
  };
  const year = 366 * 24 * 3_600_000;
  await scheduler.run(turns(20), year);
  const before = heapMb();
  await scheduler.run(turns(200), year);
  // A single reading of this small VMM is a tenth of it.
  expect(heapMb() - before).toBeLessThan(1);
});
