import { AuthError, type AuthFailure } from "../errors.ts";

/**
 * Why Kerberos let nobody in.
 * - `package-missing`, `package-broken`: the npm package `kerberos` is not installed, or its library cannot be loaded
 * - `address`: the host is named by an IP address, for which no service has a name
 * - `no-ticket`, `expired`: no ticket of the account (log in first), or one that is over
 * - `clock-skew`: a clock, ours or the server's, is wrong
 * - `unknown-service`: the directory knows no such service principal name
 * - `wrong-key`: the service principal name belongs to another account than the one that the service runs as
 * - `unknown-account`: the directory knows no such user, or the keytab's password is an old one
 * - `realm`: it is not known which realm or domain controller to ask, or none answers
 * - `no-mutual-proof`: the server took our ticket and did not prove who it is
 * - `cannot-seal`: bodies cannot be sealed with what the package and the ticket offer
 * - `too-slow`: no ticket came in time
 * - `other`: the Kerberos library said something else, which the message repeats
 */
export type KerberosReason =
  | "package-missing"
  | "package-broken"
  | "address"
  | "no-ticket"
  | "expired"
  | "clock-skew"
  | "unknown-service"
  | "wrong-key"
  | "unknown-account"
  | "realm"
  | "no-mutual-proof"
  | "cannot-seal"
  | "too-slow"
  | "other";

/** Where there is no ticket, or bodies cannot be sealed, another way may be had; what a server says of a ticket ends the search. */
const FAILURES: Readonly<Record<KerberosReason, AuthFailure>> = {
  "package-missing": "unavailable",
  "package-broken": "unavailable",
  address: "unavailable",
  "no-ticket": "unavailable",
  expired: "unavailable",
  "clock-skew": "unavailable",
  "unknown-service": "unavailable",
  "unknown-account": "unavailable",
  realm: "unavailable",
  "too-slow": "unavailable",
  "cannot-seal": "unavailable",
  other: "unavailable",
  "wrong-key": "handshake",
  "no-mutual-proof": "handshake",
};

export class KerberosError extends AuthError {
  readonly reason: KerberosReason;
  /** @param failure where it is not what the reason alone tells */
  constructor(reason: KerberosReason, message: string, hint: string, cause?: unknown, failure: AuthFailure = FAILURES[reason]) {
    super(message, hint, [], failure, cause);
    this.reason = reason;
  }
}
