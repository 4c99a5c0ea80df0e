/**
 * Why a SPNEGO exchange came to its end.
 * - `malformed`: no token of RFC 4178
 * - `no-common-mechanism`: the two sides have none in common, or the acceptor rejected ours
 * - `mechanism-list`: the list of mechanisms was changed on its way, or its checksum is missing
 * - `out-of-order`: a token after the end
 */
export type SpnegoErrorCode = "malformed" | "no-common-mechanism" | "mechanism-list" | "out-of-order";

/** Its message never holds bytes of a token. */
export class SpnegoError extends Error {
  readonly code: SpnegoErrorCode;
  constructor(code: SpnegoErrorCode, message: string) {
    super(message);
    this.name = "SpnegoError";
    this.code = code;
  }
}
