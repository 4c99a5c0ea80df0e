import type { Connection, PostOptions } from "./connection.ts";
import type { HttpReply } from "./http-reply.ts";

export interface SoapExchange extends PostOptions {
  readonly body: Uint8Array;
}

/**
 * Carries SOAP over one connection, proving who we are and, where the scheme does so, sealing bodies. It owns the connection:
 * it may exchange messages of its own first, and what it knows of a socket it forgets when that socket is gone.
 */
export interface Authenticator {
  /** The answer with its body in the clear. A 401 after all that the scheme can do is an `AuthError`. */
  exchange(soap: SoapExchange): Promise<HttpReply>;
}

/** A way to authenticate: one authenticator a connection. */
export interface Authentication {
  /** Whether neither the password nor bodies can be read on the wire even without TLS. */
  readonly seals: boolean;
  connect(connection: Connection): Authenticator;
}

export interface WinRmCredential {
  /** `DOMAIN\user`, `user@domain`, or a local `user` or `.\user`. */
  readonly username: string;
  readonly password: { reveal(): string };
}

/** How users of this room name the ways to authenticate. `negotiate` is Kerberos where it can be had, else NTLM. */
export type AuthenticationKind = "negotiate" | "kerberos" | "ntlm" | "basic" | "certificate";

const COMMON_HEADERS: Readonly<Record<string, string>> = { "Accept-Encoding": "identity", "User-Agent": "Microsoft WinRM Client" };

export const SOAP_HEADERS: Readonly<Record<string, string>> = {
  "Content-Type": "application/soap+xml;charset=UTF-8",
  ...COMMON_HEADERS,
};

/** Of a step of a handshake, which has no body: the real one must not be seen before it can be sealed. */
export const HANDSHAKE_HEADERS = COMMON_HEADERS;

/** The schemes of a 401, e.g. `["Negotiate", "Basic"]`. */
export const offeredSchemes = (reply: HttpReply): readonly string[] => [
  ...new Set(
    [...(reply.headers["www-authenticate"] ?? "").matchAll(/(?:^|,)\s*([A-Za-z][\w-]*)(?=\s|,|$)/g)].map((match) => match[1] ?? ""),
  ),
];

export const offers = (offered: readonly string[], scheme: string): boolean =>
  offered.some((word) => word.toLowerCase() === scheme.toLowerCase());

/** The token that an answer carries for this scheme. */
export function tokenOf(reply: HttpReply, scheme: string): Buffer | undefined {
  const pattern = new RegExp(`(?:^|,)\\s*${scheme}\\s+([A-Za-z0-9+/]+=*)\\s*(?=,|$)`, "i");
  const token = pattern.exec(reply.headers["www-authenticate"] ?? "")?.[1];
  return token === undefined ? undefined : Buffer.from(token, "base64");
}
