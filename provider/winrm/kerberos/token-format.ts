import type { Scheme } from "../client/security-mechanism.ts";
import { MECHANISM } from "../spnego/mechanism.ts";
import { SpnegoError } from "../spnego/spnego-error.ts";
import { decodeToken, encodeInit } from "../spnego/tokens.ts";

/** How Kerberos' tokens travel. */
export interface TokenFormat {
  write(token: Buffer): Buffer;
  /** @throws SpnegoError */
  read(token: Uint8Array): Uint8Array | undefined;
}

const SPNEGO: TokenFormat = {
  write: (token) => encodeInit({ mechanisms: [MECHANISM.kerberos], token, checksum: undefined }),
  read: fromSpnego,
};
const BARE: TokenFormat = { write: (token) => token, read: (token) => token };

/** In SPNEGO under Negotiate; by themselves under Kerberos, which some hosts (Exchange) take only. */
export const formatOf = (scheme: Scheme): TokenFormat => (scheme === "Kerberos" ? BARE : SPNEGO);

const OURS: ReadonlySet<string> = new Set([MECHANISM.kerberos, MECHANISM.microsoftKerberos]);

/** We name one mechanism, so nobody can have taken a better one out: a checksum over the list has nothing to tell. */
function fromSpnego(token: Uint8Array): Uint8Array | undefined {
  const answer = decodeToken(token);
  if (answer.kind === "init") throw new SpnegoError("out-of-order", "the SPNEGO server began anew");
  if (answer.mechanism !== undefined && !OURS.has(answer.mechanism)) {
    throw new SpnegoError("no-common-mechanism", "the SPNEGO server does not take our mechanism");
  }
  return answer.token;
}
