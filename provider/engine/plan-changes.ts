import type { Diagnostic } from "../model/diagnostic.ts";
import type { Plan } from "../model/plan.ts";
import type { PlanInput } from "./plan-input.ts";
import type { Work } from "./work.ts";

export interface Planned {
  readonly plan: Plan;
  readonly diagnostics: readonly Diagnostic[];
  /** One for every change but those with action none; empty when a diagnostic is an error. */
  readonly work: readonly Work[];
}

/** What has to change so that VMM is as the manifests say. Pure: the same input in any order gives the same bytes. */
export function planChanges(_input: PlanInput): Planned {
  throw new Error("not written yet");
}
