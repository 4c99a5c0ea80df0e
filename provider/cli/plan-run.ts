import { type Planned, planChanges } from "../engine/index.ts";
import type { Plan } from "../model/plan.ts";
import { hasChanges, planSummaryLine, planText } from "../report/plan-text.ts";
import type { Inventories } from "./live.ts";
import type { Run } from "./load-run.ts";
import type { Screen } from "./screen.ts";
import { withoutErrors } from "./without-errors.ts";

/** Plans a run. Throws DiagnosticError where the plan must not be carried out. */
export function planRun(screen: Screen, run: Run, inventories: Inventories): Planned {
  const { scope, manifests, options } = run;
  return withoutErrors(screen, planChanges({ scope, manifests, inventories, options, at: Date.now() }));
}

/** Prints a plan, or only its count where it has been looked at before; false where it changes nothing. */
export function showPlan(screen: Screen, plan: Plan, seen = false): boolean {
  screen.print(seen && hasChanges(plan) ? `${planSummaryLine(plan.summary)}\n` : planText(plan, screen.paper));
  return hasChanges(plan);
}
