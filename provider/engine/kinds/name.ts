import type { ResourceKind } from "../kind.ts";
import type { NameGoal } from "./name/goal.ts";
import { planNames } from "./name/plan.ts";
import { nameSteps } from "./name/steps.ts";

export const name: ResourceKind<NameGoal> = { kind: "ScvmmName", plan: planNames, steps: nameSteps };
