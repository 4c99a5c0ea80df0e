import type { PlannedGoal } from "./work.ts";

/** The address that an object is moved from, for those who read plans and drift as data. */
export const movedFromOf = (goal: PlannedGoal): { readonly movedFrom?: string } =>
  "movedFrom" in goal && goal.movedFrom ? { movedFrom: goal.movedFrom.address } : {};
