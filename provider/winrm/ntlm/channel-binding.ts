import { createHash } from "node:crypto";
import { NtlmError } from "./ntlm-error.ts";

/**
 * Channel bindings of a TLS connection, type `tls-server-end-point` (RFC 5929, 4): the hash of the server's certificate,
 * taken with the hash of the certificate's own signature, but never with MD5 or SHA-1.
 */

type CertificateHash = "sha256" | "sha384" | "sha512";

/** Signature algorithms (DER of the OID's value, hex) that ask for more than SHA-256; all others, and unknown ones, get that. */
const LARGER_HASHES: ReadonlyMap<string, CertificateHash> = new Map([
  ["2a864886f70d01010c", "sha384"], // sha384WithRSAEncryption
  ["2a864886f70d01010d", "sha512"], // sha512WithRSAEncryption
  ["2a8648ce3d040303", "sha384"], // ecdsa-with-SHA384
  ["2a8648ce3d040304", "sha512"], // ecdsa-with-SHA512
]);

const SEQUENCE = 0x30;
const OBJECT_IDENTIFIER = 0x06;

/** @param certificate DER, as `getPeerCertificate(true).raw` gives it. @throws NtlmError `certificate` */
export function certificateHash(certificate: Uint8Array): CertificateHash {
  const outer = readElement(certificate, SEQUENCE);
  const toBeSigned = readElement(outer.content, SEQUENCE);
  const algorithm = readElement(toBeSigned.rest, SEQUENCE);
  const identifier = readElement(algorithm.content, OBJECT_IDENTIFIER);
  return LARGER_HASHES.get(Buffer.from(identifier.content).toString("hex")) ?? "sha256";
}

/** The bindings of a TLS connection to the server with this certificate. @throws NtlmError `certificate` */
export function tlsChannelBindings(certificate: Uint8Array): Buffer {
  const digest = createHash(certificateHash(certificate)).update(certificate).digest();
  return gssChannelBindings(Buffer.concat([Buffer.from("tls-server-end-point:", "latin1"), digest]));
}

/** GSS channel bindings (RFC 2744, 3.11; packed as in RFC 4121, 4.1.1.2): no addresses, then the application's data. */
export function gssChannelBindings(applicationData: Uint8Array): Buffer {
  const head = Buffer.alloc(20);
  head.writeUInt32LE(applicationData.length, 16);
  return Buffer.concat([head, applicationData]);
}

/** The value of NTLM's channel bindings pair: MD5 of the bindings, 16 bytes. */
export function channelBindingHash(bindings: Uint8Array): Buffer {
  return createHash("md5").update(bindings).digest();
}

interface Element {
  readonly content: Uint8Array;
  readonly rest: Uint8Array;
}

/** One DER element with a definite length. A length of many bytes needs no limit of its own: it does not fit the certificate. */
function readElement(bytes: Uint8Array, tag: number): Element {
  const first = bytes[1] ?? 0x80;
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  const start = 2 + lengthBytes;
  const coded = bytes.subarray(2, start);
  const length = lengthBytes === 0 ? first : coded.reduce((sum, byte) => sum * 256 + byte, 0);
  const readable = bytes[0] === tag && first !== 0x80 && coded.length === lengthBytes && start + length <= bytes.length;
  if (!readable) throw new NtlmError("certificate", "the certificate is not DER");
  return { content: bytes.subarray(start, start + length), rest: bytes.subarray(start + length) };
}
