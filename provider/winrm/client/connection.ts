import { Agent, type ClientRequest, type IncomingMessage, request } from "node:http";
import type { Socket } from "node:net";
import { ProtocolError, TransportError } from "../errors.ts";
import type { HttpMessage, HttpReply } from "./http-reply.ts";

export interface ConnectionOptions {
  readonly url: URL;
  readonly connectTimeoutMs: number;
  /** Larger answers are refused: no server sends more than its envelope's maximum. */
  readonly maxReplyBytes: number;
}

export interface PostOptions {
  /** From the end of the connecting to the end of the answer. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/**
 * At most one socket to one endpoint, and one request at a time: WinRM binds authentication to the TCP connection.
 * The socket is opened with the first request and, when it is lost, anew with the next.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1, maxFreeSockets: 1 });

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /**
   * Posts once. `compose` is asked for the message when the socket is known and before anything is written, so that what
   * belongs to another socket is never sent; when it throws, nothing is sent and the error comes back.
   *
   * Rejects with `TransportError`, or with the signal's reason; the socket is then gone.
   */
  async post(compose: (socket: Socket) => HttpMessage, options: PostOptions): Promise<HttpReply> {
    const exchange = new Exchange(this.#options, this.#agent);
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
  readonly #options: ConnectionOptions;
  readonly #agent: Agent;
  #request: ClientRequest | undefined;
  #timer: NodeJS.Timeout | undefined;
  #phase: "connect" | "send" | "receive" = "connect";
  #answered = false;
  #reject: (reason: unknown) => void = () => {};

  constructor(options: ConnectionOptions, agent: Agent) {
    this.#options = options;
    this.#agent = agent;
  }

  run(compose: (socket: Socket) => HttpMessage, timeoutMs: number): Promise<HttpReply> {
    const { url, connectTimeoutMs } = this.#options;
    const result = new Promise<HttpReply>((resolve, reject) => {
      this.#reject = reject;
      const started = request(url, { method: "POST", agent: this.#agent });
      this.#request = started;
      this.#limit(connectTimeoutMs, `no connection to ${url.host} within ${connectTimeoutMs} ms`);
      started.on("error", (cause) => this.fail(this.#lost(cause)));
      started.on("socket", (socket) => whenConnected(socket, () => this.#write(started, socket, compose, timeoutMs)));
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

  #limit(ms: number, message: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.fail(new TransportError(this.#phase, message)), ms);
  }

  #lost(cause: NodeJS.ErrnoException): TransportError {
    const reset = cause.code === "ECONNRESET" || cause.code === "EPIPE";
    const staleConnection = reset && this.#request?.reusedSocket === true && !this.#answered;
    const message = `${this.#options.url.host}: ${SENTENCES[this.#phase]} (${cause.code ?? cause.message})`;
    return new TransportError(this.#phase, message, { cause, staleConnection });
  }

  #write(started: ClientRequest, socket: Socket, compose: (socket: Socket) => HttpMessage, timeoutMs: number): void {
    if (started.destroyed) return;
    try {
      const { headers, body } = compose(socket);
      for (const [name, value] of Object.entries(headers)) started.setHeader(name, value);
      started.setHeader("Content-Length", body.length);
      this.#phase = "send";
      this.#limit(timeoutMs, `${this.#options.url.host} gave no answer within ${timeoutMs} ms`);
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

function whenConnected(socket: Socket, go: () => void): void {
  if (socket.connecting) socket.once("connect", go);
  else go();
}
