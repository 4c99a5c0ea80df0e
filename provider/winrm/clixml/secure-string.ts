import { inspect } from "node:util";

/**
 * A text that nothing shows by accident: no log, no JSON, no string. Crosses PSRP as .NET's SecureString.
 *
 * One that came from a server opens with the key of its session: read it before the pool is closed.
 */
export class SecureString {
  readonly #reveal: () => string;

  /** `secret` as a function is asked each time that the text is needed, so that it need not be held. */
  constructor(secret: string | (() => string)) {
    this.#reveal = typeof secret === "string" ? () => secret : secret;
  }

  reveal(): string {
    return this.#reveal();
  }

  toString(): string {
    return "[secure]";
  }

  toJSON(): string {
    return "[secure]";
  }

  [inspect.custom](): string {
    return "[secure]";
  }
}

/** Crosses PSRP as PSCredential. */
export class PsCredential {
  /** As the other side takes it: `user`, `DOMAIN\user` or `user@domain`. */
  readonly username: string;
  readonly password: SecureString;

  constructor(username: string, password: SecureString) {
    this.username = username;
    this.password = password;
  }
}
