import { createVmm } from "../../../provider/simulator/vmm.ts";
import { ESTATE } from "./estate.ts";
import { foreignPart, idsOf } from "./estate-view.ts";
import type { Run } from "./run.ts";

/** What is foreign is byte by byte as on a twin of the VMM on which people alone were at work. */
export async function checkForeign(run: Run): Promise<void> {
  const here = foreignPart(run.simulation.vmm.world.store, run.initial);
  const there = run.people.foreignDeeds.length === 0 ? run.untouched : await twinPart(run);
  for (const [index, object] of there.entries())
    if (here[index] !== object) {
      run.violations.push(`FOREIGN ${object} has become ${here[index] ?? "nothing"}`);
      return;
    }
  if (here.length !== there.length) run.violations.push(`FOREIGN ${here.length - there.length} more objects than there should be`);
}

/** What is foreign of the same estate, on which people alone were at work. */
async function twinPart({ schedule, simulation: { scheduler }, people }: Run): Promise<readonly string[]> {
  let now = scheduler.now() - scheduler.elapsed;
  const twin = createVmm({ seed: schedule.seed, estate: ESTATE, clock: { now: () => now, reach: async () => undefined } });
  const initial = idsOf(twin.world.store);
  for (const { at, act } of people.foreignDeeds) {
    now = at;
    await act(twin);
  }
  now = scheduler.now();
  twin.world.jobs.settle(now);
  return foreignPart(twin.world.store, initial);
}
