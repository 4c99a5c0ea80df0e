import { TransportError } from "../errors.ts";
import { WsManFault } from "../wsman/fault.ts";
import { FAULT } from "../wsman/fault-table.ts";
import type { Operation } from "../wsman/namespaces.ts";

/** No answer: the connection broke, or the server was not ready. */
export class LostAnswer {
  readonly error: TransportError;
  constructor(error: TransportError) {
    this.error = error;
  }
}

/** For a first sending without `repeated`; the server may still take the broken connection's Receive for a listener. */
export function asLost(error: unknown, repeated?: Operation): LostAnswer {
  if (error instanceof TransportError && (error.phase !== "connect" || repeated !== undefined)) return new LostAnswer(error);
  const stillListening = repeated === "Receive" && error instanceof WsManFault && error.faultCode === FAULT.busy;
  if (stillListening) return new LostAnswer(new TransportError("receive", error.message, { cause: error }));
  throw error;
}
