/** Bytes that break PSRP's rules; the stream that carried them cannot be used further. */
export class PsrpError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "PsrpError";
  }
}

/** A secure string cannot be written or opened before the session has a key. */
export class KeyNeeded extends Error {
  constructor() {
    super("the session has no key yet for secure strings");
    this.name = "KeyNeeded";
  }
}
