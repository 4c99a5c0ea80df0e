import { appendFields, newHeader, openMessage, readField, writeVersion } from "./message-fields.ts";

/** NEGOTIATE (MS-NLMP 2.2.1.1): what the client can do. Its domain and workstation are hints that nobody needs. */
export interface NegotiateMessage {
  readonly flags: number;
}

const SIZE = 40;
/** Clients that send neither names nor a version may stop after the flags. */
const SHORTEST = 16;
const FIELDS_END = 32;

export function encodeNegotiate(message: NegotiateMessage): Buffer {
  const header = newHeader(1, SIZE);
  header.writeUInt32LE(message.flags, 12);
  writeVersion(header, 32);
  return appendFields(header, []);
}

/** @throws NtlmError `malformed`, `limit` */
export function decodeNegotiate(bytes: Uint8Array): NegotiateMessage {
  const message = openMessage(bytes, 1, SHORTEST);
  if (message.length >= FIELDS_END) for (const at of [16, 24]) readField(message, at);
  return { flags: message.readUInt32LE(12) };
}
