/** Bytes that break PSRP's rules; the stream that carried them cannot be used further. */
export class PsrpError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "PsrpError";
  }
}
