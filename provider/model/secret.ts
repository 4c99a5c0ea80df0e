import { inspect } from "node:util";

const HIDDEN = "(secret)";

/** A text that no log, template string, JSON or inspection shows; `reveal` is the only way to it. */
export class Secret {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  reveal(): string {
    return this.#text;
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

export interface Credential {
  readonly username: string;
  readonly password: Secret;
}
