import { isUtf8 } from "node:buffer";
import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { channelBindingHash, tlsChannelBindings } from "../ntlm/channel-binding.ts";
import { ntlmAcceptor } from "../ntlm/exchange.ts";
import { NtlmError } from "../ntlm/ntlm-error.ts";
import type { NtlmServerAnswer, NtlmServerOptions } from "../ntlm/server.ts";
import type { NtlmSession } from "../ntlm/session-security.ts";
import { bodyKind, sealedContentType } from "../sealing/content-type.ts";
import { signedPart, splitSignedPart } from "../sealing/sealed-body.ts";
import { readSealedBody } from "../sealing/sealed-body-reader.ts";
import { writeSealedBody } from "../sealing/sealed-body-writer.ts";
import { SealingError } from "../sealing/sealing-error.ts";
import type { SealingProtocol } from "../sealing/sealing-protocol.ts";
import { startSpnegoAcceptor } from "../spnego/acceptor.ts";
import { type Exchange, MECHANISM } from "../spnego/mechanism.ts";
import { SpnegoError } from "../spnego/spnego-error.ts";
import { isSpnego } from "../spnego/tokens.ts";
import { fingerprintOf } from "../tls/fingerprint.ts";
import { peerCertificate } from "../tls/verify-peer.ts";
import { type Accounts, accountsOf, type ServerAccount } from "./server-account.ts";

export type { ServerAccount } from "./server-account.ts";

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

/** As they stand in a 401. */
export type ServerScheme = "Negotiate" | "NTLM" | "Basic";

export interface ServerAuthenticationOptions {
  readonly accounts: readonly ServerAccount[];
  /** Default `Negotiate` and `Basic`, in this order. */
  readonly schemes?: readonly ServerScheme[];
  /** Whether bodies in the clear are taken without TLS (Service/AllowUnencrypted). Default true; that of Windows is false. */
  readonly allowUnencrypted?: boolean;
  /** Whether NTLM over TLS must be bound to the connection (Service/Auth/CbtHardeningLevel). Default `relaxed`. */
  readonly channelBinding?: "relaxed" | "strict";
  /** DER of our certificate, over TLS. */
  readonly certificate?: Buffer;
}

export const SOAP_CONTENT_TYPE = "application/soap+xml;charset=UTF-8";
const MUTUAL_TLS = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual";
const NTLM_SIGNATURE = Buffer.from("NTLMSSP\0", "latin1");
const NTLM_NEGOTIATE = 1;

/** What is known of one connection. */
type Bound =
  | { readonly kind: "handshake"; readonly exchange: Exchange<NtlmServerAnswer> }
  | { readonly kind: "open"; readonly username: string; readonly session: NtlmSession | undefined };

/** Basic, NTLM (raw or in SPNEGO) and client certificates. A connection that was opened by NTLM stays so. */
export function serverAuthentication(options: ServerAuthenticationOptions): ServerAuthentication {
  return new Authenticating(options);
}

class Authenticating implements ServerAuthentication {
  readonly #accounts: Accounts;
  readonly #schemes: readonly ServerScheme[];
  readonly #allowUnencrypted: boolean;
  readonly #ntlm: NtlmServerOptions;
  readonly #bound = new WeakMap<Socket, Bound>();
  /** The account and the password that a connection has shown already, which need not be judged again. */
  readonly #shown = new WeakMap<Socket, { readonly token: Buffer; readonly username: string }>();

  constructor(options: ServerAuthenticationOptions) {
    this.#accounts = accountsOf(options.accounts);
    this.#schemes = options.schemes ?? ["Negotiate", "Basic"];
    this.#allowUnencrypted = options.allowUnencrypted ?? true;
    this.#ntlm = {
      names: this.#accounts.names,
      findAccount: this.#accounts.findForNtlm,
      random: randomBytes,
      now: Date.now,
      ...(options.certificate === undefined
        ? {}
        : {
            channelBinding: {
              hash: channelBindingHash(tlsChannelBindings(options.certificate)),
              level: options.channelBinding ?? "relaxed",
            },
          }),
    };
  }

  admit(request: IncomingMessage, body: Buffer): Admission {
    const { scheme, token } = credentialsOf(request);
    if (scheme === MUTUAL_TLS) return this.#byCertificate(request, body);
    const offered = this.#schemes.find((name) => name.toLowerCase() === scheme);
    if (offered === "Basic") return this.#byPassword(request, body, token);
    if (offered !== undefined) return this.#step(request, body, offered, token);
    const bound = this.#bound.get(request.socket);
    if (bound?.kind === "open") return this.#open(request, body, bound.username, bound.session);
    return isSealed(request) ? { kind: "answered", status: 400, headers: {} } : this.#challenge();
  }

  #challenge(token?: string): Admission {
    const words = this.#schemes.map((scheme) => (scheme === "Basic" ? 'Basic realm="WSMAN"' : scheme));
    return { kind: "answered", status: 401, headers: { "WWW-Authenticate": token === undefined ? words : token } };
  }

  #byPassword(request: IncomingMessage, body: Buffer, token: Buffer): Admission {
    const shown = this.#shown.get(request.socket);
    if (shown?.token.equals(token)) return this.#inTheClear(request, body, shown.username);
    // RFC 7617 leaves the encoding to the server, and clients differ: Python's requests writes Latin-1, others UTF-8.
    const inUtf8 = isUtf8(token) ? this.#byPair(token.toString("utf8")) : undefined;
    const username = inUtf8 ?? this.#byPair(token.toString("latin1"));
    if (username === undefined) return this.#challenge();
    this.#shown.set(request.socket, { token, username });
    return this.#inTheClear(request, body, username);
  }

  #byPair(pair: string): string | undefined {
    const colon = pair.indexOf(":");
    return colon < 0 ? undefined : this.#accounts.byPassword(pair.slice(0, colon), pair.slice(colon + 1));
  }

  #byCertificate(request: IncomingMessage, body: Buffer): Admission {
    const certificate = request.socket instanceof TLSSocket ? peerCertificate(request.socket) : undefined;
    const username = certificate && this.#accounts.byCertificate(fingerprintOf(certificate));
    return username === undefined ? this.#challenge() : this.#inTheClear(request, body, username);
  }

  /** A step of a handshake. With the last one some clients send their first request. */
  #step(request: IncomingMessage, body: Buffer, scheme: ServerScheme, token: Buffer): Admission {
    const { socket } = request;
    const before = this.#bound.get(socket);
    const exchange = begins(token) || before?.kind !== "handshake" ? this.#begin(token) : before.exchange;
    try {
      const step = exchange.step(token);
      const answer = step.token && `${scheme} ${step.token.toString("base64")}`;
      if (step.result === undefined) {
        this.#bound.set(socket, { kind: "handshake", exchange });
        return this.#challenge(answer);
      }
      const username = this.#accounts.nameOf(step.result.account);
      this.#bound.set(socket, { kind: "open", username, session: step.result.session });
      if (body.length > 0) return this.#open(request, body, username, step.result.session);
      return { kind: "answered", status: 200, headers: answer === undefined ? {} : { "WWW-Authenticate": answer } };
    } catch (error) {
      this.#bound.delete(socket);
      if (error instanceof NtlmError || error instanceof SpnegoError) return this.#challenge();
      throw error;
    }
  }

  #begin(token: Buffer): Exchange<NtlmServerAnswer> {
    const ntlm = () => ntlmAcceptor(this.#ntlm);
    return isSpnego(token) ? startSpnegoAcceptor(new Map([[MECHANISM.ntlm, ntlm]])) : ntlm();
  }

  /** Of an open connection. A body that does not unseal was changed, and the two sides are out of step for good. */
  #open(request: IncomingMessage, body: Buffer, username: string, session: NtlmSession | undefined): Admission {
    if (!isSealed(request)) return this.#inTheClear(request, body, username);
    try {
      const { protocol, plain } = unseal(request, body, session);
      return { kind: "accepted", username, body: plain, seal: (answer) => seal(protocol, answer, session) };
    } catch (error) {
      this.#bound.delete(request.socket);
      if (!(error instanceof NtlmError || error instanceof SealingError)) throw error;
      return { kind: "answered", status: 400, headers: { Connection: "close" } };
    }
  }

  #inTheClear(request: IncomingMessage, body: Buffer, username: string): Admission {
    if (!this.#allowUnencrypted && !(request.socket instanceof TLSSocket)) return this.#challenge();
    return { kind: "accepted", username, body, seal: (answer) => ({ contentType: SOAP_CONTENT_TYPE, body: answer }) };
  }
}

function credentialsOf(request: IncomingMessage): { readonly scheme: string; readonly token: Buffer } {
  const [scheme = "", token = ""] = (request.headers.authorization ?? "").trim().split(/\s+/, 2);
  return { scheme: scheme.toLowerCase(), token: Buffer.from(token, "base64") };
}

/** Whether a token starts a handshake anew, whatever went before on the connection. */
const begins = (token: Buffer): boolean =>
  token.subarray(0, NTLM_SIGNATURE.length).equals(NTLM_SIGNATURE)
    ? token[NTLM_SIGNATURE.length] === NTLM_NEGOTIATE
    : token[0] !== undefined && isSpnego(token) && token[0] !== 0xa1;

const isSealed = (request: IncomingMessage): boolean => /^multipart\//i.test(request.headers["content-type"] ?? "");

function unseal(request: IncomingMessage, body: Buffer, session: NtlmSession | undefined) {
  const kind = bodyKind(request.headers["content-type"] ?? "");
  if (kind.kind !== "sealed" || kind.protocol === "credssp" || session === undefined) {
    throw new SealingError("protocol", "the body is sealed by another protocol than the connection's");
  }
  const parts = readSealedBody(kind.protocol, body, { plainBytes: body.length });
  const plain = parts.map((part) => {
    const { signature, ciphertext } = splitSignedPart(part);
    return session.unseal(signature, ciphertext);
  });
  return { protocol: kind.protocol, plain: Buffer.concat(plain) };
}

function seal(protocol: SealingProtocol, answer: Buffer, session: NtlmSession | undefined) {
  if (session === undefined) throw new RangeError("a sealed request without a session");
  const { signature, ciphertext } = session.seal(answer);
  return { contentType: sealedContentType(protocol, 1), body: writeSealedBody(protocol, [signedPart(signature, ciphertext)]) };
}
