import type { Clock } from "../../../provider/simulator/clock.ts";
import type { Random } from "../../../provider/simulator/random.ts";

interface Event {
  readonly at: number;
  /** Among events of one moment: a number of the seed, then the order of asking. */
  readonly tie: number;
  readonly order: number;
  readonly wake: () => void;
}

const EPOCH = Date.UTC(2026, 0, 5, 8, 0, 0);

/** Nothing is left that could go on, but the work is not at its end: somebody waits for what the scheduler does not know. */
export class Stalled extends Error {
  override readonly name = "Stalled";
}

/** The work has taken more virtual time than any of it may. */
export class Overdue extends Error {
  override readonly name = "Overdue";
}

/**
 * The only source of time and order: whoever waits, waits here, and one at a time is woken. What happens at the same moment happens in an order
 * that the seed gives. There are no timers and no sockets, so that the same seed gives the same run, event by event.
 */
export class Scheduler implements Clock {
  readonly #random: Random;
  readonly #events: Event[] = [];
  #time = EPOCH;
  #asked = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  now(): number {
    return this.#time;
  }

  /** Virtual milliseconds since the start. */
  get elapsed(): number {
    return this.#time - EPOCH;
  }

  reach(time: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      this.#push(time, resolve);
    });
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.#push(this.#time + ms, resolve));
  }

  /** As an apply sleeps: an abort ends it at once. */
  nap(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const abort = () => this.#push(this.#time, resolve);
      this.#push(this.#time + ms, () => {
        signal?.removeEventListener("abort", abort);
        resolve();
      });
      signal?.addEventListener("abort", abort, { once: true });
    });
  }

  /** Lets time pass until the work is at its end. Throws Stalled and Overdue. */
  async run<T>(work: Promise<T>, mostMs: number): Promise<T> {
    let ended = false;
    const end = work.finally(() => {
      ended = true;
    });
    end.catch(() => undefined);
    const last = this.#time + mostMs;
    for (;;) {
      await settled();
      if (ended) return end;
      const next = this.#pop();
      if (!next) throw new Stalled(`all wait, and nothing would wake anybody, ${this.elapsed} ms after the start`);
      if (next.at > last) throw new Overdue(`not at its end after ${mostMs / 1000} s of virtual time`);
      this.#time = Math.max(this.#time, next.at);
      next.wake();
    }
  }

  #push(at: number, wake: () => void): void {
    const event = { at, tie: this.#random.next(), order: this.#asked++, wake };
    const events = this.#events;
    let low = 0;
    let high = events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(event, events[middle] as Event)) low = middle + 1;
      else high = middle;
    }
    events.splice(low, 0, event);
  }

  #pop(): Event | undefined {
    return this.#events.pop();
  }
}

const isBefore = (a: Event, b: Event): boolean =>
  a.at - b.at < 0 || (a.at === b.at && (a.tie - b.tie < 0 || (a.tie === b.tie && a.order < b.order)));

/** When everything that was woken waits again: Node empties the queue of promises before it comes to this one. */
const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));
