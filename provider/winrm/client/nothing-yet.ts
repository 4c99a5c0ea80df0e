import { WsManFault } from "../wsman/fault.ts";
import { FAULT } from "../wsman/fault-table.ts";

/** A Receive that timed out on the server only says that there is nothing yet. */
export const nothingYet =
  <T>(nothing: T) =>
  (error: unknown): T => {
    if (error instanceof WsManFault && error.faultCode === FAULT.operationTimeout) return nothing;
    throw error;
  };
