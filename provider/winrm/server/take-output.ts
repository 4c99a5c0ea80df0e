import type { WsManRequest } from "../wsman/envelope.ts";
import type { Chunk, Outbox, Taken } from "./outbox.ts";
import { FAULTS } from "./server-fault.ts";

const DEFAULT_ENVELOPE_BYTES = 153_600;
const MAX_ENVELOPE_BYTES = 512_000;
const MIN_ROOM_BYTES = 1024;
/** Of a reply: the envelope around its streams. */
const REPLY_OVERHEAD_BYTES = 2048;
/** MaxTimeoutms. */
const MAX_TIMEOUT_SECONDS = 60;

/**
 * What a Receive gets: as much as its envelope may hold, waiting as long as it asks and the server allows. Nothing in that
 * time, a target that is gone and a second listener are faults.
 */
export async function takeOutput<T extends Chunk>(
  outbox: Outbox<T>,
  request: WsManRequest,
  gone: AbortSignal,
): Promise<Extract<Taken<T>, { readonly kind: "data" }>> {
  const envelope = Math.min(request.maxEnvelopeBytes ?? DEFAULT_ENVELOPE_BYTES, MAX_ENVELOPE_BYTES);
  const seconds = Math.min(request.operationTimeoutSeconds ?? MAX_TIMEOUT_SECONDS, MAX_TIMEOUT_SECONDS);
  const maxBytes = Math.max(envelope - REPLY_OVERHEAD_BYTES, MIN_ROOM_BYTES);
  const taken = await outbox.take({ maxBytes, timeoutMs: Math.max(seconds, 0) * 1000, gone });
  switch (taken.kind) {
    case "data":
      return taken;
    case "timeout":
      throw FAULTS.timedOut();
    case "closed":
      throw FAULTS.aborted();
    case "dismissed":
      throw FAULTS.streamDisconnected();
    case "busy":
      throw FAULTS.busy();
  }
}
