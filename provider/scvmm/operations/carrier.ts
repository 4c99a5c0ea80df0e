import type { Batch, Filter } from "../../batch/call.ts";
import type { CallResult } from "../../batch/result.ts";
import type { Id } from "../../engine/inventory.ts";
import type { Outcome } from "../../engine/operation.ts";
import { type Diagnostic, DiagnosticError } from "../../model/diagnostic.ts";
import { guid, record } from "../decode.ts";
import { callDiagnostic, classify, treatmentOf } from "../errors.ts";
import type { Treatment } from "../known-errors.ts";
import type { Results } from "../results.ts";

/** A batch, and what its reply means: the end, or a further batch that depends on what was read. */
export interface Step {
  readonly batch: Batch;
  /** May throw DiagnosticError for what it cannot understand. */
  read(results: Results): Outcome | Step;
}

/** How one kind of operation is carried out; `newId` gives a new Guid. Throws DiagnosticError for values that VMM does not accept. */
export type Carrier<O> = (operation: O, newId: () => Id) => Step;

export const identity = record({ id: guid("ID") });

/** Everything but these: what has come since they were looked at. */
export const beside = (ids: readonly Id[]): Filter => ({ all: ids.map((value) => ({ path: "ID", op: "ne", value })) });

export const done = (objectId: Id | null = null): Outcome => ({ state: "done", objectId });

export const failed = (code: string, summary: string, hint?: string, detail?: string): Outcome => ({
  state: "failed",
  diagnostic: { code, severity: "error", summary, ...(detail ? { detail } : {}), ...(hint ? { hint } : {}) },
});

export const taken = (summary: string, detail?: string): Outcome => ({
  state: "taken",
  diagnostic: { code: "VMM_TAKEN", severity: "error", summary, ...(detail ? { detail } : {}) },
});

export const gone = (what: string, id: Id): Outcome =>
  failed("VMM_NOT_FOUND", `${what} ${id} is not in VMM`, "It may have been removed meanwhile: plan again");

/** What an error of a call comes to: a lock and the like pass by themselves; of some only a reading tells what is left to do. */
const STATES = { again: "busy", read: "unknown", never: "failed", note: "failed" } as const satisfies Record<Treatment, Outcome["state"]>;

export function outcomeOf(result: CallResult): Outcome {
  const { error } = result;
  if (!error) {
    const detail = `the call ${result.id} was ${result.state}${result.because ? ` because of ${result.because}` : ""}`;
    const diagnostic: Diagnostic = { code: "VMM_STRANGE_REPLY", severity: "error", summary: "VMM's reply makes no sense", detail };
    return { state: "failed", diagnostic };
  }
  const diagnostic = callDiagnostic(error);
  return classify(error) === "locked" ? { state: "busy", diagnostic, locked: true } : { state: STATES[treatmentOf(error)], diagnostic };
}

/**
 * The outcome of the call that does the work: running where it started a job, done where it did not. Where it did not run since
 * an earlier one failed, that one's error is the outcome.
 */
export function workOf(results: Results, id: string, objectId: Id | null = null): Outcome {
  const result = results.of(id);
  if (result.state === "done") return result.job ? { state: "running", jobId: result.job, objectId } : done(objectId);
  return outcomeOf(causeOf(results, result));
}

/** Goes back from a skipped call to the one that failed. */
function causeOf(results: Results, result: CallResult): CallResult {
  if (result.state !== "skipped" || !result.because) return result;
  const cause = results.of(result.because);
  return cause.state === "done" ? result : causeOf(results, cause);
}

/** Narrows a text of the engine to what the cmdlet accepts. */
export function accepted<T extends string>(what: string, values: readonly T[], value: string): T {
  const found = values.find((one) => one === value);
  if (found !== undefined) return found;
  const summary = `VMM knows no ${what} "${value}"`;
  throw new DiagnosticError([{ code: "VMM_BAD_VALUE", severity: "error", summary, detail: `allowed: ${values.join(", ")}` }]);
}
