import { CmdletError } from "../errors.ts";

type BatchErrorId = "CmdletNotAllowed" | "ReferenceEmpty" | "ReferenceAmbiguous" | "BadCall" | "BadFile";

/** An error of the interpreter itself, in the form that the PowerShell one gives it. */
export function batchError(id: BatchErrorId, message: string): CmdletError {
  return new CmdletError({ number: null, errorId: id, category: "InvalidOperation", type: "System.InvalidOperationException", message });
}

export function badCall(message: string): CmdletError {
  return batchError("BadCall", message);
}
