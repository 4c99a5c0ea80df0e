import { UNKNOWN, type Value } from "./value.ts";

/** A value that cannot be read; the message names no part of it. */
export class ValueError extends Error {
  override name = "ValueError";
}

/** More than any schema nests. */
export const MOST_LEVELS = 64;

/** The number, where it is one and exact. Throws ValueError. */
export function exact(number: number | bigint): number {
  const plain = Number(number);
  if (!Number.isFinite(plain)) throw new ValueError("a number without end, or none at all");
  const whole = typeof number === "bigint" || Number.isInteger(plain);
  if (whole && !Number.isSafeInteger(plain)) throw new ValueError("a number of 2^53 or more is not exact");
  return plain;
}

/**
 * One value of Terraform's in msgpack, and nothing behind it. What a text or a collection says of its length is held against the bytes that are
 * there before anything is made of it, so that time and memory grow with the bytes alone. Throws ValueError.
 */
export function readMsgpack(bytes: Uint8Array): Value {
  const reader = new MsgpackReader(bytes);
  const value = reader.value(0);
  if (reader.left > 0) throw new ValueError("there is something behind the value");
  return value;
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

class MsgpackReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  value(level: number): Value {
    if (level > MOST_LEVELS) throw new ValueError("the value is nested too deep");
    const type = this.#unsigned(1);
    if (type < 0x80) return type;
    if (type < 0x90) return this.#map(type & 0x0f, level);
    if (type < 0xa0) return this.#array(type & 0x0f, level);
    if (type < 0xc0) return this.#text(type & 0x1f);
    if (type >= 0xe0) return type - 0x100;
    const read = this.#byType[type];
    if (!read) throw new ValueError("bytes are no value of Terraform's");
    return read(level);
  }

  /** An ext of any type is an unknown value; of some, as type 12, more is said, which nobody here asks. */
  readonly #byType: Readonly<Record<number, (level: number) => Value>> = {
    192: () => null,
    194: () => false,
    195: () => true,
    199: () => this.#unknown(this.#unsigned(1)),
    200: () => this.#unknown(this.#unsigned(2)),
    201: () => this.#unknown(this.#unsigned(4)),
    202: () => exact(this.#view.getFloat32(this.#take(4))),
    203: () => exact(this.#view.getFloat64(this.#take(8))),
    204: () => this.#unsigned(1),
    205: () => this.#unsigned(2),
    206: () => this.#unsigned(4),
    207: () => exact(this.#view.getBigUint64(this.#take(8))),
    208: () => this.#view.getInt8(this.#take(1)),
    209: () => this.#view.getInt16(this.#take(2)),
    210: () => this.#view.getInt32(this.#take(4)),
    211: () => exact(this.#view.getBigInt64(this.#take(8))),
    212: () => this.#unknown(1),
    213: () => this.#unknown(2),
    214: () => this.#unknown(4),
    215: () => this.#unknown(8),
    216: () => this.#unknown(16),
    217: () => this.#text(this.#unsigned(1)),
    218: () => this.#text(this.#unsigned(2)),
    219: () => this.#text(this.#unsigned(4)),
    220: (level) => this.#array(this.#unsigned(2), level),
    221: (level) => this.#array(this.#unsigned(4), level),
    222: (level) => this.#map(this.#unsigned(2), level),
    223: (level) => this.#map(this.#unsigned(4), level),
  };

  /** Where the next bytes are, which are then behind. */
  #take(count: number): number {
    if (count > this.left) throw new ValueError("the value breaks off");
    const at = this.#at;
    this.#at += count;
    return at;
  }

  #unsigned(size: 1 | 2 | 4): number {
    const at = this.#take(size);
    if (size === 1) return this.#view.getUint8(at);
    return size === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  /** Its type is a byte of its own. */
  #unknown(length: number): typeof UNKNOWN {
    this.#take(1 + length);
    return UNKNOWN;
  }

  #text(length: number): string {
    const at = this.#take(length);
    try {
      return UTF8.decode(this.#bytes.subarray(at, at + length));
    } catch {
      throw new ValueError("a text is no UTF-8");
    }
  }

  /** Each item takes a byte at least. */
  #array(count: number, level: number): Value {
    if (count > this.left) throw new ValueError("the value breaks off");
    const items: Value[] = [];
    for (let index = 0; index < count; index++) items.push(this.value(level + 1));
    return items;
  }

  #map(count: number, level: number): Value {
    if (2 * count > this.left) throw new ValueError("the value breaks off");
    const entries: [string, Value][] = [];
    for (let index = 0; index < count; index++) {
      const name = this.value(level + 1);
      if (typeof name !== "string") throw new ValueError("a name is no text");
      entries.push([name, this.value(level + 1)]);
    }
    return Object.fromEntries(entries);
  }
}
