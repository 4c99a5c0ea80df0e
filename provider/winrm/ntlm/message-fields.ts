import { NtlmError } from "./ntlm-error.ts";

/** What the three messages share (MS-NLMP 2.2.1): a signature, a type, and fields that point into a payload at the end. */

export type MessageType = 1 | 2 | 3;

const SIGNATURE = Buffer.from("NTLMSSP\0", "latin1");
/** Six fields of 64 KiB would be legal; a real message has one or two KiB, and comes in an HTTP header. */
const MAX_MESSAGE = 65_536;
/** Windows Server 2022, NTLM revision 15 (MS-NLMP 2.2.2.10); peers use it for debugging only. */
const VERSION = Buffer.from([10, 0, 0x7c, 0x4f, 0, 0, 0, 15]);

/** A view on the message's bytes, once it is known to be one of this type with at least `headerSize` bytes. */
export function openMessage(bytes: Uint8Array, type: MessageType, headerSize: number): Buffer {
  if (bytes.length > MAX_MESSAGE) throw new NtlmError("limit", `NTLM message is larger than ${MAX_MESSAGE} bytes`);
  const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (message.length < headerSize)
    throw new NtlmError("malformed", `NTLM message of type ${type} is shorter than its ${headerSize} byte header`);
  if (!message.subarray(0, 8).equals(SIGNATURE)) throw new NtlmError("malformed", "NTLM message does not start with NTLMSSP");
  if (message.readUInt32LE(8) !== type) throw new NtlmError("malformed", `NTLM message is not of the expected type ${type}`);
  return message;
}

export interface FieldPlace {
  /** Where the payload holds it. */
  readonly offset: number;
  readonly value: Buffer;
}

/** The field whose length, room and offset stand at `at` (8 bytes); an empty one may point anywhere. */
export function readField(message: Buffer, at: number): FieldPlace {
  const length = message.readUInt16LE(at);
  const offset = message.readUInt32LE(at + 4);
  if (length === 0) return { offset: message.length, value: Buffer.alloc(0) };
  if (offset + length > message.length) throw new NtlmError("malformed", `NTLM field at ${at} points outside its message`);
  return { offset, value: message.subarray(offset, offset + length) };
}

export function readText(message: Buffer, at: number): string {
  const { value } = readField(message, at);
  if (value.length % 2 !== 0) throw new NtlmError("malformed", `NTLM text at ${at} has half a UTF-16 unit`);
  return value.toString("utf16le");
}

export function newHeader(type: MessageType, size: number): Buffer {
  const header = Buffer.alloc(size);
  SIGNATURE.copy(header);
  header.writeUInt32LE(type, 8);
  return header;
}

export function writeVersion(header: Buffer, at: number): void {
  VERSION.copy(header, at);
}

export interface Field {
  readonly at: number;
  readonly value: Uint8Array;
}

/** The header, then the fields' values in the order given; the header's pointers are filled in. */
export function appendFields(header: Buffer, fields: readonly Field[]): Buffer {
  let offset = header.length;
  for (const { at, value } of fields) {
    if (value.length > 0xffff) throw new NtlmError("limit", `NTLM field at ${at} is larger than 65535 bytes`);
    header.writeUInt16LE(value.length, at);
    header.writeUInt16LE(value.length, at + 2);
    header.writeUInt32LE(offset, at + 4);
    offset += value.length;
  }
  return Buffer.concat([header, ...fields.map((field) => field.value)]);
}

export function utf16(text: string): Buffer {
  return Buffer.from(text, "utf16le");
}
