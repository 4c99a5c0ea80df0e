import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Step } from "../work.ts";

export const failReasons = ["power-cycle", "replace", "delete"] as const;
/** What an apply must not do to anything. A plan that says it would is not carried out at all. */
export type FailReason = (typeof failReasons)[number];

const COSTS: Readonly<Record<FailReason, (steps: readonly Step[]) => boolean>> = {
  "power-cycle": (steps) => steps.some(({ task }) => task.kind === "shut-down" && !removed(steps).has(task.vmId)),
  // One that was not planned is never carried out: APPLY_NEEDS_REPLACEMENT.
  replace: () => false,
  delete: (steps) => steps.some(({ task }) => task.kind === "operate" && task.operation.kind === "drop-disk" && !task.operation.keepFile),
};

/** Going anyway, they are turned off for nothing else. */
function removed(steps: readonly Step[]): ReadonlySet<string> {
  return new Set(
    steps.flatMap(({ task }) => (task.kind === "operate" && task.operation.kind === "remove-machine" ? [task.operation.vmId] : [])),
  );
}

/** Held against steps that were worked out anew: what the plan did not say, since VMM has changed since. Null: nothing of it. */
export function refusal(steps: readonly Step[], refused: readonly FailReason[]): Diagnostic | null {
  const reason = refused.find((one) => COSTS[one](steps));
  if (!reason) return null;
  return {
    code: "APPLY_FAIL_ON",
    severity: "error",
    summary: `VMM has changed since the plan: the rest would need a ${reason}, which --fail-on refuses`,
    detail: `What would have followed: ${steps.map(({ label }) => label).join(", ")}.`,
    hint: "Plan again: what is done stays done, and the plan shows what the rest costs now.",
  };
}
