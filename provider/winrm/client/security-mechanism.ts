import type { SealedPart } from "../sealing/sealed-body.ts";

/** Seals and unseals the bodies of one connection, in order. */
export interface BodySealer {
  seal(plain: Uint8Array): readonly SealedPart[] | Promise<readonly SealedPart[]>;
  /** May write over the parts. @throws when the body was changed, or is of another connection */
  unseal(parts: readonly SealedPart[]): Buffer | Promise<Buffer>;
}

/** A security context under way with one server over one socket. */
export interface ClientContext {
  /**
   * Our token for theirs; the first step has none of theirs. The sealer comes with the step that makes it known.
   * @throws when the server's token is not good enough; a `WinRmError` is passed on as it is
   */
  step(token: Uint8Array | undefined): ClientStep | Promise<ClientStep>;
}

export interface ClientStep {
  readonly token: Uint8Array | undefined;
  readonly sealer: BodySealer | undefined;
}

export interface Peer {
  /** Name or address, without the port. */
  readonly host: string;
  /** DER of its certificate, over TLS. */
  readonly certificate: Buffer | undefined;
}

/** A word of the headers `Authorization` and `WWW-Authenticate`. */
export type Scheme = "Negotiate" | "NTLM" | "Kerberos";

/** NTLM, for one: what proves who we are, and makes keys. */
export interface SecurityMechanism {
  /** For messages. */
  readonly name: string;
  /** Words under which servers take its tokens, the preferred first. */
  readonly schemes: readonly Scheme[];
  /** What to do when the server refuses the account. */
  readonly refusedHint: string;
  /** Rejects where it is clear beforehand that this way cannot be had, so that no connection is made in vain. */
  prepare?(host: string): Promise<void>;
  begin(peer: Peer, scheme: Scheme): ClientContext | Promise<ClientContext>;
}
