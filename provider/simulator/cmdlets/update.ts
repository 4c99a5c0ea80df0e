import type { Work } from "../jobs.ts";
import { demandPresent } from "../machine-state.ts";
import type { VirtualMachine } from "../objects/machine.ts";
import type { World } from "../world.ts";
import type { Output } from "./definition.ts";

/**
 * What a cmdlet answers that changes a VM by a job: the VM shows UnderUpdate while the job runs and UpdateFailed when it failed (see assumptions:
 * under-update); its status is settled before `finish`.
 */
export function update(world: World, vm: VirtualMachine, change: Pick<Work, "title" | "target" | "durationMs" | "finish">): Output {
  let before = vm.Status;
  const begin = (): void => {
    before = vm.Status;
    vm.Status = "UnderUpdate";
  };
  const finish = (): void => {
    demandPresent(world, vm);
    vm.Status = before === "UpdateFailed" ? vm.VirtualMachineState : before;
    change.finish();
  };
  const failed = (): void => {
    vm.Status = "UpdateFailed";
  };
  return { objects: [change.target], work: { ...change, locks: [vm], begin, finish, failed } };
}
