import { PsrpError } from "./protocol-error.ts";

/** Fragments (MS-PSRP 2.2.4): object id u64, fragment id u64, flags u8, blob length u32, all big-endian, then the blob. */
const FRAGMENT_HEADER_BYTES = 21;

const START = 1;
const END = 2;
const OBJECT_ID = 0;
const FRAGMENT_ID = 8;
const FLAGS = 16;
const BLOB_LENGTH = 17;

/** Cuts one message into fragments of at most `maxBytes`, header included. */
export function encodeFragments(objectId: bigint, message: Uint8Array, maxBytes: number): Uint8Array[] {
  const room = maxBytes - FRAGMENT_HEADER_BYTES;
  if (room < 1) throw new RangeError("a fragment has no room for data");
  const count = Math.max(1, Math.ceil(message.length / room));
  return Array.from({ length: count }, (_, index) => {
    const blob = message.subarray(index * room, (index + 1) * room);
    const fragment = Buffer.allocUnsafe(FRAGMENT_HEADER_BYTES + blob.length);
    fragment.writeBigUInt64BE(objectId, OBJECT_ID);
    fragment.writeBigUInt64BE(BigInt(index), FRAGMENT_ID);
    fragment.writeUInt8((index === 0 ? START : 0) | (index === count - 1 ? END : 0), FLAGS);
    fragment.writeUInt32BE(blob.length, BLOB_LENGTH);
    fragment.set(blob, FRAGMENT_HEADER_BYTES);
    return fragment;
  });
}

interface OpenObject {
  readonly id: bigint;
  next: bigint;
  readonly blobs: Uint8Array[];
  bytes: number;
}

/**
 * Puts the messages of one stream together again, whatever the pieces the bytes come in. One object is in flight at a time.
 *
 * Throws `PsrpError` for fragments out of order and for objects above `maxObjectBytes`; nothing is allocated on the word of
 * a length field.
 */
export class FragmentAssembler {
  readonly #maxObjectBytes: number;
  readonly #pending: Buffer[] = [];
  #pendingBytes = 0;
  #open: OpenObject | undefined;

  constructor(maxObjectBytes: number) {
    this.#maxObjectBytes = maxObjectBytes;
  }

  /** The messages that these bytes complete. */
  push(bytes: Uint8Array): Buffer[] {
    if (bytes.length > 0) this.#pending.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    this.#pendingBytes += bytes.length;
    const messages: Buffer[] = [];
    for (let header = this.#header(); header !== undefined; header = this.#header()) {
      const length = header.readUInt32BE(BLOB_LENGTH);
      if ((this.#open?.bytes ?? 0) + length > this.#maxObjectBytes)
        throw new PsrpError(`an object is larger than ${this.#maxObjectBytes} bytes`);
      if (this.#pendingBytes < FRAGMENT_HEADER_BYTES + length) break;
      const fragment = this.#take(FRAGMENT_HEADER_BYTES + length);
      const message = this.#add(fragment, fragment.subarray(FRAGMENT_HEADER_BYTES));
      if (message !== undefined) messages.push(message);
    }
    return messages;
  }

  #header(): Buffer | undefined {
    if (this.#pendingBytes < FRAGMENT_HEADER_BYTES) return undefined;
    const first = this.#pending[0];
    if (first !== undefined && first.length >= FRAGMENT_HEADER_BYTES) return first;
    const joined = Buffer.concat(this.#pending);
    this.#pending.splice(0, this.#pending.length, joined);
    return joined;
  }

  #take(count: number): Buffer {
    const [first] = this.#pending;
    const whole = first !== undefined && first.length >= count ? first : Buffer.concat(this.#pending);
    if (whole === first) this.#pending.shift();
    else this.#pending.length = 0;
    if (whole.length > count) this.#pending.unshift(whole.subarray(count));
    this.#pendingBytes -= count;
    return whole.subarray(0, count);
  }

  #add(header: Buffer, blob: Buffer): Buffer | undefined {
    const id = header.readBigUInt64BE(OBJECT_ID);
    const index = header.readBigUInt64BE(FRAGMENT_ID);
    const flags = header.readUInt8(FLAGS);
    if ((flags & START) !== 0) this.#open = { id, next: 0n, blobs: [], bytes: 0 };
    const open = this.#open;
    if (open === undefined || open.id !== id || open.next !== index) throw new PsrpError("a fragment is out of order");
    open.next += 1n;
    open.bytes += blob.length;
    open.blobs.push(blob);
    if ((flags & END) === 0) return undefined;
    this.#open = undefined;
    const [only] = open.blobs;
    return open.blobs.length === 1 && only !== undefined ? (only as Buffer) : Buffer.concat(open.blobs, open.bytes);
  }
}
