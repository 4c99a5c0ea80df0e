/** A piece of output; `length` in bytes. */
export interface Chunk {
  readonly length: number;
}

/** What a Receive gets: data, perhaps the end; nothing in time; a target that is gone; a dismissal; or the refusal of a second listener. */
export type Taken<T extends Chunk> =
  | { readonly kind: "data"; readonly chunks: readonly T[]; readonly done: boolean }
  | { readonly kind: "timeout" | "closed" | "dismissed" | "busy" };

export interface TakeOptions {
  readonly maxBytes: number;
  readonly timeoutMs: number;
  /** Ends the wait when the listener has gone; the data stays for the next one. */
  readonly gone: AbortSignal;
}

/** Around the base64 of a chunk in a reply: the element, its names and ids. */
const CHUNK_OVERHEAD_BYTES = 160;
const encodedBytes = (chunk: Chunk) => Math.ceil(chunk.length / 3) * 4 + CHUNK_OVERHEAD_BYTES;

/** The output of one target, waiting to be fetched: one listener at a time. */
export class Outbox<T extends Chunk = Uint8Array> {
  readonly #chunks: T[] = [];
  #state: "open" | "ended" | "closed" = "open";
  #wake: (() => void) | undefined;
  #dismissed = false;

  push(chunks: readonly T[]): void {
    if (this.#state !== "open") return;
    for (const chunk of chunks) this.#chunks.push(chunk);
    this.#wake?.();
  }

  /** No more will come; what is there can still be fetched. */
  end(): void {
    if (this.#state === "open") this.#state = "ended";
    this.#wake?.();
  }

  /** The target is gone with all that it had. */
  close(): void {
    this.#state = "closed";
    this.#chunks.length = 0;
    this.#wake?.();
  }

  /** The listener is sent away, if there is one; the data stays for another. */
  dismiss(): void {
    this.#dismissed = this.#wake !== undefined;
    this.#wake?.();
  }

  async take(options: TakeOptions): Promise<Taken<T>> {
    if (this.#wake !== undefined) return { kind: "busy" };
    if (this.#idle) await this.#wait(options);
    const dismissed = this.#dismissed;
    this.#dismissed = false;
    if (this.#state === "closed") return { kind: "closed" };
    if (dismissed) return { kind: "dismissed" };
    if (options.gone.aborted || this.#idle) return { kind: "timeout" };
    const chunks = this.#fit(options.maxBytes);
    return { kind: "data", chunks, done: this.#state === "ended" && this.#chunks.length === 0 };
  }

  get #idle(): boolean {
    return this.#chunks.length === 0 && this.#state === "open";
  }

  /** After the first data comes, what follows in the same turn of the event loop goes into the same reply. */
  #wait({ timeoutMs, gone }: TakeOptions): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        gone.removeEventListener("abort", finish);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(finish, timeoutMs);
      gone.addEventListener("abort", finish, { once: true });
      this.#wake = () => {
        this.#wake = () => {};
        clearTimeout(timer);
        setImmediate(finish);
      };
    });
  }

  #fit(maxBytes: number): T[] {
    let bytes = 0;
    let count = 0;
    for (const chunk of this.#chunks) {
      bytes += encodedBytes(chunk);
      if (count > 0 && bytes > maxBytes) break;
      count += 1;
    }
    return this.#chunks.splice(0, count);
  }
}
