import { WinRmError } from "../errors.ts";

/**
 * Why there is no trustworthy TLS connection.
 * - `untrusted`: self-signed, or by an issuer that is not among the known ones
 * - `expired`, `not-yet-valid`: one of the certificates, by this machine's clock
 * - `revoked`: its issuer has taken it back
 * - `bad-certificate`: anything else wrong with it: its signature, its purpose, …
 * - `name-mismatch`: it is another host's
 * - `pin-mismatch`: it is not the one with the pinned fingerprint
 * - `client-certificate`: the server wants one from us, or refused ours
 * - `no-tls`: something answers there, but not with TLS
 * - `protocol`: no version or cipher in common, or an alert
 * - `closed`: the connection was closed during the handshake
 * - `settings`: a certificate, key or fingerprint of ours cannot be used
 */
export type TlsReason =
  | "untrusted"
  | "expired"
  | "not-yet-valid"
  | "revoked"
  | "bad-certificate"
  | "name-mismatch"
  | "pin-mismatch"
  | "client-certificate"
  | "no-tls"
  | "protocol"
  | "closed"
  | "settings";

/** No TLS connection, or none to be trusted. Nothing was sent. */
export class TlsError extends WinRmError {
  readonly reason: TlsReason;
  /** SHA-256 of the certificate that the server showed, if it came so far: `AB:CD:…`. */
  readonly fingerprint: string | undefined;
  constructor(reason: TlsReason, message: string, options: { cause?: unknown; hint?: string; fingerprint?: string | undefined } = {}) {
    const seen = options.fingerprint === undefined ? "" : `; the SHA-256 fingerprint seen is ${options.fingerprint}`;
    super("WINRM_TLS", message, (options.hint ?? HINTS[reason]) + seen, "not-run", options);
    this.reason = reason;
    this.fingerprint = options.fingerprint;
  }
}

const PIN = "compare the fingerprint with the one on the host, then pin it, or name the certificate of its issuer (ca)";

const HINTS: Readonly<Record<TlsReason, string>> = {
  untrusted: PIN,
  expired: "renew the certificate of the host's HTTPS listener; is this machine's clock right?",
  "not-yet-valid": "compare the clocks of this machine and of the host",
  revoked: "give the host's HTTPS listener a new certificate",
  "bad-certificate": `give the host's HTTPS listener a certificate for server authentication; or ${PIN}`,
  "name-mismatch": "use the name that the certificate is for, in the address or as the server name; or pin its fingerprint",
  "pin-mismatch": "if the host has a new certificate, compare the fingerprint there and pin it; if not, somebody may be between",
  "client-certificate":
    "name a client certificate that the host's issuers signed and that is mapped to an account there, or authenticate in another way",
  "no-tls": "is it the port of the HTTPS listener (5986)? HTTP is at 5985; see: winrm enumerate winrm/config/listener",
  protocol: "the host must offer TLS 1.2 or later with a usable certificate, and may be asking for a client certificate",
  closed: "see that the HTTPS listener has a certificate with its private key, and that no proxy cut the connection",
  settings: "give certificates and keys as PEM text, fingerprints as 64 hex digits",
};
