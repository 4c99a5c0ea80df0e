import type { Planned } from "../../../provider/engine/plan-changes.ts";
import { planOn } from "./engine-process.ts";
import type { Run } from "./run.ts";
import { type Goal, manifestsOf, type ScopePlan } from "./scenario.ts";

/** What would be done for the goal now, read past all that disturbs. `name`: of it in the trace. null: VMM cannot be read. */
export const planCleanly = ({ clean, simulation }: Run, name: string, plan: ScopePlan, goal: Goal): Promise<Planned | null> =>
  planOn(clean, { name, scope: plan.scope, manifests: manifestsOf(goal, plan) }, simulation);
