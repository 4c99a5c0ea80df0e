/** What a client sends to a command, piece by piece, for one reader. */
export class InputQueue<T> implements AsyncIterable<T> {
  readonly #pieces: T[] = [];
  #ended = false;
  #wake: (() => void) | undefined;

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
      else await new Promise<void>((resolve) => this.#wakeWith(resolve));
    }
  }

  #wakeWith(resolve: () => void): void {
    this.#wake = () => {
      this.#wake = undefined;
      resolve();
    };
  }
}
