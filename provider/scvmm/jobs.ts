import { call } from "../batch/build.ts";
import type { Batch } from "../batch/call.ts";
import type { BatchReply } from "../batch/result.ts";
import type { Id } from "../engine/inventory.ts";
import type { JobReport } from "../engine/operation.ts";
import { type Diagnostic, DiagnosticError } from "../model/diagnostic.ts";
import { amount, each, flag, guid, integer, optional, otherwise, record, text } from "./decode.ts";
import { callDiagnostic, treatmentOf, type VmmFailure, vmmDiagnostic } from "./errors.ts";
import { NOT_FOUND, type Treatment } from "./known-errors.ts";
import { type Results, resultsOf } from "./results.ts";

const message = record({ number: otherwise(integer("DisplayableErrorCode"), 0), problem: optional(text("Problem")) });

/** scvmm-domain 1.7. */
const job = record({
  id: guid("ID"),
  name: otherwise(text("Name"), ""),
  status: text("Status"),
  progress: otherwise(amount("ProgressValue"), 0),
  completed: otherwise(flag("IsCompleted"), false),
  resultObjectId: optional(guid("ResultObjectID")),
  number: otherwise(integer("ErrorInfo.DisplayableErrorCode"), 0),
  problem: optional(text("ErrorInfo.Problem")),
  action: optional(text("ErrorInfo.RecommendedAction")),
  notes: each("AdditionalMessages", message),
});
type Job = ReturnType<typeof job.decode>;

const STATES: ReadonlyMap<string, JobReport["state"]> = new Map([
  ["NotStarted", "running"],
  ["Running", "running"],
  ["Completed", "done"],
  ["SucceedWithInfo", "done"],
  ["Failed", "failed"],
  ["Canceled", "failed"],
]);

/** Whether a job of this status is over; a status that is not known is not. */
export function isEnded(status: string): boolean {
  return (STATES.get(status) ?? "running") !== "running";
}

const callId = (index: number) => `job${index}`;

/** One call a job, all in one round trip: Get-SCJob takes one id, and without one it answers with all of history. */
export function jobsBatch(ids: readonly Id[]): Batch {
  return ids.map((id, index) => call(callId(index), "Get-SCJob", { ID: id }, { project: job.projection }));
}

/** Throws DiagnosticError when a job cannot be read for another reason than that VMM does not know it. */
export function readJobs(ids: readonly Id[], batch: Batch, reply: BatchReply): readonly JobReport[] {
  const results = resultsOf(batch, reply);
  return ids.map((id, index) => reportOf(id, results, callId(index)));
}

function reportOf(id: Id, results: Results, key: string): JobReport {
  const { error } = results.of(key);
  if (error && error.number !== NOT_FOUND) throw new DiagnosticError([callDiagnostic(error)]);
  const read = results.rows(key, job).find((one) => one.id === id);
  if (!read) return { id, state: "failed", progress: 0, name: "", resultObjectId: null, diagnostic: unknownJob(id), transient: true };
  const state = STATES.get(read.status) ?? (read.completed ? "failed" : "running");
  return {
    id,
    state,
    progress: Math.min(100, read.progress),
    name: read.name,
    resultObjectId: read.resultObjectId,
    diagnostic: state === "failed" ? failure(read) : state === "done" ? notes(read) : null,
    transient: state === "failed" && PASSING.has(treatmentOf(failureOf(read))),
  };
}

/** After these the reading that follows tells what is left. */
const PASSING: ReadonlySet<Treatment> = new Set(["again", "read"]);

/** A job's error in the words of the error stream. */
const failureOf = ({ number, problem, action }: Job): VmmFailure => ({ number, message: [problem, action].filter(Boolean).join("\n\n") });

function failure(read: Job): Diagnostic {
  if (read.number === 0)
    return { code: "VMM_JOB_FAILED", severity: "error", summary: `The job "${read.name}" ended as ${read.status}`, ...detail(read) };
  const diagnostic = vmmDiagnostic(failureOf(read), "VMM_JOB_FAILED");
  return { ...diagnostic, detail: [`job "${read.name}"`, diagnostic.detail].filter(Boolean).join("\n") };
}

const detail = ({ problem }: Job) => (problem ? { detail: problem } : {});

function notes(read: Job): Diagnostic | null {
  const said = read.notes.filter(({ number }) => number !== 0).map(({ number, problem }) => `${number}: ${problem ?? ""}`);
  if (said.length === 0) return null;
  return { code: "VMM_JOB_INFO", severity: "info", summary: `VMM completed "${read.name}" with notes`, detail: said.join("\n") };
}

function unknownJob(id: Id): Diagnostic {
  return {
    code: "VMM_JOB_UNKNOWN",
    severity: "error",
    summary: `VMM knows no job ${id}`,
    hint: "It may have been purged from VMM's history: what it changed is read again",
  };
}
