/** Longer than this no pause gets, unless it was asked for. */
const MOST_MS = 3_600_000;

export interface Rhythm {
  readonly intervalMs: number;
  /** From 0 to 1: how far a pause may stray to either side, so that many watchers do not come at once. */
  readonly jitter: number;
}

/** What the loop works with; all of it is passed in, so that it can be tried without time and without VMM. */
export interface Rounds {
  /** One look; false when VMM could not be read. Never throws. */
  readonly look: (failuresBefore: number) => Promise<boolean>;
  /** Resolves after so long, or when the loop is to stop. */
  readonly pause: (ms: number) => Promise<void>;
  readonly isStopped: () => boolean;
  /** From 0 to 1. */
  readonly random: () => number;
}

/**
 * Every failure in a row doubles the pause: never is it shorter than the interval, since an account that is refused every few
 * seconds would be locked out.
 */
export function pauseMs({ intervalMs, jitter }: Rhythm, failures: number, random: number): number {
  const backedOff = Math.min(intervalMs * 2 ** Math.min(failures, 16), Math.max(intervalMs, MOST_MS));
  return Math.round(backedOff * (1 + jitter * (2 * random - 1)));
}

/** Looks, pauses and looks again until it is stopped. The pause begins when the look has ended, so that looks never overlap. */
export async function watch(rhythm: Rhythm, { look, pause, isStopped, random }: Rounds): Promise<void> {
  let failures = 0;
  while (!isStopped()) {
    failures = (await look(failures)) ? 0 : failures + 1;
    if (!isStopped()) await pause(pauseMs(rhythm, failures, random()));
  }
}
