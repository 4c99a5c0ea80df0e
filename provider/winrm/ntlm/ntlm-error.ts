/**
 * Why an NTLM exchange or a sealed message was refused.
 * - `malformed`: not an NTLM message, or a field that lies outside it
 * - `limit`: larger than any real message
 * - `ntlmv1-refused`: the peer answered with NTLMv1 or LM, which are broken
 * - `anonymous-refused`: the peer gave no user, or no response
 * - `too-weak`: the peer does not offer what sealing needs (Unicode, extended session security, 128 bit, …)
 * - `no-timestamp`: the server sends no time, without which there is no integrity code
 * - `credentials`: unknown user or wrong password; which of the two is not told
 * - `integrity-code`: the MIC over the three messages is missing or wrong: somebody changed one of them
 * - `channel-binding`: the peer speaks through another TLS connection than ours
 * - `signature`: a sealed message was changed, or the two sides are out of step; the connection is of no more use
 * - `out-of-order`: a token for a handshake that has had its answer
 * - `certificate`: not an X.509 certificate in DER
 */
export type NtlmErrorCode =
  | "malformed"
  | "limit"
  | "ntlmv1-refused"
  | "anonymous-refused"
  | "too-weak"
  | "no-timestamp"
  | "credentials"
  | "integrity-code"
  | "channel-binding"
  | "signature"
  | "out-of-order"
  | "certificate";

/** Its message never holds names, hashes, keys or bytes of a message. */
export class NtlmError extends Error {
  readonly code: NtlmErrorCode;
  constructor(code: NtlmErrorCode, message: string) {
    super(message);
    this.name = "NtlmError";
    this.code = code;
  }
}
