import type { VmmReader } from "../port.ts";
import { type World, worldOf } from "../world.ts";

/** One reading for all who ask before it starts: machines whose jobs end together are read together. */
export class SharedReader {
  readonly #port: VmmReader;
  readonly #gather: () => Promise<void>;
  #last: Promise<unknown> = Promise.resolve();
  #next: Promise<World> | null = null;

  /** `gather` waits a moment for more who ask. */
  constructor(port: VmmReader, gather: () => Promise<void>) {
    this.#port = port;
    this.#gather = gather;
  }

  /** A reading that starts after this call. Throws what the port throws. */
  read(): Promise<World> {
    if (this.#next) return this.#next;
    const before = this.#last;
    const reading = (async (): Promise<World> => {
      await before.catch(() => undefined);
      await this.#gather();
      this.#next = null;
      return worldOf(await this.#port.readInventory());
    })();
    this.#next = reading;
    this.#last = reading;
    return reading;
  }
}
