import type { BatchError } from "../batch/executor.ts";
import type { Outcome } from "../engine/operation.ts";
import type { Diagnostic } from "../model/diagnostic.ts";

/** Codes of an executor after which trying again makes sense: nothing has run. */
const PASSING: ReadonlySet<string> = new Set(["WINRM_CONNECT", "WINRM_TIMEOUT", "VMM_CONNECT"]);

/** What a batch, or a script, that brought no reply means for its step. */
export function lost(error: BatchError): Outcome {
  const diagnostic = diagnosticOf(error);
  if (error.outcome === "unknown") return { state: "unknown", diagnostic };
  return { state: PASSING.has(error.code) ? "busy" : "failed", diagnostic };
}

export function diagnosticOf(error: BatchError): Diagnostic {
  return { code: error.code, severity: "error", summary: error.message, ...(error.hint ? { hint: error.hint } : {}) };
}
