/**
 * Gathers bytes, again and again in the same memory. Answers with data have half a megabyte each: as garbage they would pile up
 * faster than they are collected.
 */
export class ReusedBytes {
  #memory = Buffer.alloc(0);
  #used = 0;

  /** Makes views on what was gathered void. */
  clear(): void {
    this.#used = 0;
  }

  add(part: Uint8Array): void {
    const needed = this.#used + part.length;
    if (needed > this.#memory.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(LEAST_BYTES, 2 ** Math.ceil(Math.log2(needed))));
      grown.set(this.gathered);
      this.#memory = grown;
    }
    this.#memory.set(part, this.#used);
    this.#used = needed;
  }

  get length(): number {
    return this.#used;
  }

  /** A view. */
  get gathered(): Buffer {
    return this.#memory.subarray(0, this.#used);
  }
}

const LEAST_BYTES = 4096;
