import type { ResourceKind } from "../kind.ts";
import type { CheckpointGoal } from "./checkpoint/goal.ts";
import { planCheckpoints } from "./checkpoint/plan.ts";
import { checkpointSteps } from "./checkpoint/steps.ts";

export const checkpoint: ResourceKind<CheckpointGoal> = { kind: "ScvmmCheckpoint", plan: planCheckpoints, steps: checkpointSteps };
