import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Id } from "../inventory.ts";
import type { JobReport, Operation, Outcome } from "../operation.ts";
import type { Step, Task } from "../work.ts";
import type { World } from "../world.ts";
import { awaitGuest } from "./await-guest.ts";
import { diagnosticOf } from "./diagnostic-of.ts";
import type { Session } from "./session.ts";

/** busy: the same step again, nothing was changed · disturbed: read VMM before going on. */
export type StepResult =
  /** `last`: steps that are to be done after all others. */
  | { readonly state: "done"; readonly note: Diagnostic | null; readonly last?: readonly Step[] }
  | { readonly state: "read"; readonly world: World }
  | { readonly state: "busy"; readonly diagnostic: Diagnostic }
  | { readonly state: "disturbed"; readonly diagnostic: Diagnostic }
  | { readonly state: "failed"; readonly diagnostic: Diagnostic };

export async function runStep(task: Task, session: Session, progress: (report: JobReport) => void): Promise<StepResult> {
  switch (task.kind) {
    case "operate":
      return judge(await answered(() => carryOut(task.operation, session)), session, progress);
    case "run-hook":
      return judge(await answered(() => session.port.runHook(task.hook)), session, progress);
    case "await-guest":
      return awaitGuest(task, session);
    case "await-job": {
      const result = await follow(task.jobId, session, progress);
      // The job of an earlier run: whatever became of it, the reading that follows tells what is left.
      return result.state === "failed" ? { state: "disturbed", diagnostic: result.diagnostic } : result;
    }
    case "re-read":
      try {
        return { state: "read", world: await session.reader.read() };
      } catch (error) {
        return { state: "disturbed", diagnostic: diagnosticOf(error, "APPLY_READ_FAILED", "VMM could not be read") };
      }
  }
}

const carryOut = (operation: Operation, session: Session): Promise<Outcome> =>
  operation.kind === "define-property" ? session.define(operation) : session.port.run(operation);

async function answered(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    return { state: "unknown", diagnostic: diagnosticOf(error, "APPLY_STEP_UNKNOWN", "the step broke off without an answer") };
  }
}

async function judge(outcome: Outcome, session: Session, progress: (report: JobReport) => void): Promise<StepResult> {
  switch (outcome.state) {
    case "done":
      return { state: "done", note: null };
    case "running":
      return follow(outcome.jobId, session, progress);
    case "busy":
      return { state: "busy", diagnostic: outcome.diagnostic };
    case "unknown":
      return { state: "disturbed", diagnostic: outcome.diagnostic };
    case "taken":
      return { state: "failed", diagnostic: { ...outcome.diagnostic, hint: outcome.diagnostic.hint ?? TAKEN_HINT } };
    case "failed":
      return { state: "failed", diagnostic: outcome.diagnostic };
  }
}

const TAKEN_HINT = "Plan again: a claim then takes another free name or address; one that the manifest gives must be changed.";

async function follow(jobId: Id, session: Session, progress: (report: JobReport) => void): Promise<StepResult> {
  const end = await session.jobs.wait(jobId, progress);
  if (end.state === "lost") return { state: "disturbed", diagnostic: end.diagnostic };
  const { state, diagnostic, transient, name } = end.report;
  if (state === "done") return { state: "done", note: diagnostic };
  const failure = diagnostic ?? { code: "APPLY_JOB_FAILED", severity: "error" as const, summary: `VMM's job "${name}" failed` };
  return { state: transient ? "disturbed" : "failed", diagnostic: failure };
}
