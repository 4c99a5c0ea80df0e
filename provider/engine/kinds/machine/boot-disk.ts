import type { Diagnostic } from "../../../model/diagnostic.ts";
import { formatQuantity } from "../../../model/quantity.ts";
import type { LiveDisk, LiveVm } from "../../inventory.ts";
import type { DesiredDisk } from "./goal.ts";
import { nameOf } from "./match-disks.ts";

/** What keeps the first entry of the manifest from meaning the first disk of the VM. */
export function bootDiskProblem([first]: readonly DesiredDisk[], { disks: [boot, ...others] }: LiveVm): Diagnostic | null {
  if (!first) return null;
  if (!boot) return missing();
  const { name, persistent } = first;
  // Its own name wins: a boot disk made by name, beside a disk of another whose file is called alike.
  if (name === null || persistent || nameOf(boot) === name) return null;
  const meant = others.find((disk) => nameOf(disk) === name);
  return meant ? notFirst(name, meant, boot) : null;
}

function missing(): Diagnostic {
  return {
    code: "PLAN_BOOT_DISK_MISSING",
    severity: "error",
    path: "spec.disks",
    summary: "the VM has no disk, so there is no boot disk to be the first of the manifest",
    detail: "The first disk comes with the template; it is never added.",
    hint: "Check the VM and its template in VMM: was the disk removed by hand?",
  };
}

/** Taken by its place it would make the boot disk grow, and the disk of that name one that has left the manifest. */
function notFirst(name: string, meant: LiveDisk, boot: LiveDisk): Diagnostic {
  const tell = (disk: LiveDisk): string => `${disk.busType} ${disk.bus}:${disk.lun} (${formatQuantity(disk.sizeBytes)})`;
  return {
    code: "PLAN_DISK_NOT_FIRST",
    severity: "error",
    path: "spec.disks[0].name",
    summary: `${name} is a data disk of the VM, and the first of the manifest is the boot disk`,
    detail: `The boot disk is ${tell(boot)}, ${name} is ${tell(meant)}.`,
    hint: "Put the boot disk's entry first; - {} leaves it as it is.",
  };
}
