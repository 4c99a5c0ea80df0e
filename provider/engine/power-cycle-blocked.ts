import type { Diagnostic } from "../model/diagnostic.ts";
import type { AttributeChange } from "../model/plan.ts";

/** The same words in the plan, where it warns, and in the result of apply, which does everything else. */
export function powerCycleBlocked(blocked: readonly AttributeChange[]): Diagnostic {
  const paths = blocked.map(({ path }) => path).join(", ");
  return {
    code: "PLAN_POWER_CYCLE_BLOCKED",
    severity: "warning",
    ...(blocked[0] ? { path: blocked[0].path } : {}),
    summary: `${paths} can only be set while the machine is off`,
    detail: "The machine is not off, and may not be shut down for it. Everything else of this change is carried out.",
    hint: "Set spec.powerCyclePolicy: Allow to have a running machine shut down and started again, or turn it off and apply again.",
  };
}
