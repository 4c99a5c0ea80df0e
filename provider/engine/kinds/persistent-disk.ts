import type { ResourceKind } from "../kind.ts";
import type { PersistentDiskGoal } from "./persistent-disk/goal.ts";
import { planPersistentDisks } from "./persistent-disk/plan.ts";
import { persistentDiskSteps } from "./persistent-disk/steps.ts";

/** What machines do not do with their disks: those that no machine has. */
export const persistentDisk: ResourceKind<PersistentDiskGoal> = {
  kind: "ScvmmPersistentDisk",
  plan: planPersistentDisks,
  steps: persistentDiskSteps,
};
