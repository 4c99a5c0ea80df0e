import type { LiveVm } from "../../inventory.ts";
import type { World } from "../../world.ts";
import type { MachineGoal } from "./goal.ts";

export interface GoalVms {
  /** With the mark of the goal. */
  readonly own: readonly LiveVm[];
  /** With the mark that it had before its manifest was renamed. */
  readonly former: readonly LiveVm[];
}

export function goalVms({ mark, movedFrom, others = [] }: MachineGoal, world: World): GoalVms {
  const of = (one: MachineGoal["mark"]) =>
    others.length === 0 ? world.vmsOf(one) : world.vmsOf(one).filter(({ id }) => !others.includes(id));
  return { own: of(mark), former: movedFrom ? of(movedFrom) : [] };
}
