import { join } from "node:path";
import { GSSAPI_PYTHON } from "../../parts.ts";
import { Peer } from "../peer.ts";

export interface AcceptorOptions {
  readonly schemes: readonly string[];
  readonly certificate?: string;
  readonly key?: string;
  /** A WinRM server that answers in its stead, and what to send it. */
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How far its clock goes wrong, e.g. `+20m`. */
  readonly clock?: string;
}

export type Seen = Readonly<Record<string, unknown>>;

const SCRIPT = join(import.meta.dirname, "..", "python", "kerberos_acceptor.py");

/** The Python service, with a keytab. */
export class Acceptor implements AsyncDisposable {
  readonly #peer: Peer;
  readonly url: URL;

  private constructor(peer: Peer, url: URL) {
    this.#peer = peer;
    this.url = url;
  }

  static async start(keytab: string, configuration: string, options: AcceptorOptions): Promise<Acceptor> {
    const environment = { KRB5_KTNAME: `FILE:${keytab}`, KRB5_CONFIG: configuration, PYTHONDONTWRITEBYTECODE: "1" };
    const peer =
      options.clock === undefined
        ? new Peer(GSSAPI_PYTHON, [SCRIPT], environment)
        : new Peer("faketime", ["-f", options.clock, GSSAPI_PYTHON, SCRIPT], environment);
    const { port } = await peer.ask({ op: "start", ...options });
    return new Acceptor(peer, new URL(`${options.certificate === undefined ? "http" : "https"}://127.0.0.1:${port}/wsman`));
  }

  /** What happened since the last time. */
  async seen(): Promise<readonly Seen[]> {
    const { seen } = await this.#peer.ask({ op: "seen" });
    return seen as readonly Seen[];
  }

  async next(order: "forget" | "plain" | "tamper" | "no-token" | "close"): Promise<void> {
    await this.#peer.ask({ op: "next", do: order });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#peer[Symbol.asyncDispose]();
  }
}
