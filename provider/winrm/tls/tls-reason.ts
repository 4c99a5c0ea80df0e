import type { TlsReason } from "./tls-error.ts";

/** OpenSSL's verdicts on a certificate, as Node names them. */
const VERDICTS: ReadonlyMap<string, TlsReason> = new Map<string, TlsReason>([
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "untrusted"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "untrusted"],
  ["UNABLE_TO_GET_ISSUER_CERT", "untrusted"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "untrusted"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "untrusted"],
  ["CERT_UNTRUSTED", "untrusted"],
  ["CERT_HAS_EXPIRED", "expired"],
  ["CERT_NOT_YET_VALID", "not-yet-valid"],
  ["CERT_REVOKED", "revoked"],
  ["HOSTNAME_MISMATCH", "name-mismatch"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "name-mismatch"],
]);

/** @param code `authorizationError` of a TLS socket */
export const reasonOfVerdict = (code: string): TlsReason => VERDICTS.get(code) ?? "bad-certificate";

/** Alerts about our certificate (RFC 8446, 6.2). */
const CERTIFICATE_ALERTS: ReadonlySet<number> = new Set([42, 43, 44, 45, 46, 48, 49, 116]);
/** OpenSSL numbers the alerts that it receives from here. */
const ALERT_BASE = 1000;
/** What OpenSSL finds where the bytes are no TLS at all: wrong version number, HTTP request, HTTPS proxy request, record too long. */
const NO_TLS: ReadonlySet<number> = new Set([267, 156, 155, 198]);

/** By the other side, or in the end by ours. */
const CUT: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE", "ECONNABORTED"]);

/** A handshake that broke. */
export function reasonOfFailure(cause: NodeJS.ErrnoException): TlsReason {
  if (cause.code !== undefined && CUT.has(cause.code)) return "closed";
  const number = openSslReason(cause);
  if (number === undefined) return "protocol";
  if (NO_TLS.has(number)) return "no-tls";
  return CERTIFICATE_ALERTS.has(number - ALERT_BASE) ? "client-certificate" : "protocol";
}

/**
 * The reason in OpenSSL's packed error number. Node gives an `EPROTO` for all of them, so that the number is to be had only where
 * OpenSSL writes it, in its fixed form `error:<8 hex digits>:` (ERR_error_string(3)).
 */
function openSslReason({ message }: Error): number | undefined {
  const packed = /error:([0-9A-F]{8}):/i.exec(message)?.[1];
  return packed === undefined ? undefined : Number.parseInt(packed, 16) & 0x7fffff;
}
