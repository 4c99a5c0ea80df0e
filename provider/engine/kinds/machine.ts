import type { ResourceKind } from "../kind.ts";
import type { MachineGoal } from "./machine/goal.ts";
import { planMachines } from "./machine/plan.ts";
import { machineSteps } from "./machine/steps.ts";

export const machine: ResourceKind<MachineGoal> = { kind: "ScvmmMachine", plan: planMachines, steps: machineSteps };
