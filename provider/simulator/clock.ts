/** The simulator's time, in virtual milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Resolves when that time has come; rejects with the signal's reason when aborted. */
  reach(time: number, signal?: AbortSignal): Promise<void>;
  /** How much time each batch takes by itself; absent where time passes anyway. */
  readonly stepMs?: number;
}

/** Starts every simulation at the same moment, so that the same seed and calls give the same bytes. */
const EPOCH = Date.UTC(2026, 0, 5, 8, 0, 0);

/** Runs by itself, `timeScale` virtual seconds to a real one. */
export function runningClock(timeScale: number, start = EPOCH): Clock {
  const origin = performance.now();
  const now = () => start + Math.floor((performance.now() - origin) * timeScale);
  const reach = async (time: number, signal?: AbortSignal) => {
    while (now() < time) await pause((time - now()) / timeScale, signal);
  };
  return { now, reach };
}

/** Longer waits than a timer takes are split up. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(
      () => {
        signal?.removeEventListener("abort", abort);
        resolve();
      },
      Math.min(LONGEST_TIMER_MS, Math.max(1, Math.ceil(milliseconds))),
    );
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
  });
}

/** Stands still until it is told to go on. */
export interface HandClock extends Clock {
  /** Goes on by that many milliseconds, waking whoever waits, earliest first. */
  advance(milliseconds: number): Promise<void>;
}

export function handClock(start = EPOCH): HandClock {
  let time = start;
  let waiting: { readonly until: number; readonly wake: () => void }[] = [];
  const now = () => time;
  const reach = (until: number, signal?: AbortSignal) => {
    if (until <= time) return Promise.resolve();
    return new Promise<void>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const entry = { until, wake: resolve };
      waiting.push(entry);
      signal?.addEventListener("abort", () => {
        waiting = waiting.filter((other) => other !== entry);
        reject(signal.reason);
      });
    });
  };
  const advance = async (milliseconds: number) => {
    await settled();
    const target = time + milliseconds;
    for (;;) {
      const next = waiting.filter((entry) => entry.until <= target).sort((a, b) => a.until - b.until)[0];
      if (next === undefined) break;
      waiting = waiting.filter((entry) => entry !== next);
      time = Math.max(time, next.until);
      next.wake();
      await settled();
    }
    time = target;
    await settled();
  };
  return { now, reach, advance };
}

/** Lets everything that has just been woken run until it waits again. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Never makes anybody wait: a wait moves the time on, and so does every batch, by `stepMs`. For tests that only want results. */
export function steppingClock(stepMs = 5_000, start = EPOCH): Clock {
  let time = start;
  return {
    stepMs,
    now: () => time,
    reach: async (until) => {
      time = Math.max(time, until);
    },
  };
}
