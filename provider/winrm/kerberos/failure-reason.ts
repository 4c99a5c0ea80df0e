import type { AuthFailure } from "../errors.ts";
import { KerberosError, type KerberosReason } from "./kerberos-error.ts";

/** What was asked for, for the sentence and the hint. */
export interface KerberosTarget {
  /** E.g. `HTTP`. */
  readonly service: string;
  readonly hostname: string;
  readonly principal: string | undefined;
}

/**
 * What the Kerberos library says, by the sentences of its own error tables (MIT's krb5_err.et, and Heimdal's where they differ).
 * The package passes on nothing but the sentence, without the code, so that here alone an error is known by its text; what is
 * not in the table stays `other` and is shown as it came. The first match counts.
 */
const SENTENCES: readonly (readonly [RegExp, KerberosReason])[] = [
  [/ticket expired|credential(s| cache| has)?.*expired/i, "expired"],
  [/clock skew|not yet valid/i, "clock-skew"],
  [/server\b.*not found in (kerberos|keytab|database)|server not found/i, "unknown-service"],
  [/message stream modified|decrypt integrity check|wrong principal in request|key version is not available/i, "wrong-key"],
  [/client\b.*not found in kerberos|preauthentication failed|password incorrect|credentials have been revoked/i, "unknown-account"],
  [/cannot contact any kdc|cannot (find|resolve).*(kdc|realm)|cannot determine realm|realm not local|unable to reach any kdc/i, "realm"],
  [/cannot open\/find kerberos configuration|configuration file/i, "realm"],
  [/no kerberos credentials|no credentials|can't find client principal|credentials cache|matching credential|keytab/i, "no-ticket"],
];

/** @param failure `handshake` when it is the server that has spoken: no other way is tried then */
export function kerberosFailure(cause: unknown, target: KerberosTarget, failure?: AuthFailure): KerberosError {
  const said = lastSentence(cause);
  const reason = SENTENCES.find(([pattern]) => pattern.test(said))?.[1] ?? "other";
  const { message, hint } = explain(reason, target);
  return new KerberosError(reason, `${message} (${said})`, hint, cause, failure);
}

/** GSS puts a general sentence before the one that says something. */
function lastSentence(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return text.replace(/^.*?(Minor code may provide more information|unavailable or inaccessible): /s, "").trim();
}

interface Explanation {
  readonly message: string;
  readonly hint: string;
}

function explain(reason: KerberosReason, { service, hostname, principal }: KerberosTarget): Explanation {
  const spn = `${service}/${hostname}`;
  const account = principal ?? "user@REALM";
  const logIn = `kinit ${account}, or a keytab in KRB5_CLIENT_KTNAME; klist shows what there is`;
  const explanations: Readonly<Partial<Record<KerberosReason, Explanation>>> = {
    expired: { message: "the Kerberos ticket is over", hint: `log in again: ${logIn}` },
    "no-ticket": { message: `there is no Kerberos ticket${principal === undefined ? "" : ` of ${principal}`}`, hint: `log in: ${logIn}` },
    "clock-skew": {
      message: "the clocks of this machine, the domain controller and the host differ by more than Kerberos allows",
      hint: "set them by NTP; Windows allows 5 minutes",
    },
    "unknown-service": {
      message: `the directory knows no service ${spn}`,
      hint:
        `name the host as the directory does, with its domain; setspn -Q ${spn} finds who has the name, and setspn -S ${spn} <computer> ` +
        "registers it; another service than HTTP is set by kerberosService (host, WSMAN)",
    },
    "wrong-key": {
      message: `the host cannot read a ticket for ${spn}`,
      hint:
        `the name belongs to another account than the computer's (setspn -Q ${spn} tells whose): take kerberosService host or WSMAN, ` +
        "or the host has a new password since the ticket was made: kdestroy and log in again",
    },
    "unknown-account": {
      message: `the directory does not let ${principal ?? "the account"} in`,
      hint: "check the name, the realm in capitals, and that the password has not changed since the keytab was made",
    },
    realm: {
      message: `no domain controller for ${hostname} is known or answers`,
      hint: "check default_realm, [realms] and [domain_realm] of krb5.conf, the DNS records _kerberos._tcp, and the way to port 88",
    },
  };
  return explanations[reason] ?? { message: `Kerberos failed for ${spn}`, hint: `check with: kvno ${service}@${hostname}` };
}
