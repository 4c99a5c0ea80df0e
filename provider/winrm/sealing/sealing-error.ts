/**
 * A sealed body that cannot be read or written.
 * - `malformed`: not built as the format says
 * - `limit`: larger than the caller allows
 * - `protocol`: sealed by another protocol than the connection's
 */
export type SealingErrorCode = "malformed" | "limit" | "protocol";

/** Its message never holds bytes of the body. */
export class SealingError extends Error {
  readonly code: SealingErrorCode;
  constructor(code: SealingErrorCode, message: string) {
    super(message);
    this.name = "SealingError";
    this.code = code;
  }
}
