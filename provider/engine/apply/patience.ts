/** Pauses between attempts: 1 s, doubled each time, 30 s at most. Without jitter: VMM's locks are not taken in step. */
export function pauseBefore(attempt: number): number {
  return Math.min(1000 * 2 ** (attempt - 1), 30_000);
}

/** Some four minutes of an agent or a service that does not answer. */
export const MOST_BUSY_ATTEMPTS = 12;
/** Some hours of a lock that another job holds: the change's own time is over before. */
export const MOST_LOCKED_ATTEMPTS = 500;
/** Lost answers and failures that may pass, a change. */
export const MOST_DISTURBANCES = 5;
/** Readings that a change may need to reach its goal; it takes one or two. */
export const MOST_READINGS = 10;
/** Some two minutes, in which VMM's quick refresh comes (scvmm-domain 4.3): what it has made is shown by then, or gone again. */
export const MOST_READINGS_UNSEEN = 8;
/** Polls in a row that may fail before the jobs count as lost from sight. */
export const MOST_FAILED_POLLS = 5;
/** VMM's quick refresh comes every two minutes (scvmm-domain 4.3): five minutes see a guest that starts in three. */
export const MOST_LOOKS_FOR_GUEST = 20;
export const GUEST_PATIENCE_MS = 5 * 60_000;
/** Fifteen seconds at the usual pace. */
export const POLLS_BETWEEN_LOOKS = 7.5;
/** A call that starts a job answers within seconds: its job is then known. */
export const DETACH_GRACE_MS = 3000;
/** Attempts to turn a VM off whose shutdown has just been given up: VMM lets go of its lock a moment later. */
export const MOST_FORCE_ATTEMPTS = 6;
export const POLL_INTERVAL_MS = 2000;

export async function sleepFor(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return;
  await new Promise<void>((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal?.addEventListener("abort", wake);
  });
}
