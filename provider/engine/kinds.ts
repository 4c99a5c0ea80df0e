import { adoptionSteps } from "./adopt/steps.ts";
import type { Circumstances } from "./circumstances.ts";
import type { ResourceKind, Steps } from "./kind.ts";
import { checkpoint } from "./kinds/checkpoint.ts";
import { machine } from "./kinds/machine.ts";
import { name } from "./kinds/name.ts";
import { persistentDisk } from "./kinds/persistent-disk.ts";
import { virtualIp } from "./kinds/virtual-ip.ts";
import type { Goal, KindName, PlannedGoal } from "./work.ts";
import type { World } from "./world.ts";

/** Every kind of resource that is planned, in this order: one sees the drafts of those before it. */
export const kinds: { readonly [K in KindName]: ResourceKind<Extract<PlannedGoal, { kind: K }>> } = {
  ScvmmMachine: machine,
  ScvmmVirtualIP: virtualIp,
  ScvmmPersistentDisk: persistentDisk,
  ScvmmCheckpoint: checkpoint,
  ScvmmName: name,
};

export function stepsOf(goal: Goal, world: World, circumstances: Circumstances): Steps {
  if (goal.kind === "Adoption") return adoptionSteps(goal, world);
  return (kinds[goal.kind] as ResourceKind<PlannedGoal>).steps(goal, world, circumstances);
}
