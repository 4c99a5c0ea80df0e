import type { Diagnostic } from "../../model/diagnostic.ts";
import { formatDuration } from "../../model/duration.ts";
import type { Task } from "../work.ts";
import { MOST_FORCE_ATTEMPTS, pauseBefore } from "./patience.ts";
import { runOperation } from "./run-operation.ts";
import type { StepContext, StepResult } from "./step-result.ts";

type ShutDown = Extract<Task, { readonly kind: "shut-down" }>;

/**
 * 1. Ask the guest, and wait for it.
 * 2. Where it does not go, and force is allowed: give the shutdown up in VMM, which holds the VM's lock, and turn the VM off.
 */
export async function shutDown(task: ShutDown, context: StepContext): Promise<StepResult> {
  const { vmId, timeoutMs, force, noted } = task;
  const { pace } = context.session;
  const patience = pace.now() + timeoutMs;
  const deadline = Math.min(patience, context.deadline);
  const asked = await runOperation({ kind: "stop-machine", vmId, how: "shutdown", ...(noted ? { noted } : {}) }, { ...context, deadline });
  const isSilent = asked.state === "late" && patience <= context.deadline;
  if (asked.state !== "failed" && !isSilent) return asked;
  const why = asked.state === "failed" ? asked.diagnostic : null;
  if (!force) return { state: "failed", diagnostic: notShutDown(task, why) };
  if (asked.state === "late" && asked.job) await runOperation({ kind: "stop-job", jobId: asked.job.id }, context);
  const forced = await turnOff(task, context);
  return forced.state === "done" ? { state: "done", note: turnedOff(task, why) } : forced;
}

async function turnOff({ vmId }: ShutDown, context: StepContext): Promise<StepResult> {
  const { signals, pace } = context.session;
  for (let attempt = 1; ; attempt++) {
    const result = await runOperation({ kind: "stop-machine", vmId, how: "force" }, context);
    if (result.state !== "busy" || attempt === MOST_FORCE_ATTEMPTS || signals.signal?.aborted) return result;
    await pace.sleep(pauseBefore(attempt), signals.signal);
  }
}

const within = ({ timeoutMs }: ShutDown): string => formatDuration(timeoutMs);
const cause = (why: Diagnostic | null): string => (why ? [why.summary, why.detail].filter(Boolean).join("\n") : "");

function notShutDown(task: ShutDown, why: Diagnostic | null): Diagnostic {
  const detail = why
    ? cause(why)
    : "VMM's job goes on: should the guest still shut down, the next apply makes the change and starts it again.";
  return {
    code: "APPLY_NOT_SHUT_DOWN",
    severity: "error",
    path: "spec.shutdownTimeout",
    summary: why ? "the guest could not be shut down" : `the guest did not shut down within ${within(task)}`,
    detail,
    hint: "See to the guest (integration services, updates that it installs), give it more time with spec.shutdownTimeout, or allow spec.forceOff.",
  };
}

function turnedOff(task: ShutDown, why: Diagnostic | null): Diagnostic {
  return {
    code: "APPLY_FORCED_OFF",
    severity: "warning",
    path: "spec.forceOff",
    summary: why
      ? "the guest could not be shut down, and was turned off"
      : `the guest did not shut down within ${within(task)}, and was turned off`,
    ...(why ? { detail: cause(why) } : {}),
  };
}
