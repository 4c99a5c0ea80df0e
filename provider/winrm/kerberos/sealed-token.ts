import { ProtocolError } from "../errors.ts";
import { type SealedPart, signedPart } from "../sealing/sealed-body.ts";
import { KerberosError } from "./kerberos-error.ts";

/*
 * A sealed message as RFC 4121 (4.2.6.2) writes it, and as `wrap` returns it:
 *
 *   header 16 | E(confounder 16 | plain | header again 16) | checksum 12 to 24
 *
 * WinRM wants everything but the plain text's ciphertext in front, as its "signature": the part behind the header rotated right
 * by 28 places and that number, RRC, in the header (MS-KILE 3.4.5.4.1). Ciphers of Kerberos with AES keep the length, so the
 * place of the plain text is known without the key.
 */

const HEADER = 16;
const CONFOUNDER = 16;
const FLAG_SEALED = 2;
/** Token of version 2: 05 04, flags, FF, EC, RRC, sequence number. */
const AT_FLAGS = 2;
const AT_FILLER = 3;
const AT_EXTRA_COUNT = 4;
const AT_ROTATION = 6;
/** The repeated header, and HMAC-SHA1-96, HMAC-SHA256-128 or HMAC-SHA384-192 (RFC 3962, RFC 8009). */
const TRAILERS: ReadonlySet<number> = new Set([16 + 12, 16 + 16, 16 + 24]);

/**
 * @param token what `wrap` made of a plain text of `plainLength` bytes; rotated already, or not
 * @throws KerberosError `cannot-seal`, when the token cannot hold that plain text or is none of AES
 */
export function toSealedPart(token: Buffer, plainLength: number): SealedPart {
  if (!isSealedToken(token)) throw notAes();
  const trailer = token.length - HEADER - CONFOUNDER - plainLength;
  if (!TRAILERS.has(trailer) || token.readUInt16BE(AT_EXTRA_COUNT) !== 0) throw notThatText();
  const rotated = rotate(token, trailer);
  const signature = HEADER + trailer + CONFOUNDER;
  return signedPart(rotated.subarray(0, signature), rotated.subarray(signature));
}

/**
 * The token for `unwrap`, which follows the header's rotation by itself.
 * @throws ProtocolError for what is no token, before the library would be given one that it cannot take
 */
export function fromSealedPart({ bytes, length, signatureLength }: SealedPart): Buffer {
  const token = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const trailer = signatureLength - HEADER - CONFOUNDER;
  if (!isSealedToken(token) || !TRAILERS.has(trailer) || length === 0) throw notFromThisContext();
  return token;
}

export const notFromThisContext = (cause?: unknown) =>
  new ProtocolError("a sealed answer was changed on its way, or belongs to another connection", { cause });

function isSealedToken(token: Buffer): boolean {
  const shortest = HEADER + CONFOUNDER + Math.min(...TRAILERS);
  const known = token.length >= shortest && token.readUInt16BE(0) === 0x0504 && token[AT_FILLER] === 0xff;
  return known && ((token[AT_FLAGS] ?? 0) & FLAG_SEALED) !== 0;
}

function rotate(token: Buffer, places: number): Buffer {
  const done = token.readUInt16BE(AT_ROTATION);
  if (done === places) return token;
  if (done !== 0) throw notThatText();
  const split = token.length - places;
  const rotated = Buffer.concat([token.subarray(0, HEADER), token.subarray(split), token.subarray(HEADER, split)]);
  rotated.writeUInt16BE(places, AT_ROTATION);
  return rotated;
}

const notAes = () =>
  new KerberosError(
    "cannot-seal",
    "the ticket's key is none of AES, with which alone bodies are sealed here",
    "let the service's account use AES (msDS-SupportedEncryptionTypes) and log in again, or use HTTPS",
  );

const notThatText = () =>
  new KerberosError(
    "cannot-seal",
    "the npm package kerberos did not seal what it was given; up to version 7.0.0 it does so only on Windows",
    "use HTTPS (port 5986), where Kerberos needs no sealing, or NTLM",
  );
