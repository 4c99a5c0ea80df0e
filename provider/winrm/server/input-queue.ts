/**
 * What a client sends to a command, piece by piece, for one reader. How much may wait is bounded: WS-Man has no way to slow a client
 * down that keeps what was sent.
 */
export class InputQueue<T> implements AsyncIterable<T> {
  readonly #pieces: T[] = [];
  readonly #maxBytes: number;
  #waitingBytes = 0;
  #ended = false;
  #wake: (() => void) | undefined;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Counts what has come. False when more waits than may: counted from when the reader was last at the end. */
  admits(bytes: number): boolean {
    this.#waitingBytes += bytes;
    return this.#ended || this.#waitingBytes <= this.#maxBytes;
  }

  push(piece: T): void {
    if (this.#ended) return;
    this.#pieces.push(piece);
    this.#wake?.();
  }

  /** What is there can still be read. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** Ends it with what nobody has read yet. */
  drop(): void {
    this.#pieces.length = 0;
    this.end();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    while (true) {
      const piece = this.#pieces.shift();
      if (piece !== undefined) yield piece;
      else if (this.#ended) return;
      else {
        this.#waitingBytes = 0;
        await new Promise<void>((resolve) => this.#wakeWith(resolve));
      }
    }
  }

  #wakeWith(resolve: () => void): void {
    this.#wake = () => {
      this.#wake = undefined;
      resolve();
    };
  }
}
