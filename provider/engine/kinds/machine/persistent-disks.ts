import type { Diagnostic } from "../../../model/diagnostic.ts";
import { PERSISTENT_DISK } from "../../../model/persistent-disk.ts";
import type { LiveDisk, LiveVm } from "../../inventory.ts";
import { fileName, fold, listed } from "../../text.ts";
import type { MachineGoal } from "./goal.ts";
import { managedDisks, releaseProblems } from "./release-disks.ts";

const isPersistent = ({ path }: LiveDisk): boolean => path !== null && fold(fileName(path)).includes(PERSISTENT_DISK);

/**
 * VMM removes a VM with all its disks (scvmm-domain 2.10). Those under our management are taken off before; a VM that has others, or
 * that its own cannot be taken off, stays.
 */
export function persistentDiskProblems(doomed: readonly LiveVm[], goal: MachineGoal): readonly Diagnostic[] {
  return doomed.flatMap((vm): readonly Diagnostic[] => {
    const managed = new Set(managedDisks(vm).map(({ disk }) => disk));
    const files = vm.disks.filter((disk) => isPersistent(disk) && !managed.has(disk)).flatMap(({ path }) => path ?? []);
    return files.length === 0 ? releaseProblems(vm, goal) : [foreignDisks(vm, files)];
  });
}

function foreignDisks(vm: LiveVm, files: readonly string[]): Diagnostic {
  return {
    code: "PLAN_PERSISTENT_DISK",
    severity: "error",
    path: "spec.disks",
    summary: `the VM ${vm.name} has a persistent disk that is not of this scope, and VMM would delete it with the VM`,
    detail: `It holds ${listed(files)} (id ${vm.id}).`,
    hint: "Detach it by hand so that its file stays (Remove-SCVirtualDiskDrive -SkipDeleteVHD), then plan again.",
  };
}
