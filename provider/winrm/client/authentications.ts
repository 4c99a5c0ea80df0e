import { AuthError } from "../errors.ts";
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
  negotiate: (options) => firstOf([ntlmAuthentication(credentialOf(options), options.ntlm)]),
  kerberos: () => {
    throw new AuthError("Kerberos is not built in", "use negotiate or ntlm", [], "unavailable");
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

function credentialOf({ credential, authentication }: AuthenticationOptions): WinRmCredential {
  if (credential !== undefined) return credential;
  throw new AuthError(`${authentication} authentication needs a user name and a password`, "give a credential", [], "unavailable");
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const isPrivate = ({ url, allowUnencrypted }: AuthenticationOptions): boolean =>
  url.protocol === "https:" || LOOPBACK.test(url.hostname) || allowUnencrypted;
