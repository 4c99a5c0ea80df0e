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
  /** Whether bodies are unreadable on the wire even without TLS. */
  readonly seals: boolean;
  connect(connection: Connection): Authenticator;
}

export const SOAP_HEADERS: Readonly<Record<string, string>> = {
  "Content-Type": "application/soap+xml;charset=UTF-8",
  "Accept-Encoding": "identity",
  "User-Agent": "Microsoft WinRM Client",
};

/** The schemes of a 401, e.g. `["Negotiate", "Basic"]`. */
export const offeredSchemes = (reply: HttpReply): readonly string[] => [
  ...new Set(
    [...(reply.headers["www-authenticate"] ?? "").matchAll(/(?:^|,)\s*([A-Za-z][\w-]*)(?=\s|,|$)/g)].map((match) => match[1] ?? ""),
  ),
];
