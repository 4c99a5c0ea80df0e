import type { Diagnostic } from "../../../model/diagnostic.ts";
import { folderOf } from "../../disk-files.ts";
import { type AttachedDisk, intendedFor, placeOf, reaches, recordOf } from "../../disk-places.ts";
import { readDiskSlots } from "../../disk-slots.ts";
import type { Id, Inventory, LiveVm } from "../../inventory.ts";
import type { LiveDetachedDisk } from "../../inventory-storage.ts";
import type { Operation } from "../../operation.ts";
import { fold } from "../../text.ts";
import { isWorking } from "./choose.ts";
import type { DesiredMachine } from "./goal.ts";
import { managedDisks } from "./release-disks.ts";

/** Whether a record is of the file that the VM has, or of what a checkpoint has put on top of it: an unreadable one says nothing else. */
const isOfFile = ({ record }: LiveDetachedDisk, { path, vm }: AttachedDisk, inventory: Inventory): boolean =>
  record === null ||
  (fold(folderOf(record.path)) === fold(folderOf(path)) && reaches(inventory, vm.hostName, { hostName: record.host, path: record.path }));

/** Two engines at once have made a machine twice, and one was removed again: each had a disk, and nobody but people knows which counts. */
export function secondFiles(live: LiveVm, inventory: Inventory): readonly Diagnostic[] {
  return managedDisks(live).flatMap((one) => {
    const other = recordOf(inventory, one.fileName);
    if (!other?.record || isOfFile(other, one, inventory)) return [];
    const { record, fileName } = other;
    return [
      {
        code: "PLAN_PERSISTENT_DISK_TWO_FILES",
        severity: "warning",
        path: "spec.disks",
        summary: `of the persistent disk ${one.identity.disk} there are two files`,
        detail: `The VM has ${one.path} on ${live.hostName}; ${record.path} on ${record.host}, last of ${record.machine}, is kept beside it.`,
        hint: `Look which one holds what is needed. Then delete the other file on its host, and the custom property ${fileName} in VMM.`,
      },
    ];
  });
}

/** An interrupted run attached the disk, and left the record of where it was. */
export function staleRecords({ disks }: DesiredMachine, live: LiveVm, inventory: Inventory): readonly Operation[] {
  const wanted = disks?.map(({ persistent }) => persistent?.fileName);
  return managedDisks(live)
    .filter((one) => {
      const known = recordOf(inventory, one.fileName);
      return known && isOfFile(known, one, inventory) && (!wanted || wanted.includes(one.fileName));
    })
    .map(({ fileName }) => ({ kind: "forget-disk", vmId: live.id, fileName, because: "attached" }));
}

/**
 * The job of an earlier run that is waited for before anything is known of the machine's persistent disks: its own, which may be about to
 * detach a disk that the VM still shows, or to bring one that it is to have no more; or another VM's, which may be making a disk that is
 * nowhere yet.
 */
export function jobAtDisks(desired: DesiredMachine, live: LiveVm, inventory: Inventory): Id | null {
  const working = ({ job }: LiveVm): Id | null => (job !== null && isWorking(job) ? job.id : null);
  if (staleRecords(desired, live, inventory).length > 0 || isToGetOther(desired, live)) {
    const own = working(live);
    if (own) return own;
  }
  const missing = (desired.disks ?? []).flatMap(({ persistent }) =>
    persistent && placeOf(inventory, persistent.fileName) === null ? [persistent.fileName] : [],
  );
  const makers = missing.flatMap((fileName) => intendedFor(inventory, fileName)).filter(({ id }) => id !== live.id);
  return makers.map(working).find((job) => job !== null) ?? null;
}

function isToGetOther({ disks }: DesiredMachine, live: LiveVm): boolean {
  const expected = [...managedDisks(live).map(({ identity }) => identity.disk), ...(disks ?? []).map(({ persistent }) => persistent?.disk)];
  return disks !== null && readDiskSlots(live).some(({ disk }) => !expected.includes(disk));
}
