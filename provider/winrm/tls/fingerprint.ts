import { createHash } from "node:crypto";

const SHA256_DIGITS = 64;
const SHA1_DIGITS = 40;

/** Upper-case hex without separators, or what is wrong: people paste Windows' thumbprint, which is SHA-1. */
export function parseFingerprint(text: string): { readonly hex: string } | { readonly problem: string; readonly hint: string } {
  const hex = text.replaceAll(/[\s:-]/g, "").toUpperCase();
  const hint = "get it with: openssl s_client -connect <host>:5986 </dev/null | openssl x509 -noout -fingerprint -sha256";
  if (!/^[0-9A-F]*$/.test(hex) || hex === "") return { problem: "the pinned fingerprint is not hexadecimal", hint };
  if (hex.length === SHA1_DIGITS) {
    return { problem: "the pinned fingerprint is a thumbprint as Windows shows it (SHA-1); SHA-256 is needed", hint };
  }
  if (hex.length !== SHA256_DIGITS)
    return { problem: `the pinned fingerprint has ${hex.length} digits; SHA-256 has ${SHA256_DIGITS}`, hint };
  return { hex };
}

/** `AB:CD:…`, as OpenSSL and browsers show it. @param certificate DER */
export function fingerprintOf(certificate: Uint8Array): string {
  const hex = createHash("sha256").update(certificate).digest("hex").toUpperCase();
  return (hex.match(/../g) ?? []).join(":");
}
