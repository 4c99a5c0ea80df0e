import { setTimeout as sleep } from "node:timers/promises";

const FIRST_MS = 500;
const MOST_MS = 30_000;

/** How long to leave a host alone after so many failures: twice as long each time. `random` from 0 to 1 spreads those who wait. */
export const backOffMs = (failures: number, random: number): number =>
  Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10)) * (0.75 + random / 4);

/** Rejects with the signal's reason when that comes first. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => signal?.throwIfAborted());
}
