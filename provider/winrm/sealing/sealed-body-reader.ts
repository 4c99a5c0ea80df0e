import { BOUNDARY } from "./content-type.ts";
import type { SealedPart } from "./sealed-body.ts";
import { SealingError } from "./sealing-error.ts";
import { protocolOf, SEALING_PROTOCOLS, type SealingProtocol } from "./sealing-protocol.ts";

export interface ReadLimits {
  /** Largest sum of the parts' plain texts, bytes. */
  readonly plainBytes: number;
}

/** Kerberos has 60 to 80 bytes, TLS with old ciphers up to 300. */
const MAX_SIGNATURE = 1024;
const MAX_LINE = 512;
const MAX_HEADERS = 8;
const TLS_HEADER = 5;
const TLS_APPLICATION_DATA = 23;

/**
 * Takes a sealed body apart by what it says of its lengths, never by looking for the boundary among ciphertext.
 * 1. Boundary and headers: who sealed it, and the length of the plain text.
 * 2. Boundary and headers again, then the size of the signature, and the bytes.
 * 3. Boundary: the last one, or the first of the next part.
 *
 * Accepts what peers are known to write: a space after the first hyphens (Exchange), headers without their tab or in
 * another order, an end without its last hyphens.
 * The parts are views on `body`. @throws SealingError
 */
export function readSealedBody(protocol: SealingProtocol, body: Uint8Array, limits: ReadLimits): readonly SealedPart[] {
  const cursor = new Cursor(body);
  const parts: SealedPart[] = [];
  let room = limits.plainBytes;
  if (cursor.boundary() === "last") throw malformed("has no part");
  do {
    const length = readDescription(protocol, cursor, room);
    if (cursor.boundary() === "last") throw malformed("ends before its bytes");
    parts.push(readBytes(protocol, cursor, length));
    room -= length;
  } while (cursor.boundary() === "next");
  cursor.expectEnd();
  return parts;
}

function readDescription(protocol: SealingProtocol, cursor: Cursor, room: number): number {
  const headers = cursor.headers("originalcontent", "content-type");
  if (protocolOf(headers.get("content-type") ?? "") !== protocol)
    throw new SealingError("protocol", "the body is sealed by another protocol");
  const digits = /;\s*length\s*=\s*(\d{1,10})\s*(?:;|$)/i.exec(headers.get("originalcontent") ?? "")?.[1];
  if (digits === undefined) throw malformed("does not tell the length of its plain text");
  const length = Number(digits);
  if (length > room) throw new SealingError("limit", "the sealed body is larger than allowed");
  return length;
}

function readBytes(protocol: SealingProtocol, cursor: Cursor, length: number): SealedPart {
  const type = cursor.headers("content-type").get("content-type");
  if (type?.toLowerCase() !== "application/octet-stream") throw malformed("has a part of an unknown type");
  const signatureLength = cursor.uint32();
  if (signatureLength > MAX_SIGNATURE) throw new SealingError("limit", "the sealed body's signature is larger than any real one");
  const bytes = SEALING_PROTOCOLS[protocol].layout === "signed" ? cursor.take(signatureLength + length) : cursor.tlsRecords();
  return { length, signatureLength, bytes };
}

function malformed(what: string): SealingError {
  return new SealingError("malformed", `the sealed body ${what}`);
}

/** `--Encrypted Boundary`, its end, and nothing else on the line. */
const BOUNDARY_LINE = new RegExp(`^-- ?${BOUNDARY}(--)?$`);

class Cursor {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Without hyphens at its end a boundary is the last one if nothing follows. */
  boundary(): "next" | "last" {
    const match = BOUNDARY_LINE.exec(this.#line());
    if (!match) throw malformed("has no boundary where one is due");
    return match[1] !== undefined || this.#at === this.#bytes.length ? "last" : "next";
  }

  /** Reads header lines until each wanted one was seen; what follows the last one may be binary. */
  headers(...wanted: readonly string[]): ReadonlyMap<string, string> {
    const seen = new Map<string, string>();
    for (let count = 0; count < MAX_HEADERS; count++) {
      const line = this.#line();
      const colon = line.indexOf(":");
      if (colon < 0) break;
      seen.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
      if (wanted.every((name) => seen.has(name))) return seen;
    }
    throw malformed("lacks a header");
  }

  uint32(): number {
    return this.#take(4).readUInt32LE(0);
  }

  take(size: number): Buffer {
    return this.#take(size);
  }

  /** TLS records one after the other (RFC 8446, 5.1): type, version, length, bytes. */
  tlsRecords(): Buffer {
    const start = this.#at;
    while (this.#bytes[this.#at] === TLS_APPLICATION_DATA) this.#take(this.#take(TLS_HEADER).readUInt16BE(3));
    if (this.#at === start) throw malformed("has no TLS record");
    return this.#bytes.subarray(start, this.#at);
  }

  expectEnd(): void {
    if (this.#at < this.#bytes.length) throw malformed("goes on after its end");
  }

  #take(size: number): Buffer {
    const end = this.#at + size;
    if (end > this.#bytes.length) throw malformed("is cut off");
    const bytes = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }

  /** Up to CRLF, or to the end of the body. */
  #line(): string {
    const window = this.#bytes.subarray(this.#at, this.#at + MAX_LINE);
    const found = window.indexOf("\r\n", 0, "latin1");
    if (found < 0 && this.#at + window.length < this.#bytes.length) throw malformed("has no end of line where one is due");
    const size = found < 0 ? window.length : found;
    this.#at += found < 0 ? size : size + 2;
    return window.toString("latin1", 0, size);
  }
}
