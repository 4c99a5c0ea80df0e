/**
 * One reading for all who ask at one moment.
 *
 * - `get`: what was read last, where nothing has changed since it began and it is not too old; else the reading that is under way,
 *   else a new one.
 * - `getFresh`: a reading that begins after the call. All who ask until it begins share it, and it begins when the one before has
 *   ended: however many ask, two readings at most follow each other.
 */
export interface SharedReading<T> {
  get(): Promise<T>;
  getFresh(): Promise<T>;
  /** What was read is no longer so, and what is being read may not be. */
  changed(): void;
}

export interface SharedReadingOptions<T> {
  readonly read: () => Promise<T>;
  /** How long a reading is good after it has ended, where nothing is known to have changed. */
  readonly goodForMs: number;
  /** How long a fresh reading waits for others to join it. */
  readonly gatherMs: number;
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

interface Reading<T> {
  readonly result: Promise<T>;
  /** Number of the changes that were known when it began. */
  readonly change: number;
  /** Undefined while it is under way. */
  endedAt: number | undefined;
}

export function sharedReading<T>({ read, goodForMs, gatherMs, now, pause }: SharedReadingOptions<T>): SharedReading<T> {
  let change = 0;
  let last: Reading<T> | undefined;
  let next: Promise<T> | undefined;

  const begin = (): Promise<T> => {
    const reading: Reading<T> = { result: read(), change, endedAt: undefined };
    last = reading;
    const ended = () => {
      reading.endedAt = now();
    };
    // A failure is told to those who wait for it, and to nobody after them.
    const failed = () => {
      if (last === reading) last = undefined;
    };
    reading.result.then(ended, failed);
    return reading.result;
  };

  const getFresh = (): Promise<T> => {
    next ??= (async () => {
      await Promise.all([pause(gatherMs), last?.endedAt === undefined ? last?.result.catch(() => undefined) : undefined]);
      next = undefined;
      return begin();
    })();
    return next;
  };

  return {
    get: () => {
      const isGood = last !== undefined && last.change === change && (last.endedAt === undefined || now() - last.endedAt <= goodForMs);
      if (isGood && last) return last.result;
      // One that is under way began before a change: the next one begins after it.
      return last !== undefined && last.endedAt === undefined ? getFresh() : begin();
    },
    getFresh,
    changed: () => {
      change += 1;
    },
  };
}
