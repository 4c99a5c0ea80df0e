import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import { TransportError } from "../errors.ts";
import { TlsError } from "./tls-error.ts";
import { reasonOfFailure } from "./tls-reason.ts";
import { prepareTls, type TlsOptions } from "./tls-settings.ts";
import { peerCertificate, verifyPeer } from "./verify-peer.ts";

export interface InspectTlsOptions {
  /** An `https:` address. */
  readonly url: URL;
  readonly tls?: TlsOptions;
  /** Default 15,000. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** A handshake, and what the client would make of it. */
export interface TlsInspection {
  /** E.g. `TLSv1.3`. */
  readonly protocol: string | null;
  readonly certificate: X509Certificate | undefined;
  /** OpenSSL's code for what is wrong with the certificate, whatever the options say about it; null when nothing is. */
  readonly problem: string | null;
  /** Why a connection would be refused. */
  readonly refusal: TlsError | undefined;
}

/**
 * Shakes hands and looks at the certificate, however bad it is; sends nothing. Rejects with a `TlsError` when there is no
 * handshake, with a `TransportError` when there is no connection or no answer in time, or with the signal's reason.
 */
export async function inspectTls({ url, tls, timeoutMs = 15_000, signal }: InspectTlsOptions): Promise<TlsInspection> {
  const settings = prepareTls(tls);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const sni = isIP(host) === 0 ? { servername: host } : {};
  const socket = connect({ host, port: Number(url.port || 443), ...sni, ...settings.connection });
  try {
    await shaken(socket, url.host, timeoutMs, signal);
    let refusal: TlsError | undefined;
    try {
      verifyPeer(socket, settings, url.host, () => {});
    } catch (error) {
      if (!(error instanceof TlsError)) throw error;
      refusal = error;
    }
    const problem = socket.authorized ? null : String(socket.authorizationError);
    const der = peerCertificate(socket);
    return { protocol: socket.getProtocol(), certificate: der && new X509Certificate(der), problem, refusal };
  } finally {
    socket.destroy();
  }
}

function shaken(socket: TLSSocket, host: string, timeoutMs: number, signal: AbortSignal | undefined): Promise<void> {
  let connected = false;
  let timer: NodeJS.Timeout | undefined;
  let abort = () => {};
  const handshake = new Promise<void>((resolve, reject) => {
    const patience = () => reject(new TransportError("connect", `${host}: no TLS within ${timeoutMs} ms`));
    abort = () => reject(signal?.reason);
    timer = setTimeout(patience, timeoutMs);
    socket.once("connect", () => {
      connected = true;
    });
    socket.once("secureConnect", resolve);
    socket.once("error", (cause: NodeJS.ErrnoException) => {
      const what = cause.code ?? cause.message;
      if (connected) reject(new TlsError(reasonOfFailure(cause), `${host}: the TLS handshake failed (${what})`, { cause }));
      else reject(new TransportError("connect", `${host}: cannot connect (${what})`, { cause }));
    });
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
  });
  return handshake.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
    // What comes while the socket is destroyed is of no interest.
    socket.on("error", () => {});
  });
}
