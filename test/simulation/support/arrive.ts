import type { Simulation } from "./simulation.ts";

const MINUTE = 60_000;

/** Waits for batches, effects and failures that are on their way. */
export async function arrive(simulation: Simulation): Promise<void> {
  const { scheduler, vmm, harms } = simulation;
  while (simulation.strays > 0) await scheduler.sleep(MINUTE);
  await scheduler.reach(Math.max(harms.lagUntil, harms.failsUntil, scheduler.now()));
  // Jobs of people's own.
  await scheduler.sleep(MINUTE);
  vmm.world.jobs.settle(scheduler.now());
}
