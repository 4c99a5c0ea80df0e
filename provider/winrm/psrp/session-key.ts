import { constants, createCipheriv, createDecipheriv, createPublicKey, type KeyObject, privateDecrypt, publicEncrypt } from "node:crypto";
import { ClixmlError } from "../clixml/clixml-error.ts";
import { PsrpError } from "./protocol-error.ts";

/** How a session's secure strings look inside `<SS>`. */
export interface SecureTexts {
  seal(plain: string): string;
  /** Throws `ClixmlError`. */
  open(content: string): string;
}

const MODULUS_BYTES = 256;
const KEY_BYTES = 32;
/** PUBLICKEYBLOB of CAPI: RSA key exchange, `RSA1`, 2048 bits, exponent 65537. */
const PUBLIC_KEY_HEADER = Buffer.from("0602000000a400005253413100080000" + "01000100", "hex");
/** SIMPLEBLOB of CAPI: AES-256, wrapped by RSA. */
const SESSION_KEY_HEADER = Buffer.from("010200001066000000a40000", "hex");
const ZERO_IV = Buffer.alloc(16);

/** The body of PUBLIC_KEY (MS-PSRP 2.2.2.3). */
export function writePublicKey(key: KeyObject): string {
  const modulus = Buffer.from(key.export({ format: "jwk" }).n ?? "", "base64url").reverse();
  if (modulus.length !== MODULUS_BYTES) throw new PsrpError("the key pair is no RSA of 2048 bits");
  return Buffer.concat([PUBLIC_KEY_HEADER, modulus]).toString("base64");
}

export function readPublicKey(content: string): KeyObject {
  const blob = Buffer.from(content, "base64");
  if (blob.length !== PUBLIC_KEY_HEADER.length + MODULUS_BYTES || !blob.subarray(0, 20).equals(PUBLIC_KEY_HEADER)) {
    throw new PsrpError("a public key is no RSA of 2048 bits");
  }
  const n = Buffer.from(blob.subarray(PUBLIC_KEY_HEADER.length)).reverse().toString("base64url");
  return usable(() => createPublicKey({ key: { kty: "RSA", n, e: "AQAB" }, format: "jwk" }));
}

/** OpenSSL refuses numbers that are no RSA, such as a message above the modulus. */
function usable<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new PsrpError("the numbers of a key are no RSA", { cause });
  }
}

/** Throws `PsrpError`. */
export function unwrapSessionKey(content: string, privateKey: KeyObject): Buffer {
  const blob = Buffer.from(content, "base64");
  if (blob.length !== SESSION_KEY_HEADER.length + MODULUS_BYTES || !blob.subarray(0, 12).equals(SESSION_KEY_HEADER)) {
    throw new PsrpError("a session key is no wrapped AES-256 key");
  }
  const wrapped = Buffer.from(blob.subarray(SESSION_KEY_HEADER.length)).reverse();
  return withoutPadding(usable(() => privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, wrapped)));
}

/**
 * Takes the key out of `00 02 <not zero>… 00 <key>`. Node refuses to do it (CVE-2023-46809), so it is done here, in a time
 * that does not depend on the bytes: the key's length is known.
 */
function withoutPadding(block: Buffer): Buffer {
  const end = block.length - KEY_BYTES - 1;
  let wrong = (block[0] ?? 1) | ((block[1] ?? 0) ^ 2) | (block[end] ?? 1);
  // (b - 1) >> 8 is -1 for zero only
  for (let at = 2; at < end; at += 1) wrong |= ((block[at] ?? 0) - 1) >> 8;
  const key = Buffer.from(block.subarray(end + 1));
  block.fill(0);
  if (wrong === 0) return key;
  key.fill(0);
  throw new PsrpError("a session key cannot be unwrapped");
}

/** Up to 2.3: AES-256-CBC over UTF-16, with a zero vector (MS-PSRP 2.2.5.1.24). It keeps texts out of logs; TLS keeps them secret. */
export class SessionKey implements SecureTexts {
  readonly #key: Buffer;
  #cleared = false;

  /** Takes the key over, and clears it in the end. */
  constructor(key: Buffer) {
    this.#key = key;
  }

  seal(plain: string): string {
    const text = Buffer.from(plain, "utf16le");
    const cipher = createCipheriv("aes-256-cbc", this.#usable(), ZERO_IV);
    const sealed = Buffer.concat([cipher.update(text), cipher.final()]).toString("base64");
    text.fill(0);
    return sealed;
  }

  open(content: string): string {
    const cipher = createDecipheriv("aes-256-cbc", this.#usable(), ZERO_IV);
    try {
      const parts = [cipher.update(content, "base64"), cipher.final()];
      const text = Buffer.concat(parts);
      const plain = text.toString("utf16le");
      for (const part of [...parts, text]) part.fill(0);
      return plain;
    } catch (cause) {
      throw new ClixmlError("malformed", "a secure string does not open with the session's key", { cause });
    }
  }

  /** The body of ENCRYPTED_SESSION_KEY (MS-PSRP 2.2.2.4). */
  wrapFor(publicKey: KeyObject): string {
    const padding = constants.RSA_PKCS1_PADDING;
    const wrapped = usable(() => publicEncrypt({ key: publicKey, padding }, this.#usable())).reverse();
    return Buffer.concat([SESSION_KEY_HEADER, wrapped]).toString("base64");
  }

  clear(): void {
    this.#key.fill(0);
    this.#cleared = true;
  }

  #usable(): Buffer {
    if (this.#cleared) throw new ClixmlError("unsupported", "the session of a secure string is closed, and its key gone");
    return this.#key;
  }
}

/** From 2.4 on there is no key: the transport alone protects. */
export const OPEN_TEXTS: SecureTexts = {
  seal: (plain) => Buffer.from(plain, "utf16le").toString("base64"),
  open: (content) => Buffer.from(content, "base64").toString("utf16le"),
};
