/**
 * CLIXML that cannot be read or written.
 * - `malformed`: not what the format allows
 * - `limit`: larger or deeper than we accept
 * - `unsupported`: a value that CLIXML, or this library, cannot carry
 */
export class ClixmlError extends Error {
  readonly code: "malformed" | "limit" | "unsupported";
  constructor(code: "malformed" | "limit" | "unsupported", message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "ClixmlError";
    this.code = code;
  }
}
