import { WsManFault } from "../wsman/fault.ts";
import { FAULT } from "../wsman/fault-table.ts";
import type { ReceivedData } from "../wsman/receive.ts";

/** A Receive that timed out on the server only says that there is nothing yet. */
export function nothingYet(error: unknown): ReceivedData {
  if (error instanceof WsManFault && error.faultCode === FAULT.operationTimeout) return { chunks: [], state: undefined };
  throw error;
}
