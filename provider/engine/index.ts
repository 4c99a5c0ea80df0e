export type { ApplyEvent } from "./apply-event.ts";
export { type ApplyOptions, type ApplyReport, applyPlan } from "./apply-plan.ts";
export { type Drift, detectDrift } from "./detect-drift.ts";
export type { Inventory } from "./inventory.ts";
export { type Planned, planChanges } from "./plan-changes.ts";
export type { PlanInput, PlanOptions } from "./plan-input.ts";
export type { VmmPort, VmmReader } from "./port.ts";
export { basesOf, staleness } from "./staleness.ts";
export type { Goal, Step, Task, Work } from "./work.ts";
