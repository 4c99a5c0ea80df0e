import { utf16 } from "./message-fields.ts";
import { NtlmError } from "./ntlm-error.ts";

/** A fact about the server or the connection (MS-NLMP 2.2.2.1). Unknown ids are kept, for the answer repeats the list. */
export interface AvPair {
  readonly id: number;
  readonly value: Uint8Array;
}

export const AvId = {
  end: 0,
  nbComputerName: 1,
  nbDomainName: 2,
  dnsComputerName: 3,
  dnsDomainName: 4,
  dnsTreeName: 5,
  flags: 6,
  timestamp: 7,
  singleHost: 8,
  targetName: 9,
  channelBindings: 10,
} as const;

/** In the value of `AvId.flags`: the message carries an integrity code. */
export const AV_FLAG_INTEGRITY_CODE = 0x2;

const HEAD = 4;
/** Sizes that the format fixes; a value of another size would be read outside itself. */
const FIXED_SIZE: ReadonlyMap<number, number> = new Map([
  [AvId.flags, 4],
  [AvId.timestamp, 8],
  [AvId.channelBindings, 16],
]);

/** Reads up to the end mark; what follows it is padding. @throws NtlmError `malformed` */
export function decodeAvPairs(bytes: Uint8Array): readonly AvPair[] {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const pairs: AvPair[] = [];
  for (let at = 0; at < data.length; ) {
    if (at + HEAD > data.length) throw new NtlmError("malformed", "NTLM target info ends inside a pair");
    const id = data.readUInt16LE(at);
    if (id === AvId.end) return pairs;
    const end = at + HEAD + data.readUInt16LE(at + 2);
    if (end > data.length) throw new NtlmError("malformed", `NTLM target info's pair ${id} points outside it`);
    const value = data.subarray(at + HEAD, end);
    const size = FIXED_SIZE.get(id);
    if (size !== undefined && value.length !== size) throw new NtlmError("malformed", `NTLM target info's pair ${id} is not ${size} bytes`);
    pairs.push({ id, value });
    at = end;
  }
  if (data.length > 0) throw new NtlmError("malformed", "NTLM target info has no end mark");
  return pairs;
}

export function encodeAvPairs(pairs: readonly AvPair[]): Buffer {
  return Buffer.concat(
    [...pairs, { id: AvId.end, value: new Uint8Array(0) }].flatMap(({ id, value }) => [avHead(id, value.length), value]),
  );
}

function avHead(id: number, length: number): Buffer {
  if (length > 0xffff) throw new NtlmError("limit", `NTLM target info's pair ${id} is larger than 65535 bytes`);
  const head = Buffer.alloc(HEAD);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(length, 2);
  return head;
}

export function avValue(pairs: readonly AvPair[], id: number): Buffer | undefined {
  const value = pairs.find((pair) => pair.id === id)?.value;
  return value && Buffer.from(value.buffer, value.byteOffset, value.length);
}

export function avFlags(pairs: readonly AvPair[]): number {
  return avValue(pairs, AvId.flags)?.readUInt32LE(0) ?? 0;
}

/** The list with this one value for `id`: in its old place, or at the end. */
export function withAvPair(pairs: readonly AvPair[], id: number, value: Uint8Array): readonly AvPair[] {
  const index = pairs.findIndex((pair) => pair.id === id);
  if (index < 0) return [...pairs, { id, value }];
  return pairs.flatMap((pair, at) => (at === index ? [{ id, value }] : pair.id === id ? [] : [pair]));
}

export function withAvFlags(pairs: readonly AvPair[], flags: number): readonly AvPair[] {
  const value = Buffer.alloc(4);
  value.writeUInt32LE((avFlags(pairs) | flags) >>> 0);
  return withAvPair(pairs, AvId.flags, value);
}

export function avText(id: number, text: string): AvPair {
  return { id, value: utf16(text) };
}
