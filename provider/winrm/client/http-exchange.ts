import { type ClientRequest, request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { ReusedBytes } from "../bytes/reused-bytes.ts";
import { ProtocolError, TransportError } from "../errors.ts";
import { TlsError } from "../tls/tls-error.ts";
import { reasonOfFailure } from "../tls/tls-reason.ts";
import type { TlsSettings } from "../tls/tls-settings.ts";
import { type TlsWarning, verifyPeer } from "../tls/verify-peer.ts";
import type { HttpMessage, HttpReply } from "./http-reply.ts";

/** Makes the message for the socket that it will go over. */
export type Compose = (socket: Socket) => HttpMessage | Promise<HttpMessage>;

export interface ExchangeSettings {
  readonly url: URL;
  readonly connectTimeoutMs: number;
  readonly maxReplyBytes: number;
  readonly tls: TlsSettings;
  readonly warn: (warning: TlsWarning) => void;
  /** The address and the agent, as Node wants them. */
  readonly target: RequestOptions;
}

/** One request and its answer. */
export class HttpExchange {
  readonly #options: ExchangeSettings;
  readonly #verified: WeakSet<Socket>;
  #request: ClientRequest | undefined;
  #timer: NodeJS.Timeout | undefined;
  #phase: "connect" | "handshake" | "send" | "receive" = "connect";
  #answered = false;
  #reject: (reason: unknown) => void = () => {};

  constructor(options: ExchangeSettings, verified: WeakSet<Socket>) {
    this.#options = options;
    this.#verified = verified;
  }

  run(compose: Compose, timeoutMs: number, buffer: ReusedBytes): Promise<HttpReply> {
    const { url, connectTimeoutMs, target } = this.#options;
    const result = new Promise<HttpReply>((resolve, reject) => {
      this.#reject = reject;
      const request = url.protocol === "https:" ? httpsRequest : httpRequest;
      const started = request(target);
      this.#request = started;
      this.#limit(connectTimeoutMs, `no connection to ${url.host} within ${connectTimeoutMs} ms`);
      started.on("error", (cause) => this.fail(this.#lost(cause)));
      started.on("socket", (socket) => this.#connected(socket, () => this.#write(started, socket, compose, timeoutMs)));
      started.on("finish", () => {
        this.#phase = "receive";
      });
      started.on("response", (response) => {
        this.#answered = true;
        this.#read(response, buffer, resolve);
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

  #read(response: IncomingMessage, buffer: ReusedBytes, resolve: (reply: HttpReply) => void): void {
    let bytes = 0;
    buffer.clear();
    response.on("data", (part: Buffer) => {
      bytes += part.length;
      if (bytes > this.#options.maxReplyBytes)
        this.fail(new ProtocolError(`an answer is larger than ${this.#options.maxReplyBytes} bytes`));
      else buffer.add(part);
    });
    response.on("error", (cause) => this.fail(this.#lost(cause)));
    response.on("end", () => {
      const headers = Object.entries(response.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(", ") : (value ?? ""),
      ]);
      resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(headers), body: buffer.gathered });
    });
  }
}

const SENTENCES = {
  connect: "cannot connect",
  send: "the connection broke while sending",
  receive: "the connection broke before the answer",
};
