import type { IncomingMessage } from "node:http";

/** What comes of a request's credentials. */
export type Admission =
  | {
      readonly kind: "accepted";
      readonly username: string;
      /** The SOAP body in the clear. */
      readonly body: Buffer;
      /** Makes the answer's body what the request's scheme demands. */
      seal(answer: Buffer): { readonly contentType: string; readonly body: Buffer };
    }
  /** A challenge, a step of a handshake, or a refusal: sent as it is, without a body. */
  | { readonly kind: "answered"; readonly status: number; readonly headers: Readonly<Record<string, string | string[]>> };

/** A server's way to authenticate. What it knows of a connection it keeps by `request.socket`. */
export interface ServerAuthentication {
  admit(request: IncomingMessage, body: Buffer): Admission;
}

export const SOAP_CONTENT_TYPE = "application/soap+xml;charset=UTF-8";

/** Basic (RFC 7617). */
export const basicServerAuthentication = (authenticate: (username: string, password: string) => boolean): ServerAuthentication => ({
  admit(request, body) {
    const token = /^Basic\s+([A-Za-z0-9+/=]+)\s*$/i.exec(request.headers.authorization ?? "")?.[1];
    const pair = Buffer.from(token ?? "", "base64").toString("utf8");
    const colon = pair.indexOf(":");
    const username = pair.slice(0, colon);
    if (colon < 0 || !authenticate(username, pair.slice(colon + 1))) {
      return { kind: "answered", status: 401, headers: { "WWW-Authenticate": 'Basic realm="WSMAN"' } };
    }
    return { kind: "accepted", username, body, seal: (answer) => ({ contentType: SOAP_CONTENT_TYPE, body: answer }) };
  },
});
