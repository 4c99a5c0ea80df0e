import type { Credential } from "../../model/secret.ts";
import { type AuthenticationKind, authenticate, type IdentifyOptions, type KerberosSettings } from "../../winrm/index.ts";
import type { Method } from "./check.ts";

interface Way {
  /** As `winrm/config/service/auth` calls it. */
  readonly setting: string;
  /** Words of a 401 under which it can be had; none for what TLS brings along. */
  readonly offeredAs: readonly string[];
}

const WAYS: Readonly<Record<AuthenticationKind, Way>> = {
  negotiate: { setting: "Negotiate", offeredAs: ["Negotiate", "Kerberos", "NTLM"] },
  kerberos: { setting: "Kerberos", offeredAs: ["Negotiate", "Kerberos"] },
  ntlm: { setting: "Negotiate", offeredAs: ["Negotiate", "NTLM"] },
  basic: { setting: "Basic", offeredAs: ["Basic"] },
  certificate: { setting: "Certificate", offeredAs: [] },
};

/**
 * The way that is configured, then the one that might be had instead, which needs an account with a password. Basic is never
 * taken in the place of another: a host would get the password by offering nothing else.
 */
export function methodsOf(network: IdentifyOptions, wanted: AuthenticationKind, allowUnencrypted: boolean, kerberos?: KerberosSettings) {
  return (credential: Credential | undefined): readonly Method[] => {
    const account = { ...(credential === undefined ? {} : { credential }), ...(kerberos === undefined ? {} : { kerberos }) };
    const kinds: readonly AuthenticationKind[] = credential === undefined || wanted === "negotiate" ? [wanted] : [wanted, "negotiate"];
    return kinds.map((kind) => ({
      kind,
      ...WAYS[kind],
      attempt: (onFallback) => authenticate({ ...network, ...account, authentication: kind, allowUnencrypted, onFallback }),
    }));
  };
}
