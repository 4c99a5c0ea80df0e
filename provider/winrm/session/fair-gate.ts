interface Waiting {
  readonly enter: () => void;
}

/**
 * Lets `count` in at a time. Those who wait take turns by user: one with a thousand calls does not keep another's first call
 * waiting for all of them.
 */
export class FairGate {
  #free: number;
  /** Users with somebody waiting, the next one first. */
  readonly #queues = new Map<object, Waiting[]>();

  constructor(count: number) {
    this.#free = count;
  }

  /** Resolves when a place is free; rejects with the signal's reason when that comes first. */
  async enter(user: object, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        this.#drop(user, waiting);
        reject(signal?.reason);
      };
      const waiting: Waiting = {
        enter: () => {
          signal?.removeEventListener("abort", leave);
          resolve();
        },
      };
      this.#queues.set(user, [...(this.#queues.get(user) ?? []), waiting]);
      signal?.addEventListener("abort", leave, { once: true });
    });
  }

  leave(): void {
    const [user, queue] = this.#queues.entries().next().value ?? [];
    const next = queue?.shift();
    if (user === undefined || queue === undefined || next === undefined) {
      this.#free += 1;
      return;
    }
    // To the end of the line, if it has more.
    this.#queues.delete(user);
    if (queue.length > 0) this.#queues.set(user, queue);
    next.enter();
  }

  #drop(user: object, waiting: Waiting): void {
    const rest = (this.#queues.get(user) ?? []).filter((other) => other !== waiting);
    if (rest.length > 0) this.#queues.set(user, rest);
    else this.#queues.delete(user);
  }
}
