/** That a caller's connection is gone. The signal is made when it is asked for: most requests end before anybody does. */
export class Departure {
  #controller: AbortController | undefined;
  #left = false;

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#left) this.#controller.abort();
    }
    return this.#controller.signal;
  }

  leave(): void {
    this.#left = true;
    this.#controller?.abort();
  }
}
