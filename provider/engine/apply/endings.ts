import type { Diagnostic } from "../../model/diagnostic.ts";
import { formatDuration } from "../../model/duration.ts";
import type { Action } from "../../model/plan.ts";
import type { Work } from "../work.ts";
import { MOST_READINGS } from "./patience.ts";
import type { LeftJob } from "./step-result.ts";

/** Why a change ends before its goal. */

export function aborted(done: number): Diagnostic {
  return {
    code: "APPLY_ABORTED",
    severity: "warning",
    summary:
      done === 0 ? "not started: the run was aborted" : `broken off after ${done} ${done === 1 ? "step" : "steps"}: the run was aborted`,
    hint: "Plan and apply again: what is done stays done, what lacks is finished.",
  };
}

const tellJob = ({ id, name, percent }: LeftJob): string =>
  `VMM goes on with its job${name === "" ? "" : ` "${name}"`} (${id}), ${Math.round(percent)} % so far`;

export function detached(label: string, job: LeftJob | null): Diagnostic {
  return {
    code: "APPLY_DETACHED",
    severity: "warning",
    summary: `left at the step "${label}": ${job ? tellJob(job) : "whether VMM has begun with it is not known"}`,
    hint: "Apply again: it finds what VMM has done or still does, and finishes it.",
  };
}

const FIELDS: Readonly<Record<Action, string>> = {
  create: "create",
  replace: "create",
  update: "update",
  delete: "delete",
  none: "update",
};

/** `job`: the one that is left; null between jobs. `last`: why the step did not get on, where that is known. */
export function late({ action, timeoutMs }: Work, label: string, job: LeftJob | null, last: Diagnostic | null): Diagnostic {
  const field = `spec.timeouts.${FIELDS[action]}`;
  return {
    code: "APPLY_TIMEOUT",
    severity: "error",
    path: field,
    summary: `not done within ${formatDuration(timeoutMs)}: its time was over at the step "${label}"`,
    detail: job ? `${tellJob(job)}.` : `Nothing of it is at work in VMM.${last ? ` The last try: ${last.summary}.` : ""}`,
    hint: `Apply again: it finds what VMM has done or still does, and finishes it. ${field}, of the machine or its ScvmmProvider, gives it more time.`,
  };
}

/** A note beside what follows. */
export function beyondRepair({ summary, detail }: Diagnostic): Diagnostic {
  return {
    code: "APPLY_BEYOND_REPAIR",
    severity: "info",
    path: "spec.failedCreationPolicy",
    summary: "VMM could not repair the creation that had failed",
    detail: [summary, detail].filter(Boolean).join("\n"),
  };
}

/** A note beside what follows. */
export function fileGone(path: string, { summary, detail }: Diagnostic): Diagnostic {
  return {
    code: "APPLY_FILE_GONE",
    severity: "warning",
    summary: `the file ${path} is not there any more: what VMM keeps of it is removed`,
    detail: [summary, detail].filter(Boolean).join("\n"),
    hint: "If it lies on storage that the host could not reach just now, delete it by hand: it was to be deleted.",
  };
}

export function notConverging(): Diagnostic {
  return {
    code: "APPLY_NOT_CONVERGING",
    severity: "error",
    summary: "VMM does not show what it reported as done",
    detail: `After ${MOST_READINGS} readings there are still steps left.`,
    hint: "Refresh the VM in VMM, then plan again.",
  };
}
