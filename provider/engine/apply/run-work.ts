import type { Diagnostic } from "../../model/diagnostic.ts";
import { isOpen } from "../../model/maintenance-window.ts";
import type { ChangeResult } from "../../model/plan.ts";
import type { ApplyEvent } from "../apply-event.ts";
import { blockedDiagnostics, isWanted } from "../blocked-diagnostics.ts";
import type { Id } from "../inventory.ts";
import { stepsOf } from "../kinds.ts";
import { reRead } from "../steps.ts";
import type { Blocked, Step, Work } from "../work.ts";
import type { World } from "../world.ts";
import { aborted, beyondRepair, detached, fileGone, late, notConverging } from "./endings.ts";
import { MOST_BUSY_ATTEMPTS, MOST_DISTURBANCES, MOST_LOCKED_ATTEMPTS, MOST_READINGS, pauseBefore } from "./patience.ts";
import { type FailReason, refusal } from "./refusals.ts";
import { runStep } from "./run-step.ts";
import type { Aside } from "./schedule.ts";
import type { Session } from "./session.ts";
import { ShowsLate } from "./shows-late.ts";
import type { StepContext, StepResult } from "./step-result.ts";

export interface Surroundings {
  readonly session: Session;
  readonly emit: (event: ApplyEvent) => void;
  readonly aside: Aside;
  /** What must not come up on the way either. */
  readonly failOn: readonly FailReason[];
}

interface Progress {
  queue: readonly Step[];
  blocked: readonly Blocked[];
  /** Of the steps done so far. */
  done: number;
  busy: number;
  disturbances: number;
  readings: number;
  readonly showsLate: ShowsLate;
  readonly unrepaired: Set<Id>;
  readonly missing: Set<string>;
  taken: Diagnostic | null;
  /** Why the goal cannot be reached: what is left of the queue clears away. */
  problems: readonly Diagnostic[];
  /** Why the last step did not get on. */
  last: Diagnostic | null;
  readonly notes: Diagnostic[];
}

type End = Pick<ChangeResult, "state" | "diagnostics" | "waits">;

/**
 * Carries out one change, step by step.
 *
 * 1. The planned steps in their order; a step that finds VMM busy is tried again after a pause.
 * 2. A lost answer, a failure that may pass, or the end of a creation: read VMM, and work out from the goal what is left; nothing of `failOn` may be in it.
 * 3. The result: done; failed, also when its time is over; not-run when it was aborted, left to VMM or attributes wait.
 */
export async function runWork(work: Work, surroundings: Surroundings): Promise<ChangeResult> {
  const { emit, session } = surroundings;
  const { now } = session.pace;
  const started = now();
  // What comes after the end was asked for never starts.
  if (!session.signals.signal?.aborted)
    emit({ type: "change-started", address: work.address, action: work.action, steps: work.steps.length });
  const end = await runSteps(work, surroundings);
  const diagnostics = end.diagnostics.map((diagnostic) => ({ ...diagnostic, address: diagnostic.address ?? work.address }));
  const result: ChangeResult = {
    address: work.address,
    action: work.action,
    state: end.state,
    ...(end.waits ? { waits: end.waits } : {}),
    diagnostics,
    durationMs: now() - started,
  };
  emit({ type: "change-finished", result });
  return result;
}

async function runSteps(work: Work, surroundings: Surroundings): Promise<End> {
  const { session, emit } = surroundings;
  const { pace, signals } = session;
  const deadline = pace.now() + work.timeoutMs;
  const progress: Progress = {
    queue: work.steps,
    blocked: work.blocked,
    done: 0,
    busy: 0,
    disturbances: 0,
    readings: 0,
    showsLate: new ShowsLate(),
    problems: [],
    unrepaired: new Set(),
    missing: new Set(),
    taken: null,
    last: null,
    notes: [],
  };
  for (;;) {
    const [step] = progress.queue;
    if (!step) return finished(progress, pace.clock());
    if (pace.now() >= deadline) return { state: "failed", diagnostics: [...progress.notes, late(work, step.label, null, progress.last)] };
    if (signals.signal?.aborted) return { state: "not-run", diagnostics: [...progress.notes, aborted(progress.done)] };
    const at = { address: work.address, step: progress.done + 1 };
    emit({ type: "step-started", ...at, label: step.label });
    const tell: StepContext["progress"] = ({ name, progress: percent }) => emit({ type: "job-progress", ...at, job: name, percent });
    const run = () => runStep(step.task, { session, progress: tell, deadline });
    // A guest takes minutes, and nothing of VMM meanwhile.
    const result = await (step.task.kind === "await-guest" ? surroundings.aside(run) : run());
    const end = await proceed(result, { work, step }, progress, surroundings, (state, diagnostic) =>
      emit({ type: "step-finished", ...at, label: step.label, state, diagnostic }),
    );
    if (end) return end;
  }
}

type Tell = (state: "done" | "failed" | "retrying" | "left", diagnostic: Diagnostic | null) => void;

/** Moves the progress on by one step's result; the end of the change, if this was it. */
async function proceed(
  result: StepResult,
  { work, step }: { readonly work: Work; readonly step: Step },
  progress: Progress,
  { session, failOn }: Surroundings,
  tell: Tell,
): Promise<End | null> {
  const { pace, signals } = session;
  progress.last = "diagnostic" in result ? result.diagnostic : null;
  const fail = (last: Diagnostic): End => {
    // What was a hindrance as long as there was another try.
    const diagnostic: Diagnostic = { ...last, severity: "error" };
    tell("failed", diagnostic);
    return { state: "failed", diagnostics: [...progress.notes, ...progress.problems, diagnostic] };
  };
  switch (result.state) {
    case "done":
      tell("done", result.note);
      progress.showsLate.note(step.task, result.objectId);
      if (result.note) progress.notes.push(result.note);
      advance(progress, [...progress.queue.slice(1), ...(result.last ?? [])]);
      return null;
    case "read":
      tell("done", null);
      return workOut(work, result.world, progress, { session, failOn });
    case "busy":
      progress.busy++;
      if (progress.busy >= (result.locked ? MOST_LOCKED_ATTEMPTS : MOST_BUSY_ATTEMPTS)) return fail(result.diagnostic);
      tell("retrying", result.diagnostic);
      await pace.sleep(pauseBefore(progress.busy), signals.signal);
      return null;
    case "disturbed":
      progress.disturbances++;
      if (progress.disturbances >= MOST_DISTURBANCES) return fail(result.diagnostic);
      tell("retrying", result.diagnostic);
      await pace.sleep(pauseBefore(progress.disturbances), signals.signal);
      progress.queue = [reRead];
      return null;
    case "closed":
      tell("done", null);
      advance(progress, [reRead]);
      return null;
    case "unrepaired":
      tell("failed", result.diagnostic);
      progress.unrepaired.add(result.vmId);
      progress.notes.push(beyondRepair(result.diagnostic));
      advance(progress, [reRead]);
      return null;
    case "missing":
      tell("failed", result.diagnostic);
      progress.missing.add(result.path);
      progress.notes.push(fileGone(result.path, result.diagnostic));
      advance(progress, [reRead]);
      return null;
    case "taken":
      // A machine that is being made gives way, or is kept, as its manifest says; only a reading tells whether it is one.
      if (step.task.kind !== "operate" || step.task.operation.kind !== "set-adapter") return fail(result.diagnostic);
      tell("failed", result.diagnostic);
      progress.taken = result.diagnostic;
      advance(progress, [reRead]);
      return null;
    case "late":
      return fail(late(work, step.label, result.job, progress.last));
    case "detached": {
      const diagnostic = detached(step.label, result.job);
      tell("left", diagnostic);
      return { state: "not-run", diagnostics: [...progress.notes, diagnostic] };
    }
    case "failed":
      return fail(result.diagnostic);
  }
}

/** What is left to do, from a fresh reading; where that does not show yet what was made, the next one is to tell. */
async function workOut(
  { goal }: Work,
  world: World,
  progress: Progress,
  { session: { pace, signals }, failOn }: Pick<Surroundings, "session" | "failOn">,
): Promise<End | null> {
  const { unrepaired, missing, taken, showsLate } = progress;
  const unseen = showsLate.unseenIn(world);
  if (unseen > 0) {
    await pace.sleep(pauseBefore(unseen), signals.signal);
    return null;
  }
  const { steps, blocked, problems } = stepsOf(goal, world, {
    isOpen: (window) => isOpen(window, pace.clock()),
    unrepaired,
    missing,
    taken,
  });
  progress.problems = problems;
  // Else what the change has made of itself is cleared away first.
  if (problems.length > 0 && steps.length === 0) return { state: "failed", diagnostics: [...progress.notes, ...problems] };
  const refused = refusal(steps, failOn);
  if (refused) return { state: "not-run", diagnostics: [...progress.notes, refused] };
  progress.readings++;
  if (progress.readings > MOST_READINGS) return { state: "failed", diagnostics: [...progress.notes, notConverging()] };
  if (progress.readings > 2) await pace.sleep(pauseBefore(progress.readings - 2), signals.signal);
  progress.blocked = blocked;
  advance(progress, steps);
  return null;
}

function advance(progress: Progress, queue: readonly Step[]): void {
  progress.queue = queue;
  progress.done++;
  progress.busy = 0;
}

/** Blocked attributes are not set: the change must not pass for done. */
function finished({ blocked, notes, problems }: Progress, at: number): End {
  if (problems.length > 0) return { state: "failed", diagnostics: [...notes, ...problems] };
  if (blocked.length === 0) return { state: "done", diagnostics: notes };
  return { state: "not-run", ...(isWanted(blocked) ? { waits: true } : {}), diagnostics: [...notes, ...blockedDiagnostics(blocked, at)] };
}
