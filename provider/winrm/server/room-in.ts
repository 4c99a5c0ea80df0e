import type { WsManRequest } from "../wsman/envelope.ts";

const DEFAULT_ENVELOPE_BYTES = 153_600;
const MAX_ENVELOPE_BYTES = 512_000;
const MIN_ROOM_BYTES = 1024;
/** Of a reply: the envelope around what it brings. */
const REPLY_OVERHEAD_BYTES = 2048;

/** Bytes that the answer to a request may bring. */
export function roomIn({ maxEnvelopeBytes }: WsManRequest): number {
  const envelope = Math.min(maxEnvelopeBytes ?? DEFAULT_ENVELOPE_BYTES, MAX_ENVELOPE_BYTES);
  return Math.max(envelope - REPLY_OVERHEAD_BYTES, MIN_ROOM_BYTES);
}
