import type { TLSSocket } from "node:tls";
import { fingerprintOf } from "./fingerprint.ts";
import { TlsError } from "./tls-error.ts";
import { reasonOfVerdict } from "./tls-reason.ts";
import type { TlsSettings } from "./tls-settings.ts";

/** Told for every connection whose other end is not known. */
export interface TlsWarning {
  /** `host:port` */
  readonly host: string;
  /** SHA-256 of the certificate that was shown. */
  readonly fingerprint: string;
  /** OpenSSL's code for what is wrong with it; null when nothing is. */
  readonly problem: string | null;
}

/**
 * Judges the server after the handshake, before anything is sent: by the pin if there is one, else by chain, dates and name.
 * @throws TlsError
 */
export function verifyPeer(socket: TLSSocket, settings: TlsSettings, host: string, warn: (warning: TlsWarning) => void): void {
  const certificate = peerCertificate(socket);
  if (certificate === undefined) throw new TlsError("bad-certificate", `${host} shows no certificate`);
  const fingerprint = fingerprintOf(certificate);
  if (settings.pin !== undefined) {
    if (fingerprint.replaceAll(":", "") === settings.pin) return;
    throw new TlsError("pin-mismatch", `${host} does not show the pinned certificate`, { fingerprint });
  }
  // Node's types say Error; it is the code.
  const problem = socket.authorized ? null : String(socket.authorizationError);
  if (settings.skipsVerification) warn({ host, fingerprint, problem });
  if (settings.skipsVerification || problem === null) return;
  const reason = reasonOfVerdict(problem);
  throw new TlsError(reason, `${host} ${SENTENCES[reason] ?? "shows a certificate that cannot be accepted"} (${problem})`, { fingerprint });
}

/**
 * DER of the other side's own certificate. Not by `getPeerX509Certificate`: on the client's side that of Node 20 takes the
 * certificate out of the chain, and the next who asks gets none, or that of the issuer.
 */
export const peerCertificate = (socket: TLSSocket): Buffer | undefined => {
  // Empty where none was shown, whatever Node's types say.
  const { raw } = socket.getPeerCertificate() as { readonly raw?: Buffer };
  return raw;
};

const SENTENCES: Readonly<Partial<Record<TlsError["reason"], string>>> = {
  untrusted: "shows a certificate that nobody known here has signed",
  expired: "shows a certificate that has expired",
  "not-yet-valid": "shows a certificate that is not valid yet",
  revoked: "shows a certificate that was revoked",
  "name-mismatch": "shows the certificate of another host",
};
