import { AuthError } from "../errors.ts";
import { type KerberosSettings, kerberosAuthentication } from "../kerberos/kerberos-authentication.ts";
import { principalOf } from "../kerberos/principal.ts";
import type { Authentication, AuthenticationKind, WinRmCredential } from "./authenticator.ts";
import { basicAuthentication } from "./basic-authentication.ts";
import { certificateAuthentication } from "./certificate-authentication.ts";
import { firstOf } from "./negotiate-authentication.ts";
import { type NtlmSettings, ntlmAuthentication } from "./ntlm-authentication.ts";

export interface AuthenticationOptions {
  readonly url: URL;
  readonly authentication: AuthenticationKind;
  readonly credential: WinRmCredential | undefined;
  readonly ntlm: NtlmSettings | undefined;
  readonly kerberos?: KerberosSettings | undefined;
  /** Told why `negotiate` takes NTLM instead of Kerberos. */
  readonly onFallback?: ((reason: AuthError) => void) | undefined;
  readonly hasClientCertificate: boolean;
  readonly allowUnencrypted: boolean;
}

/**
 * The way to authenticate that was asked for. No other is taken in its place: a server that offers only Basic would otherwise
 * get the password by offering nothing else.
 * @throws AuthError `clear-text` where others could read along, `unavailable` where something for it is missing
 */
export function chooseAuthentication(options: AuthenticationOptions): Authentication {
  const authentication = WAYS[options.authentication](options);
  if (!authentication.seals && !isPrivate(options)) {
    throw new AuthError(
      `${options.authentication} authentication would show the password or the data on the way to ${options.url.host}`,
      "use an address with https://, or a scheme that encrypts (negotiate); or allow it where the network is trusted (allowUnencrypted)",
      [],
      "clear-text",
    );
  }
  return authentication;
}

const WAYS: Readonly<Record<AuthenticationKind, (options: AuthenticationOptions) => Authentication>> = {
  basic: (options) => basicAuthentication(credentialOf(options)),
  ntlm: (options) => ntlmAuthentication(credentialOf(options), options.ntlm),
  negotiate(options) {
    const kerberos = kerberosOf(options);
    const ntlm = options.credential && ntlmAuthentication(options.credential, options.ntlm);
    const ways = [kerberos, ntlm].filter((way) => way !== undefined);
    return firstOf(ways, options.onFallback);
  },
  kerberos(options) {
    const way = kerberosOf(options);
    if (way !== undefined) return way;
    throw new AuthError("Kerberos knows no local accounts", "name an account of the domain, or use negotiate or ntlm", [], "unavailable");
  },
  certificate: (options) => {
    if (options.hasClientCertificate && options.url.protocol === "https:") return certificateAuthentication;
    throw new AuthError(
      "authentication by certificate needs a client certificate and an address with https://",
      "name the certificate and its key (tls.clientCertificate)",
      [],
      "unavailable",
    );
  },
};

/** With the ticket of the account that is named, not of whoever logged in last; none for a local account. */
function kerberosOf({ credential, kerberos }: AuthenticationOptions): Authentication | undefined {
  const principal = kerberos?.principal ?? (credential && principalOf(credential.username));
  if (principal === undefined && credential !== undefined) return undefined;
  return kerberosAuthentication({ ...kerberos, ...(principal === undefined ? {} : { principal }) });
}

function credentialOf({ credential, authentication }: AuthenticationOptions): WinRmCredential {
  if (credential !== undefined) return credential;
  throw new AuthError(`${authentication} authentication needs a user name and a password`, "give a credential", [], "unavailable");
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const isPrivate = ({ url, allowUnencrypted }: AuthenticationOptions): boolean =>
  url.protocol === "https:" || LOOPBACK.test(url.hostname) || allowUnencrypted;
