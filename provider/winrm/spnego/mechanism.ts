import { objectIdentifier } from "../asn1/der.ts";

/** Mechanisms by the element of their object identifier, in hex: so they are compared, and repeated as they came. */
export const MECHANISM = {
  ntlm: objectIdentifier("1.3.6.1.4.1.311.2.2.10").toString("hex"),
  kerberos: objectIdentifier("1.2.840.113554.1.2.2").toString("hex"),
  /** What a miscount in Windows 2000 made of Kerberos' identifier; Windows still names it first. */
  microsoftKerberos: objectIdentifier("1.2.840.48018.1.2.2").toString("hex"),
} as const;

/** One side of a mechanism's exchange, or of SPNEGO's around it: their token in, ours out. */
export interface Exchange<Result> {
  /** @param token what came; nothing for the first step of the side that begins */
  step(token: Uint8Array | undefined): Step<Result>;
}

export interface Step<Result> {
  /** To be sent, if anything is. */
  readonly token: Buffer | undefined;
  /** When this side has what it needs. */
  readonly result: Result | undefined;
}

/** What SPNEGO must know of a mechanism's result. */
export interface MechanismResult {
  /** Signs the list of mechanisms (RFC 4178, 5); a mechanism that cannot has none. */
  readonly session: MechanismSigner | undefined;
}

export interface MechanismSigner {
  signMechanisms(list: Uint8Array): Buffer;
  /** @throws when the signature is not over `list` */
  checkMechanisms(list: Uint8Array, signature: Uint8Array): void;
}
