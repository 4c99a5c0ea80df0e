import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { AuthError, ProtocolError, TransportError, WinRmError } from "../errors.ts";
import { peerCertificate } from "../tls/verify-peer.ts";
import { type Authentication, type Authenticator, offeredSchemes, offers, type SoapExchange, tokenOf } from "./authenticator.ts";
import type { Connection } from "./connection.ts";
import { handshakeMessage, isSoap, plainMessage, sealedMessage, unsealedReply } from "./context-messages.ts";
import type { HttpMessage, HttpReply } from "./http-reply.ts";
import type { BodySealer, ClientContext, Scheme, SecurityMechanism } from "./security-mechanism.ts";

export interface ContextAuthenticationOptions {
  /** Milliseconds, any origin. Default the process's own clock. */
  readonly now?: () => number;
}

/** http.sys drops idle connections after 120 s, and a body sealed for a lost one is refused. */
const MAX_IDLE_MS = 100_000;
/** Far more than any handshake needs, with a word that the server does not take and a broken connection before it. */
const MAX_POSTS = 10;

/** Binds a context of `mechanism` to each socket. Bodies are sealed where TLS does not. */
export function contextAuthentication(mechanism: SecurityMechanism, options: ContextAuthenticationOptions = {}): Authentication {
  const now = options.now ?? (() => performance.now());
  // Which word the server takes is learnt once for all connections.
  const schemes = [...mechanism.schemes];
  return { seals: true, connect: (connection) => new ContextAuthenticator(connection, mechanism, schemes, now) };
}

/** What is known of one socket. */
interface Bound {
  readonly socket: Socket;
  readonly context: ClientContext;
  readonly scheme: Scheme;
  /** To be sent next; nothing when the context stands. */
  token: Uint8Array | undefined;
  sealer: BodySealer | undefined;
  steps: number;
  usedAt: number;
}

type Sent = { readonly kind: "token" | "body"; readonly bound: Bound };

class ContextAuthenticator implements Authenticator {
  readonly #connection: Connection;
  readonly #mechanism: SecurityMechanism;
  readonly #schemes: Scheme[];
  readonly #now: () => number;
  #bound: Bound | undefined;

  constructor(connection: Connection, mechanism: SecurityMechanism, schemes: Scheme[], now: () => number) {
    this.#connection = connection;
    this.#mechanism = mechanism;
    this.#schemes = schemes;
    this.#now = now;
  }

  /**
   * 1. Give up a socket that has been idle for too long; without one, see whether a context can be had at all.
   * 2. Post what is due on the socket that there is: a token until the context stands, then the body.
   * 3. Where the server has forgotten the context, begin once more: it has read nothing of the body.
   */
  async exchange(soap: SoapExchange): Promise<HttpReply> {
    if (this.#bound !== undefined && this.#now() - this.#bound.usedAt > MAX_IDLE_MS) this.#drop(this.#bound);
    if (this.#bound === undefined) await this.#mechanism.prepare?.(this.#connection.hostname);
    return (await this.#attempt(soap)) ?? (await this.#attempt(soap)) ?? this.#refuse();
  }

  /** Nothing when the server does not know the context of the body any more. */
  async #attempt(soap: SoapExchange): Promise<HttpReply | undefined> {
    let restarts = 1;
    for (let posts = 0; posts < MAX_POSTS; posts += 1) {
      const { sent, reply } = await this.#post(soap, () => {
        restarts -= 1;
        return restarts >= 0;
      });
      if (sent === undefined || reply === undefined) continue;
      sent.bound.usedAt = this.#now();
      if (sent.kind === "body") return this.#understand(sent.bound, reply);
      if (reply.status !== 401 && reply.status !== 200) {
        this.#drop(sent.bound);
        return { ...reply, ofHandshake: true };
      }
      try {
        await this.#advance(sent.bound, reply);
      } catch (error) {
        this.#drop(sent.bound);
        throw this.#failed(error, reply);
      }
    }
    throw new AuthError(
      "the authentication does not come to an end",
      "see whether a proxy or the host closes each connection after one request: NTLM and Kerberos need one that stays",
      [],
      "handshake",
    );
  }

  /** A token does no harm twice: where its kept socket was gone, `mayRestart` is asked, and nothing comes back. */
  async #post(soap: SoapExchange, mayRestart: () => boolean): Promise<{ readonly sent?: Sent; readonly reply?: HttpReply }> {
    const { body, ...options } = soap;
    let sent: Sent | undefined;
    const compose = async (socket: Socket): Promise<HttpMessage> => {
      const bound = this.#bound?.socket === socket ? this.#bound : await this.#begin(socket);
      this.#bound = bound;
      sent = { kind: bound.token === undefined ? "body" : "token", bound };
      if (bound.token !== undefined) return handshakeMessage(bound.scheme, bound.token);
      return this.#connection.encrypted ? plainMessage(body) : sealedMessage(bound, body);
    };
    try {
      const reply = await this.#connection.post(compose, options);
      return { ...(sent === undefined ? {} : { sent }), reply };
    } catch (error) {
      const lost = sent as Sent | undefined;
      if (lost !== undefined) this.#drop(lost.bound);
      if (lost?.kind !== "token" || !(error instanceof TransportError)) throw error;
      // Of the body nothing was sent.
      error.outcome = "not-run";
      if (error.staleConnection && mayRestart()) return {};
      throw error;
    }
  }

  async #begin(socket: Socket): Promise<Bound> {
    const [scheme] = this.#schemes;
    if (scheme === undefined) throw new RangeError("a mechanism without a scheme");
    const certificate = socket instanceof TLSSocket ? peerCertificate(socket) : undefined;
    const context = await this.#mechanism.begin({ host: this.#connection.hostname, certificate }, scheme);
    const { token, sealer } = await context.step(undefined);
    return { socket, context, scheme, token, sealer, steps: 1, usedAt: this.#now() };
  }

  /** Takes the answer to a token. */
  async #advance(bound: Bound, reply: HttpReply): Promise<void> {
    const token = tokenOf(reply, bound.scheme);
    if (reply.status === 401 && token === undefined) return this.#refused(bound, reply);
    if (reply.status === 401 || bound.sealer === undefined) {
      bound.steps += 1;
      const step = await bound.context.step(token);
      bound.sealer = step.sealer ?? bound.sealer;
      bound.token = step.token;
    } else bound.token = undefined;
    const ended = reply.status === 200;
    if (ended !== (bound.token === undefined) || (ended && bound.sealer === undefined)) {
      throw new ProtocolError("the server ended the authentication before both sides were known");
    }
  }

  /** A 401 without a token. Where the server takes our tokens under another word, that one is used from now on. */
  #refused(bound: Bound, reply: HttpReply): void {
    const offered = offeredSchemes(reply);
    if (offers(offered, bound.scheme)) {
      const message = `the server refused the account (${this.#mechanism.name})`;
      throw new AuthError(message, this.#mechanism.refusedHint, offered);
    }
    const other = this.#schemes.find((scheme) => scheme !== bound.scheme && offers(offered, scheme));
    if (other === undefined || bound.steps > 1) {
      const list = offered.length === 0 ? "nothing" : offered.join(", ");
      throw new AuthError(
        `the server does not take ${this.#mechanism.name}; it offers ${list}`,
        notOfferedHint(offered),
        offered,
        "not-offered",
      );
    }
    this.#schemes.splice(this.#schemes.indexOf(other), 1);
    this.#schemes.unshift(other);
    this.#drop(bound);
  }

  #failed(error: unknown, reply: HttpReply): unknown {
    if (error instanceof WinRmError) return error;
    const reason = error instanceof Error ? error.message : String(error);
    const offered = offeredSchemes(reply);
    return new AuthError(`the handshake with ${this.#connection.host} failed: ${reason}`, HANDSHAKE_HINT, offered, "handshake", error);
  }

  /** Nothing for a context that the server has forgotten: 401, or 400 with no body for a sealed one. */
  async #understand(bound: Bound, reply: HttpReply): Promise<HttpReply | undefined> {
    const sealed = !this.#connection.encrypted;
    if (reply.status === 401 || (sealed && reply.status === 400 && reply.body.length === 0)) {
      this.#drop(bound);
      return undefined;
    }
    try {
      const answer = await unsealedReply(bound.sealer, reply);
      if (answer !== undefined) return answer;
      if (sealed && isSoap(reply)) throw new ProtocolError("the server answered in the clear what had come sealed");
      // Of HTTP itself, e.g. 503: whether WinRM has unsealed the body is not known, so the two sides may be out of step.
      if (sealed) this.#drop(bound);
      return reply;
    } catch (cause) {
      this.#drop(bound);
      throw cause instanceof WinRmError ? cause : new ProtocolError("a sealed answer was changed on its way, or cannot be read", { cause });
    }
  }

  #drop(bound: Bound): void {
    bound.socket.destroy();
    if (this.#bound === bound) this.#bound = undefined;
  }

  #refuse(): never {
    throw new AuthError(
      "the server does not hold on to the authentication that it has just accepted",
      "see whether a proxy or load balancer sends requests of one connection to different hosts",
      [],
      "handshake",
    );
  }
}

const HANDSHAKE_HINT = "see the server's log Microsoft-Windows-WinRM/Operational; somebody between may have changed the messages";

const notOfferedHint = (offered: readonly string[]): string =>
  offers(offered, "Basic")
    ? "use Basic over https (authentication: basic), or allow Negotiate: Set-Item WSMan:\\localhost\\Service\\Auth\\Negotiate $true"
    : "use what it offers, or allow it there: Set-Item WSMan:\\localhost\\Service\\Auth\\Negotiate $true";
