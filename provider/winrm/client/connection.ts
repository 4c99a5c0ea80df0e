import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Socket } from "node:net";
import { urlToHttpOptions } from "node:url";
import { ReusedBytes } from "../bytes/reused-bytes.ts";
import { prepareTls, type TlsSettings } from "../tls/tls-settings.ts";
import type { TlsWarning } from "../tls/verify-peer.ts";
import { type Compose, type ExchangeSettings, HttpExchange } from "./http-exchange.ts";
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
  readonly #agent: HttpAgent;
  /** Sockets whose other end was verified. */
  readonly #verified = new WeakSet<Socket>();

  constructor(options: ConnectionOptions) {
    const tls = options.tls ?? prepareTls();
    const pooling = { keepAlive: true, maxSockets: 1, maxFreeSockets: 1 };
    this.#agent = options.url.protocol === "https:" ? new HttpsAgent({ ...tls.agent, ...pooling }) : new HttpAgent(pooling);
    const target = { ...urlToHttpOptions(options.url), method: "POST", agent: this.#agent };
    this.#options = { ...options, tls, warn: options.warn ?? warnProcess, target };
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
    const exchange = new HttpExchange(this.#options, this.#verified);
    const abort = () => exchange.fail(options.signal?.reason);
    options.signal?.addEventListener("abort", abort, { once: true });
    try {
      options.signal?.throwIfAborted();
      return await exchange.run(compose, options.timeoutMs, options.buffer ?? new ReusedBytes());
    } finally {
      options.signal?.removeEventListener("abort", abort);
    }
  }

  close(): void {
    this.#agent.destroy();
  }
}
