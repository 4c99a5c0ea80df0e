import { inspect } from "node:util";

const HIDDEN = "(secret)";

/** What no log, template string, JSON or inspection shows; `reveal` is the only way to it. */
class Hidden<T> {
  readonly #value: T;
  constructor(value: T) {
    this.#value = value;
  }
  reveal(): T {
    return this.#value;
  }
  toString(): string {
    return HIDDEN;
  }
  toJSON(): string {
    return HIDDEN;
  }
  [inspect.custom](): string {
    return HIDDEN;
  }
}

export class Secret extends Hidden<string> {}

export class SecretBytes extends Hidden<Uint8Array> {
  get length(): number {
    return this.reveal().length;
  }
}

export interface Credential {
  readonly username: string;
  readonly password: Secret;
}
