import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { ProtocolError, TransportError } from "../errors.ts";
import { TlsError } from "../tls/tls-error.ts";
import { reasonOfFailure } from "../tls/tls-reason.ts";
import { prepareTls, type TlsSettings } from "../tls/tls-settings.ts";
import { type TlsWarning, verifyPeer } from "../tls/verify-peer.ts";
import type { HttpMessage, HttpReply } from "./http-reply.ts";

export interface ConnectionOptions {
  readonly url: URL;
  readonly connectTimeoutMs: number;
  /** Larger answers are refused: no server sends more than its envelope's maximum. */
  readonly maxReplyBytes: number;
  /** Of an `https:` address. Default `prepareTls()`. */
  readonly tls?: TlsSettings;
  /** Told of each TLS connection to a server that is not verified. Default: a warning of the process. */
  readonly warn?: (warning: TlsWarning) => void;
}

export interface PostOptions {
  /** From the end of the connecting to the end of the answer. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

type Settings = Required<ConnectionOptions>;

function warnProcess({ host, fingerprint, problem }: TlsWarning): void {
  const detail = `its certificate has the SHA-256 fingerprint ${fingerprint}${problem === null ? "" : ` and the fault ${problem}`}`;
  process.emitWarning(`${host} is not verified: anybody may read along and answer in its place`, { code: "WINRM_TLS_UNVERIFIED", detail });
}

/** Makes the message for the socket that it will go over. */
export type Compose = (socket: Socket) => HttpMessage | Promise<HttpMessage>;

/**
 * At most one socket to one endpoint, and one request at a time: WinRM binds authentication to the TCP connection.
 * The socket is opened with the first request and, when it is lost, anew with the next.
 */
export class Connection {
  readonly #options: Settings;
  readonly #agent: HttpAgent;
  /** Sockets whose other end was verified. */
  readonly #verified = new WeakSet<Socket>();

  constructor(options: ConnectionOptions) {
    const tls = options.tls ?? prepareTls();
    this.#options = { ...options, tls, warn: options.warn ?? warnProcess };
    const pooling = { keepAlive: true, maxSockets: 1, maxFreeSockets: 1 };
    this.#agent = options.url.protocol === "https:" ? new HttpsAgent({ ...tls.agent, ...pooling }) : new HttpAgent(pooling);
  }

  /** `host:port`, for messages. */
  get host(): string {
    return this.#options.url.host;
  }

  /** Without the port; an IPv6 address without its brackets. */
  get hostname(): string {
    return this.#options.url.hostname.replace(/^\[|\]$/g, "");
  }

  get encrypted(): boolean {
    return this.#options.url.protocol === "https:";
  }

  /**
   * Posts once. `compose` is asked for the message when the socket is known and, over TLS, verified, and before anything is
   * written, so that what belongs to another socket is never sent; when it throws, nothing is sent and the error comes back.
   *
   * Rejects with `TransportError`, `TlsError`, or with the signal's reason; the socket is then gone.
   */
  async post(compose: Compose, options: PostOptions): Promise<HttpReply> {
    const exchange = new Exchange(this.#options, this.#agent, this.#verified);
    const abort = () => exchange.fail(options.signal?.reason);
    options.signal?.addEventListener("abort", abort, { once: true });
    try {
      options.signal?.throwIfAborted();
      return await exchange.run(compose, options.timeoutMs);
    } finally {
      options.signal?.removeEventListener("abort", abort);
    }
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** One request and its answer. */
class Exchange {
  readonly #options: Settings;
  readonly #agent: HttpAgent;
  readonly #verified: WeakSet<Socket>;
  #request: ClientRequest | undefined;
  #timer: NodeJS.Timeout | undefined;
  #phase: "connect" | "handshake" | "send" | "receive" = "connect";
  #answered = false;
  #reject: (reason: unknown) => void = () => {};

  constructor(options: Settings, agent: HttpAgent, verified: WeakSet<Socket>) {
    this.#options = options;
    this.#agent = agent;
    this.#verified = verified;
  }

  run(compose: Compose, timeoutMs: number): Promise<HttpReply> {
    const { url, connectTimeoutMs } = this.#options;
    const result = new Promise<HttpReply>((resolve, reject) => {
      this.#reject = reject;
      const request = url.protocol === "https:" ? httpsRequest : httpRequest;
      const started = request(url, { method: "POST", agent: this.#agent });
      this.#request = started;
      this.#limit(connectTimeoutMs, `no connection to ${url.host} within ${connectTimeoutMs} ms`);
      started.on("error", (cause) => this.fail(this.#lost(cause)));
      started.on("socket", (socket) => this.#connected(socket, () => this.#write(started, socket, compose, timeoutMs)));
      started.on("finish", () => {
        this.#phase = "receive";
      });
      started.on("response", (response) => {
        this.#answered = true;
        this.#read(response, resolve);
      });
    });
    return result.finally(() => clearTimeout(this.#timer));
  }

  fail(reason: unknown): void {
    this.#reject(reason);
    this.#request?.destroy();
  }

  /** Goes on when the socket can be written to: at once when it was before. */
  #connected(socket: Socket, go: () => void): void {
    if (socket instanceof TLSSocket && !this.#verified.has(socket)) this.#shakeHands(socket, go);
    else if (socket.connecting) socket.once("connect", go);
    else go();
  }

  #shakeHands(socket: TLSSocket, go: () => void): void {
    const judge = () => this.#judge(socket, go);
    socket.once("connect", () => {
      this.#phase = "handshake";
    });
    // A socket whose first request was given up meanwhile may have shaken hands already.
    if (socket.authorized || socket.authorizationError !== null) judge();
    else socket.once("secureConnect", judge);
  }

  #judge(socket: TLSSocket, go: () => void): void {
    this.#phase = "connect";
    try {
      verifyPeer(socket, this.#options.tls, this.#options.url.host, this.#options.warn);
      this.#verified.add(socket);
      go();
    } catch (error) {
      this.fail(error);
    }
  }

  #limit(ms: number, message: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.fail(new TransportError(this.#phase === "handshake" ? "connect" : this.#phase, message));
    }, ms);
  }

  #lost(cause: NodeJS.ErrnoException): TransportError | TlsError {
    const { host } = this.#options.url;
    if (this.#phase === "handshake") {
      return new TlsError(reasonOfFailure(cause), `${host}: the TLS handshake failed (${cause.code ?? cause.message})`, { cause });
    }
    const reset = cause.code === "ECONNRESET" || cause.code === "EPIPE";
    const staleConnection = reset && this.#request?.reusedSocket === true && !this.#answered;
    const message = `${host}: ${SENTENCES[this.#phase]} (${cause.code ?? cause.message})`;
    return new TransportError(this.#phase, message, { cause, staleConnection });
  }

  async #write(started: ClientRequest, socket: Socket, compose: Compose, timeoutMs: number): Promise<void> {
    if (started.destroyed) return;
    try {
      this.#limit(timeoutMs, `${this.#options.url.host} gave no answer within ${timeoutMs} ms`);
      const { headers, body } = await compose(socket);
      if (started.destroyed) return;
      for (const [name, value] of Object.entries(headers)) started.setHeader(name, value);
      started.setHeader("Content-Length", body.length);
      this.#phase = "send";
      started.end(body);
    } catch (error) {
      this.fail(error);
    }
  }

  #read(response: IncomingMessage, resolve: (reply: HttpReply) => void): void {
    const parts: Buffer[] = [];
    let bytes = 0;
    response.on("data", (part: Buffer) => {
      bytes += part.length;
      if (bytes > this.#options.maxReplyBytes)
        this.fail(new ProtocolError(`an answer is larger than ${this.#options.maxReplyBytes} bytes`));
      else parts.push(part);
    });
    response.on("error", (cause) => this.fail(this.#lost(cause)));
    response.on("end", () => {
      const headers = Object.entries(response.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(", ") : (value ?? ""),
      ]);
      resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(headers), body: Buffer.concat(parts) });
    });
  }
}

const SENTENCES = {
  connect: "cannot connect",
  send: "the connection broke while sending",
  receive: "the connection broke before the answer",
};
