import type { LiveVm } from "../../inventory.ts";
import type { StopMachine } from "../../operation.ts";
import { operate, shutDown } from "../../steps.ts";
import type { Step } from "../../work.ts";
import type { World } from "../../world.ts";
import type { MachineGoal } from "./goal.ts";
import { hookSteps } from "./hooks.ts";
import { managedDisks, releaseDisk } from "./release-disks.ts";
import { leftSeedSteps } from "./seed.ts";

/** What leads to power off before a removal, by power state: the guest is asked only where disks of it stay. */
const BEFORE_REMOVAL: ReadonlyMap<string, StopMachine["how"]> = new Map([
  ["Running", "force"],
  ["Paused", "force"],
  ["Saved", "discard"],
]);

/** The data of a guest that is turned off may be broken, and here they are meant to last. */
const UNHURRIED = { timeoutMs: 10 * 60_000, force: false };

/** A VM is removed only when it does not run (2.13); whether a saved one may be is not recorded, one that is off may. */
export function removalSteps(vm: LiveVm, goal: MachineGoal, world: World): Step[] {
  const before = vm.sealed ? hookSteps("BeforeRemove", goal, vm) : [];
  const remove = operate({ kind: "remove-machine", vmId: vm.id, mark: vm.mark });
  const disks = managedDisks(vm);
  const how = BEFORE_REMOVAL.get(vm.powerState);
  const asked = how === "force" && disks.length > 0;
  const stop = asked
    ? shutDown(vm.id, goal.desired?.power.shutdown ?? UNHURRIED)
    : how && operate({ kind: "stop-machine", vmId: vm.id, how });
  return [
    ...before,
    ...(stop ? [stop] : []),
    ...disks.flatMap((disk) => releaseDisk(disk, goal, world.inventory).map(operate)),
    ...leftSeedSteps(vm, world),
    remove,
  ];
}
