import type { Id } from "../inventory.ts";
import type { Operation, Outcome } from "../operation.ts";
import { diagnosticOf } from "./diagnostic-of.ts";
import type { Session } from "./session.ts";
import type { StepContext, StepResult } from "./step-result.ts";

/** Carries out an operation, and follows its job to the end. */
export async function runOperation(operation: Operation, context: StepContext): Promise<StepResult> {
  const { session } = context;
  const carryOut = () => (operation.kind === "define-property" ? session.define(operation) : session.port.run(operation));
  return judge(await answered(carryOut, session), context);
}

export async function answered(work: () => Promise<Outcome>, session: Session): Promise<Outcome | null> {
  try {
    return await session.unlessDetached(work());
  } catch (error) {
    return { state: "unknown", diagnostic: diagnosticOf(error, "APPLY_STEP_UNKNOWN", "the step broke off without an answer") };
  }
}

export async function judge(outcome: Outcome | null, context: StepContext): Promise<StepResult> {
  switch (outcome?.state) {
    case undefined:
      return { state: "detached", job: null };
    case "done":
      return { state: "done", note: null, objectId: outcome.objectId };
    case "running":
      return follow(outcome.jobId, context);
    case "busy":
      return outcome;
    case "unknown":
      return { state: "disturbed", diagnostic: outcome.diagnostic };
    case "taken":
      return { state: "taken", diagnostic: { ...outcome.diagnostic, hint: outcome.diagnostic.hint ?? TAKEN_HINT } };
    case "failed":
      return { state: "failed", diagnostic: outcome.diagnostic };
  }
}

const TAKEN_HINT = "Plan again: a claim then takes another free name or address; one that the manifest gives must be changed.";

export async function follow(jobId: Id, { session, progress, deadline }: StepContext): Promise<StepResult> {
  const end = await session.jobs.wait(jobId, progress, () => session.isDetached || session.pace.now() >= deadline);
  if (end.state === "lost") return { state: "disturbed", diagnostic: end.diagnostic };
  if (end.state === "left") {
    const job = { id: jobId, name: end.last?.name ?? "", percent: end.last?.progress ?? 0 };
    return { state: session.isDetached ? "detached" : "late", job };
  }
  const { state, diagnostic, transient, name } = end.report;
  if (state === "done") return { state: "done", note: diagnostic };
  const failure = diagnostic ?? { code: "APPLY_JOB_FAILED", severity: "error" as const, summary: `VMM's job "${name}" failed` };
  return { state: transient ? "disturbed" : "failed", diagnostic: failure };
}
