import type { Diagnostic } from "../model/diagnostic.ts";
import type { DriftReport } from "../model/plan.ts";
import type { PlanInput } from "./plan-input.ts";

export interface Drift {
  readonly report: DriftReport;
  readonly diagnostics: readonly Diagnostic[];
}

/** How VMM differs from the manifests. Pure; plans nothing. */
export function detectDrift(_input: PlanInput): Drift {
  throw new Error("not written yet");
}
