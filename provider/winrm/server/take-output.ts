import type { WsManRequest } from "../wsman/envelope.ts";
import type { Chunk, Outbox, Taken } from "./outbox.ts";
import { roomIn } from "./room-in.ts";
import { FAULTS } from "./server-fault.ts";

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
  const seconds = Math.min(request.operationTimeoutSeconds ?? MAX_TIMEOUT_SECONDS, MAX_TIMEOUT_SECONDS);
  const taken = await outbox.take({ maxBytes: roomIn(request), timeoutMs: Math.max(seconds, 0) * 1000, gone });
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
