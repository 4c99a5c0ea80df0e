/** ITU-T X.690: tag, length, content. */
function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Uint8Array.of(tag, length), content]);
  const size = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, "0"), "hex");
  return Buffer.concat([Uint8Array.of(tag, 0x80 | size.length), size, content]);
}

const TAG = { boolean: 1, integer: 2, bitString: 3, octetString: 4, oid: 6, utf8: 12, generalizedTime: 24, sequence: 48, set: 49 } as const;

export const sequence = (...parts: readonly Uint8Array[]) => der(TAG.sequence, ...parts);
export const set = (...parts: readonly Uint8Array[]) => der(TAG.set, ...parts);
export const octets = (content: Uint8Array) => der(TAG.octetString, content);
export const utf8 = (text: string) => der(TAG.utf8, Buffer.from(text));
export const truth = () => der(TAG.boolean, Uint8Array.of(0xff));
/** The last `unused` bits of the content do not count. */
export const bits = (content: Uint8Array, unused = 0) => der(TAG.bitString, Uint8Array.of(unused), content);
/** Of a number that is not negative, big end first. */
export const integer = (content: Uint8Array) =>
  der(TAG.integer, ((content[0] ?? 0) & 0x80) === 0 ? content : Buffer.concat([Uint8Array.of(0), content]));
export const time = (date: Date) => der(TAG.generalizedTime, Buffer.from(`${date.toISOString().replaceAll(/[-:T]|\.\d+/g, "")}`));
/** Tagged by context, around other elements. */
export const context = (number: number, ...parts: readonly Uint8Array[]) => der(0xa0 | number, ...parts);
/** Tagged by context in place of a primitive's own tag. */
export const implicit = (number: number, content: Uint8Array) => der(0x80 | number, content);

export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return der(TAG.oid, Uint8Array.from([40 * first + second, ...rest.flatMap(base128)]));
}

function base128(number: number): readonly number[] {
  const digits = [number & 0x7f];
  for (let left = number >> 7; left > 0; left >>= 7) digits.unshift(0x80 | (left & 0x7f));
  return digits;
}
