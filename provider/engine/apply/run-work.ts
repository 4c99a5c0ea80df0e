import type { Diagnostic } from "../../model/diagnostic.ts";
import type { AttributeChange, ChangeResult } from "../../model/plan.ts";
import type { ApplyEvent } from "../apply-event.ts";
import { blockedDiagnostics } from "../blocked-diagnostics.ts";
import { stepsOf } from "../kinds.ts";
import { reRead } from "../steps.ts";
import type { Step, Work } from "../work.ts";
import { MOST_BUSY_ATTEMPTS, MOST_DISTURBANCES, MOST_READINGS, pauseBefore } from "./patience.ts";
import { runStep, type StepResult } from "./run-step.ts";
import type { Aside } from "./schedule.ts";
import type { Session } from "./session.ts";

export interface Surroundings {
  readonly session: Session;
  readonly emit: (event: ApplyEvent) => void;
  readonly signal: AbortSignal | undefined;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly aside: Aside;
}

interface Progress {
  queue: readonly Step[];
  blocked: readonly AttributeChange[];
  /** Of the steps done so far. */
  done: number;
  busy: number;
  disturbances: number;
  readings: number;
  readonly notes: Diagnostic[];
}

type End = Pick<ChangeResult, "state" | "diagnostics">;

/**
 * Carries out one change, step by step.
 *
 * 1. The planned steps in their order; a step that finds VMM busy is tried again after a pause.
 * 2. A lost answer, a failure that may pass, or the end of a creation: read VMM, and work out from the goal what is left.
 * 3. The result: done, failed, or not-run when it was aborted or attributes wait for the machine to be off.
 */
export async function runWork(work: Work, surroundings: Surroundings): Promise<ChangeResult> {
  const { emit, now } = surroundings;
  const started = now();
  emit({ type: "change-started", address: work.address, action: work.action, steps: work.steps.length });
  const end = await runSteps(work, surroundings);
  const diagnostics = end.diagnostics.map((diagnostic) => ({ ...diagnostic, address: diagnostic.address ?? work.address }));
  const result: ChangeResult = {
    address: work.address,
    action: work.action,
    state: end.state,
    diagnostics,
    durationMs: now() - started,
  };
  emit({ type: "change-finished", result });
  return result;
}

async function runSteps(work: Work, surroundings: Surroundings): Promise<End> {
  const { session, emit, signal } = surroundings;
  const progress: Progress = {
    queue: work.steps,
    blocked: work.blocked,
    done: 0,
    busy: 0,
    disturbances: 0,
    readings: 0,
    notes: [],
  };
  for (;;) {
    const [step] = progress.queue;
    if (!step) return finished(progress);
    if (signal?.aborted) return { state: "not-run", diagnostics: [...progress.notes, aborted(progress.done)] };
    const at = { address: work.address, step: progress.done + 1 };
    emit({ type: "step-started", ...at, label: step.label });
    const run = () =>
      runStep(step.task, session, ({ name, progress: percent }) => emit({ type: "job-progress", ...at, job: name, percent }));
    // A guest takes minutes, and nothing of VMM meanwhile.
    const result = await (step.task.kind === "await-guest" ? surroundings.aside(run) : run());
    const end = await proceed(result, work, progress, surroundings, (state, diagnostic) =>
      emit({ type: "step-finished", ...at, label: step.label, state, diagnostic }),
    );
    if (end) return end;
  }
}

type Tell = (state: "done" | "failed" | "retrying", diagnostic: Diagnostic | null) => void;

/** Moves the progress on by one step's result; the end of the change, if this was it. */
async function proceed(result: StepResult, work: Work, progress: Progress, around: Surroundings, tell: Tell): Promise<End | null> {
  const fail = (diagnostic: Diagnostic): End => {
    tell("failed", diagnostic);
    return { state: "failed", diagnostics: [...progress.notes, diagnostic] };
  };
  switch (result.state) {
    case "done":
      tell("done", result.note);
      if (result.note) progress.notes.push(result.note);
      advance(progress, [...progress.queue.slice(1), ...(result.last ?? [])]);
      return null;
    case "read": {
      tell("done", null);
      const { steps, blocked, problems } = stepsOf(work.goal, result.world);
      if (problems.length > 0) return { state: "failed", diagnostics: [...progress.notes, ...problems] };
      progress.readings++;
      if (progress.readings > MOST_READINGS) return { state: "failed", diagnostics: [...progress.notes, notConverging()] };
      if (progress.readings > 2) await around.sleep(pauseBefore(progress.readings - 2), around.signal);
      progress.blocked = blocked;
      advance(progress, steps);
      return null;
    }
    case "busy":
      progress.busy++;
      if (progress.busy >= MOST_BUSY_ATTEMPTS) return fail(result.diagnostic);
      tell("retrying", result.diagnostic);
      await around.sleep(pauseBefore(progress.busy), around.signal);
      return null;
    case "disturbed":
      progress.disturbances++;
      if (progress.disturbances >= MOST_DISTURBANCES) return fail(result.diagnostic);
      tell("retrying", result.diagnostic);
      await around.sleep(pauseBefore(progress.disturbances), around.signal);
      progress.queue = [reRead];
      return null;
    case "failed":
      return fail(result.diagnostic);
  }
}

function advance(progress: Progress, queue: readonly Step[]): void {
  progress.queue = queue;
  progress.done++;
  progress.busy = 0;
}

/** Blocked attributes are not set: the change must not pass for done. */
function finished({ blocked, notes }: Progress): End {
  if (blocked.length === 0) return { state: "done", diagnostics: notes };
  return { state: "not-run", diagnostics: [...notes, ...blockedDiagnostics(blocked)] };
}

function aborted(done: number): Diagnostic {
  return {
    code: "APPLY_ABORTED",
    severity: "warning",
    summary:
      done === 0 ? "not started: the run was aborted" : `broken off after ${done} ${done === 1 ? "step" : "steps"}: the run was aborted`,
    hint: "Plan and apply again: what is done stays done, what lacks is finished.",
  };
}

function notConverging(): Diagnostic {
  return {
    code: "APPLY_NOT_CONVERGING",
    severity: "error",
    summary: "VMM does not show what it reported as done",
    detail: `After ${MOST_READINGS} readings there are still steps left.`,
    hint: "Refresh the VM in VMM, then plan again.",
  };
}
