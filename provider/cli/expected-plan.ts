import type { Planned } from "../engine/index.ts";
import { DiagnosticError } from "../model/diagnostic.ts";

/** Throws DiagnosticError where the plan is not the one that was signed off: nothing is carried out then. */
export function refuseUnexpected(expected: string, { plan }: Planned): void {
  if (plan.fingerprint === expected) return;
  throw new DiagnosticError([
    {
      code: "PLAN_NOT_AS_EXPECTED",
      severity: "error",
      summary: "This is not the plan that was signed off",
      detail: `Signed off: ${expected}\nThis plan:  ${plan.fingerprint}`,
      hint: "VMM, the manifests or the flags are no longer what they were: look at the plan above, and have it signed off.",
    },
  ]);
}
