import type { Diagnostic } from "../../../model/diagnostic.ts";
import { PERSISTENT_DISK } from "../../../model/persistent-disk.ts";
import type { LiveDisk, LiveVm } from "../../inventory.ts";
import { fileName, fold, listed } from "../../text.ts";
import type { DesiredMachine } from "./goal.ts";

const isPersistent = ({ path }: LiveDisk): boolean => path !== null && fold(fileName(path)).includes(PERSISTENT_DISK);

/**
 * VMM removes a VM with all its disks (scvmm-domain 2.10), so one that has a persistent disk stays. A disk that was made before it was
 * called persistent is protected as long as its manifest is there.
 */
export function persistentDiskProblems(doomed: readonly LiveVm[], desired: DesiredMachine | null): readonly Diagnostic[] {
  const wanted = desired?.disks?.some(({ persistent }) => persistent) ?? false;
  return doomed.flatMap((vm): Diagnostic[] => {
    const files = vm.disks.filter(isPersistent).flatMap(({ path }) => path ?? []);
    if (files.length === 0 && !(wanted && vm.sealed)) return [];
    const held = files.length === 0 ? "one of the disks that the manifest calls persistent" : listed(files);
    return [
      {
        code: "PLAN_PERSISTENT_DISK",
        severity: "error",
        path: "spec.disks",
        summary: `the VM ${vm.name} has a persistent disk, and VMM would delete it with the VM`,
        detail: `It holds ${held} (id ${vm.id}).`,
        hint: "Detach it by hand so that its file stays (Remove-SCVirtualDiskDrive -SkipDeleteVHD), then plan again.",
      },
    ];
  });
}
