import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { ReusedBytes } from "../bytes/reused-bytes.ts";
import { REFUSING_STATUSES, TransportError } from "../errors.ts";
import { TlsError } from "../tls/tls-error.ts";
import { reasonOfFailure } from "../tls/tls-reason.ts";
import type { TlsSettings } from "../tls/tls-settings.ts";
import { type TlsWarning, verifyPeer } from "../tls/verify-peer.ts";
import type { HttpLine, LineUser } from "./http-line.ts";
import type { HttpMessage, HttpReply } from "./http-reply.ts";
import { HttpReplyReader, HttpSyntaxError } from "./http-reply-reader.ts";
import { STATUS_HINTS } from "./status-hints.ts";

/** Makes the message for the socket that it will go over. */
export type Compose = (socket: Socket) => HttpMessage | Promise<HttpMessage>;

export interface ExchangeSettings {
  readonly url: URL;
  readonly connectTimeoutMs: number;
  readonly maxReplyBytes: number;
  readonly tls: TlsSettings;
  readonly warn: (warning: TlsWarning) => void;
  /** What every request begins with: its line, and the headers of HTTP itself. */
  readonly start: string;
}

/** One request and its answer, over one line. The line is lost unless the answer came whole. */
export class HttpExchange implements LineUser {
  readonly #options: ExchangeSettings;
  readonly #line: HttpLine;
  readonly #reader: HttpReplyReader;
  #timer: NodeJS.Timeout | undefined;
  #phase: "connect" | "handshake" | "send" | "receive" = "connect";
  #settled = false;
  #resolve: (reply: HttpReply) => void = () => {};
  #reject: (reason: unknown) => void = () => {};

  constructor(options: ExchangeSettings, line: HttpLine, buffer: ReusedBytes) {
    this.#options = options;
    this.#line = line;
    this.#reader = new HttpReplyReader(options.maxReplyBytes, buffer);
  }

  run(compose: Compose, timeoutMs: number): Promise<HttpReply> {
    const { url, connectTimeoutMs } = this.#options;
    return new Promise<HttpReply>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#line.lend(this);
      const write = () => void this.#write(compose, timeoutMs);
      if (this.#line.ready) return write();
      this.#limit(connectTimeoutMs, `no connection to ${url.host} within ${connectTimeoutMs} ms`);
      this.#prepare(write);
    });
  }

  fail(reason: unknown): void {
    if (!this.#settle()) return;
    this.#line.drop();
    this.#reject(reason);
  }

  take(bytes: Buffer): void {
    try {
      this.#reader.push(bytes);
    } catch (error) {
      this.fail(error instanceof HttpSyntaxError ? this.#lost(error) : error);
      return;
    }
    const { reply } = this.#reader;
    if (reply !== undefined) this.#finish(reply);
  }

  ended(cause: NodeJS.ErrnoException | undefined): void {
    this.#reader.end();
    const { reply } = this.#reader;
    if (reply !== undefined && cause === undefined) this.#finish(reply);
    else this.fail(this.#lost(cause ?? HUNG_UP));
  }

  #finish(reply: HttpReply): void {
    if (!this.#settle()) return;
    // An answer that comes before the whole request has gone leaves the rest of it on the line.
    if (this.#reader.keepsAlive && this.#phase === "receive") {
      const seconds = /(?:^|[\s,])timeout=(\d+)/i.exec(reply.headers["keep-alive"] ?? "")?.[1];
      this.#line.goodUntil = seconds === undefined ? Number.POSITIVE_INFINITY : performance.now() + (Number(seconds) - 1) * 1000;
      this.#line.release();
    } else this.#line.drop();
    this.#resolve(reply);
  }

  #settle(): boolean {
    clearTimeout(this.#timer);
    const first = !this.#settled;
    this.#settled = true;
    return first;
  }

  /** Goes on when the socket can be written to. */
  #prepare(go: () => void): void {
    const { socket } = this.#line;
    const ready = () => {
      this.#line.ready = true;
      go();
    };
    if (!(socket instanceof TLSSocket)) {
      socket.once("connect", ready);
      return;
    }
    socket.once("connect", () => {
      this.#phase = "handshake";
    });
    socket.once("secureConnect", () => {
      this.#phase = "connect";
      try {
        verifyPeer(socket, this.#options.tls, this.#options.url.host, this.#options.warn);
      } catch (error) {
        this.fail(error);
        return;
      }
      ready();
    });
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
    // In TLS 1.3 we are done before the server has looked at what we have shown; such an alert is of the handshake all the same.
    const fresh = this.#line.socket instanceof TLSSocket && !this.#line.used && !this.#reader.answered;
    if (fresh && reasonOfFailure(cause) === "client-certificate") {
      return new TlsError("client-certificate", `${host} wants another client certificate, or one at all (${cause.code})`, { cause });
    }
    const { status } = this.#reader;
    if (status !== undefined && REFUSING_STATUSES.has(status)) {
      // It is refused, however little of the reason came: whoever refuses a long request often does not wait for its end.
      const hint = STATUS_HINTS.get(status);
      return new TransportError("receive", `${host} answered with HTTP status ${status}, and broke off`, { cause, hint, status });
    }
    const reset = cause.code === "ECONNRESET" || cause.code === "EPIPE";
    const staleConnection = reset && this.#line.used && !this.#reader.answered;
    const message = `${host}: ${SENTENCES[this.#phase]} (${cause.code ?? cause.message})`;
    return new TransportError(this.#phase, message, { cause, staleConnection });
  }

  async #write(compose: Compose, timeoutMs: number): Promise<void> {
    try {
      this.#limit(timeoutMs, `${this.#options.url.host} gave no answer within ${timeoutMs} ms`);
      const composed = compose(this.#line.socket);
      const message = composed instanceof Promise ? await composed : composed;
      if (this.#settled) return;
      this.#phase = "send";
      this.#line.socket.write(this.#bytesOf(message), (error) => {
        if (error == null) this.#phase = "receive";
      });
    } catch (error) {
      this.fail(error);
    }
  }

  /** Head and body in one piece: one write, one packet where it is short. */
  #bytesOf({ headers, body }: HttpMessage): Buffer {
    let head = this.#options.start;
    for (const name of Object.keys(headers)) head += `${name}: ${headers[name]}\r\n`;
    head += `Content-Length: ${body.length}\r\n\r\n`;
    const bytes = Buffer.allocUnsafe(head.length + body.length);
    bytes.write(head, 0, "latin1");
    bytes.set(body, head.length);
    return bytes;
  }
}

const HUNG_UP: NodeJS.ErrnoException = Object.assign(new Error("the other side closed the connection"), { code: "ECONNRESET" });

const SENTENCES = {
  connect: "cannot connect",
  send: "the connection broke while sending",
  receive: "the connection broke before the answer",
};
