/** The little of DER (X.690) that SPNEGO tokens and certificates need: definite lengths, tags of one byte. */
export interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
  /** Tag, length and content, as they stand. */
  readonly raw: Buffer;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Constructed, context-specific: `[number]`. */
export const contextTag = (number: number): number => 0xa0 + number;

/** Bytes that are not the DER they should be. */
export class DerError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "DerError";
  }
}

export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), encodeLength(content.length), content]);
}

function encodeLength(size: number): Buffer {
  if (size < 0x80) return Buffer.from([size]);
  const digits = size.toString(16);
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex");
  return Buffer.concat([Buffer.from([0x80 + bytes.length]), bytes]);
}

/** A length of more bytes would not fit any message of ours. */
const MAX_LENGTH_BYTES = 4;

/** The elements that follow one another in `bytes`. @throws DerError */
export function readDer(bytes: Uint8Array): readonly DerElement[] {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const elements: DerElement[] = [];
  for (let at = 0; at < data.length; ) {
    const element = readOne(data, at);
    elements.push(element);
    at += element.raw.length;
  }
  return elements;
}

/** The one element that `bytes` are. @throws DerError */
export function readOnlyDer(bytes: Uint8Array, tag: number): DerElement {
  const [element, more] = readDer(bytes);
  if (element === undefined || more !== undefined || element.tag !== tag) throw new DerError("another element than expected");
  return element;
}

function readOne(data: Buffer, at: number): DerElement {
  const tag = data[at] as number;
  const first = data[at + 1];
  if (first === undefined || first === 0x80) throw new DerError("an element without a length");
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  const start = at + 2 + lengthBytes;
  if (lengthBytes > MAX_LENGTH_BYTES || start > data.length) throw new DerError("an element whose length cannot be read");
  const length = lengthBytes === 0 ? first : data.readUIntBE(at + 2, lengthBytes);
  if (start + length > data.length) throw new DerError("an element that goes beyond its end");
  return { tag, content: data.subarray(start, start + length), raw: data.subarray(at, start + length) };
}

/** `1.3.6.1.5.5.2` as its element. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split(".").map(Number);
  return der(TAG.objectIdentifier, Buffer.from([first * 40 + second, ...others.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift((rest % 128) + 0x80);
  return digits;
}
