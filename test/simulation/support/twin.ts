import { createVmm } from "../../../provider/simulator/vmm.ts";
import { ESTATE } from "./estate.ts";
import { foreignPart, idsOf } from "./estate-view.ts";
import type { ForeignDeed } from "./people.ts";
import type { Scheduler } from "./scheduler.ts";

/** What is foreign of the same estate, on which people alone were at work. */
export async function twinPart(
  seed: number,
  scheduler: Scheduler,
  deeds: readonly ForeignDeed[],
  isPeoples: (object: { readonly Description?: string }) => boolean,
): Promise<readonly string[]> {
  let now = scheduler.now() - scheduler.elapsed;
  const twin = createVmm({ seed, estate: ESTATE, clock: { now: () => now, reach: async () => undefined } });
  const initial = idsOf(twin.world.store);
  for (const { at, act } of deeds) {
    now = at;
    await act(twin);
  }
  now = scheduler.now();
  twin.world.jobs.settle(now);
  return foreignPart(twin.world.store, initial, isPeoples);
}
