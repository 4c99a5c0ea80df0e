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

/** Takes the blobs of one object, in order: views that hold no longer than the call. What it throws comes out of `push`. */
export interface Collector<T> {
  add(blob: Buffer): void;
  /** With the last one, which mostly is the only one. */
  end(blob: Buffer): T;
}

interface OpenObject<T> {
  readonly id: bigint;
  readonly collector: Collector<T>;
  next: bigint;
  bytes: number;
}

/**
 * Takes the objects of one stream out of their fragments, whatever the pieces the bytes come in. One object is in flight at a
 * time, and its blobs go to its collector as they come, so that a large object is never held twice here.
 *
 * Throws `PsrpError` for fragments out of order and for objects above `maxObjectBytes`; nothing is allocated on the word of
 * a length field.
 */
export class FragmentAssembler<T> {
  readonly #maxObjectBytes: number;
  readonly #collect: () => Collector<T>;
  /** A fragment whose end has not come yet: copies, for what is pushed may be written over. */
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  /** With as many bytes there is something to do. */
  #due = FRAGMENT_HEADER_BYTES;
  #open: OpenObject<T> | undefined;
  #missed: (() => void) | undefined;

  /** With `missed` the stream may begin amid an object, whose start somebody else has had: it is told, and the rest passed over. */
  constructor(maxObjectBytes: number, collect: () => Collector<T>, missed?: () => void) {
    this.#maxObjectBytes = maxObjectBytes;
    this.#collect = collect;
    this.#missed = missed;
  }

  /** The objects that these bytes complete. They are not needed any more when it returns. */
  push(bytes: Uint8Array): T[] {
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (this.#pendingBytes + view.length < this.#due) {
      this.#keep(view);
      return [];
    }
    const ready = this.#pendingBytes === 0 ? view : Buffer.concat([...this.#pending, view]);
    this.#pending = [];
    this.#pendingBytes = 0;
    const objects: T[] = [];
    let at = 0;
    for (this.#due = this.#dueOf(ready, at); ready.length - at >= this.#due; this.#due = this.#dueOf(ready, at)) {
      const end = at + this.#due;
      this.#add(ready.subarray(at, end), objects);
      at = end;
    }
    this.#keep(ready.subarray(at));
    return objects;
  }

  /** Bytes of the fragment that starts there; those of a header as long as there is none. */
  #dueOf(bytes: Buffer, at: number): number {
    if (bytes.length - at < FRAGMENT_HEADER_BYTES) return FRAGMENT_HEADER_BYTES;
    const length = bytes.readUInt32BE(at + BLOB_LENGTH);
    if ((this.#open?.bytes ?? 0) + length > this.#maxObjectBytes)
      throw new PsrpError(`an object is larger than ${this.#maxObjectBytes} bytes`);
    return FRAGMENT_HEADER_BYTES + length;
  }

  #keep(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#pending.push(Buffer.from(bytes));
    this.#pendingBytes += bytes.length;
  }

  #add(fragment: Buffer, objects: T[]): void {
    const id = fragment.readBigUInt64BE(OBJECT_ID);
    const index = fragment.readBigUInt64BE(FRAGMENT_ID);
    const flags = fragment.readUInt8(FLAGS);
    if ((flags & START) !== 0) {
      this.#open = { id, collector: this.#collect(), next: 0n, bytes: 0 };
      this.#missed = undefined;
    } else if (this.#missed !== undefined) {
      this.#missed();
      return;
    }
    const open = this.#open;
    if (open === undefined || open.id !== id || open.next !== index) throw new PsrpError("a fragment is out of order");
    open.next += 1n;
    open.bytes += fragment.length - FRAGMENT_HEADER_BYTES;
    const blob = fragment.subarray(FRAGMENT_HEADER_BYTES);
    if ((flags & END) === 0) {
      open.collector.add(blob);
      return;
    }
    this.#open = undefined;
    objects.push(open.collector.end(blob));
  }
}
