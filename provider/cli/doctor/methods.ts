import type { Credential } from "../../model/secret.ts";
import { type AuthenticationKind, authenticate, type IdentifyOptions, type KerberosSettings } from "../../winrm/index.ts";
import type { Method } from "./check.ts";

interface Way {
  /** As `winrm/config/service/auth` calls it. */
  readonly setting: string;
  /** Words of a 401 under which it can be had; none for what TLS brings along. */
  readonly offeredAs: readonly string[];
}

export const WAYS: Readonly<Record<AuthenticationKind, Way>> = {
  negotiate: { setting: "Negotiate", offeredAs: ["Negotiate", "Kerberos", "NTLM"] },
  kerberos: { setting: "Kerberos", offeredAs: ["Negotiate", "Kerberos"] },
  ntlm: { setting: "Negotiate", offeredAs: ["Negotiate", "NTLM"] },
  basic: { setting: "Basic", offeredAs: ["Basic"] },
  certificate: { setting: "Certificate", offeredAs: [] },
};

/** Where the wanted one cannot be had. The password itself crosses the wire with the last. */
const OTHERS: readonly AuthenticationKind[] = ["negotiate", "basic"];

/** The way that is configured, then those that might be had instead; these need an account with a password. */
export function methodsOf(network: IdentifyOptions, wanted: AuthenticationKind, allowUnencrypted: boolean, kerberos?: KerberosSettings) {
  const others = OTHERS.filter((kind) => kind !== wanted);
  return (credential: Credential | undefined): readonly Method[] => {
    const account = { ...(credential === undefined ? {} : { credential }), ...(kerberos === undefined ? {} : { kerberos }) };
    return [wanted, ...(credential === undefined ? [] : others)].map((kind) => ({
      kind,
      ...WAYS[kind],
      attempt: () => authenticate({ ...network, ...account, authentication: kind, allowUnencrypted }),
    }));
  };
}
