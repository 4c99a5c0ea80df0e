import { ReusedBytes } from "../bytes/reused-bytes.ts";
import { TransportError } from "../errors.ts";
import { prepareTls, type TlsSettings } from "../tls/tls-settings.ts";
import type { TlsWarning } from "../tls/verify-peer.ts";
import { type Compose, type ExchangeSettings, HttpExchange } from "./http-exchange.ts";
import { HttpLine } from "./http-line.ts";
import type { HttpReply } from "./http-reply.ts";

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
  /** Takes the answer, whose body is then a view on it. Default: memory of its own for each. */
  readonly buffer?: ReusedBytes;
}

function warnProcess({ host, fingerprint, problem }: TlsWarning): void {
  const detail = `its certificate has the SHA-256 fingerprint ${fingerprint}${problem === null ? "" : ` and the fault ${problem}`}`;
  process.emitWarning(`${host} is not verified: anybody may read along and answer in its place`, { code: "WINRM_TLS_UNVERIFIED", detail });
}

/**
 * At most one socket to one endpoint, and one request at a time: WinRM binds authentication to the TCP connection.
 * The socket is opened with the first request and, when it is lost, anew with the next.
 */
export class Connection {
  readonly #options: ExchangeSettings;
  #line: HttpLine | undefined;

  constructor(options: ConnectionOptions) {
    const tls = options.tls ?? prepareTls();
    const { host, pathname, search } = options.url;
    const start = `POST ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nConnection: keep-alive\r\n`;
    this.#options = { ...options, tls, warn: options.warn ?? warnProcess, start };
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
   * It is asked once more where a kept socket went before anything was written to it.
   *
   * Rejects with `TransportError`, `TlsError`, or with the signal's reason; the socket is then gone.
   */
  async post(compose: Compose, options: PostOptions): Promise<HttpReply> {
    try {
      return await this.#postOnce(compose, options);
    } catch (error) {
      const unwritten = error instanceof TransportError && error.phase === "connect" && error.staleConnection;
      if (!unwritten) throw error;
      return this.#postOnce(compose, options);
    }
  }

  close(): void {
    this.#line?.close();
  }

  async #postOnce(compose: Compose, options: PostOptions): Promise<HttpReply> {
    const { signal } = options;
    signal?.throwIfAborted();
    const exchange = new HttpExchange(this.#options, this.#freeLine(), options.buffer ?? new ReusedBytes());
    const abort = () => exchange.fail(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    try {
      return await exchange.run(compose, options.timeoutMs);
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  #freeLine(): HttpLine {
    if (this.#line?.isGone === true) this.#line.drop();
    if (this.#line === undefined || this.#line.socket.destroyed) this.#line = new HttpLine(this.#options.url, this.#options.tls);
    return this.#line;
  }
}
