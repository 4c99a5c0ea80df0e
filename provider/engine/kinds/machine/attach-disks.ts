import type { Diagnostic } from "../../../model/diagnostic.ts";
import { DISKS_PROPERTY } from "../../../model/persistent-disk.ts";
import { folderOf } from "../../disk-files.ts";
import { type AttachedDisk, placeOf, reaches } from "../../disk-places.ts";
import { type DiskSlot, formatDiskSlots, readDiskSlots } from "../../disk-slots.ts";
import type { Inventory, LiveVm } from "../../inventory.ts";
import type { Operation, SetCustomProperty } from "../../operation.ts";
import { fold } from "../../text.ts";
import { persistentText } from "./attributes.ts";
import type { Delta } from "./delta.ts";
import { shrunk } from "./disk-sizes.ts";
import type { Slot } from "./dvd-drive.ts";
import type { DesiredDisk, DesiredMachine, MachineGoal, PersistentSlot } from "./goal.ts";
import { diskElsewhere, recordUnreadable } from "./host-for-disks.ts";
import { attributeChange } from "./policies.ts";
import { hasDifferences, managedDisks, releaseDisk } from "./release-disks.ts";

/** What attaches the file of a disk that is somewhere; null where there is none yet, so that it has to be made. */
export function attachDisk(wanted: DesiredDisk, slot: Slot, live: LiveVm, inventory: Inventory): readonly Operation[] | null {
  const place = wanted.persistent && placeOf(inventory, wanted.persistent.fileName, live.id);
  if (!wanted.persistent || !place) return null;
  const { fileName } = wanted.persistent;
  return [
    {
      kind: "attach-disk",
      vmId: live.id,
      ...slot,
      path: place.path,
      volumeType: wanted.volumeType ?? "None",
      storageQoSPolicyId: wanted.storageQoSPolicy?.id ?? null,
    },
    { kind: "forget-disk", vmId: live.id, fileName, because: "attached" },
  ];
}

/** Why a disk that is somewhere cannot be attached to the VM. */
export function attachProblems(
  { persistent, size }: DesiredDisk,
  index: number,
  live: LiveVm,
  inventory: Inventory,
): readonly Diagnostic[] {
  if (!persistent) return [];
  const place = placeOf(inventory, persistent.fileName, live.id);
  if (place === undefined) return [recordUnreadable(persistent, index)];
  if (place === null) return [];
  const far = reaches(inventory, live.hostName, place)
    ? []
    : [diskElsewhere(persistent, index, place, `the machine is on ${live.hostName}`)];
  return [...far, ...shrunk(size, place.sizeBytes, index)];
}

/** Outside of the VM's own folder, so that nothing that happens to that folder can happen to the file. null: VMM's own choice. */
export function folderFor({ folder }: PersistentSlot, live: LiveVm): string | null {
  if (folder !== null) return folder;
  const path = live.disks.find((disk) => disk.path !== null)?.path;
  if (!path) return null;
  const steps = folderOf(path).split("\\");
  const own = steps.findLastIndex((step) => fold(step) === fold(live.name));
  const above = steps.slice(0, own > 0 ? own : -1).join("\\");
  if (/^[A-Za-z]:$/.test(above)) return `${above}\\`;
  return /^([A-Za-z]:|\\\\[^\\]+\\[^\\]+)/.test(above) ? above : null;
}

/**
 * Persistent disks that the manifest no longer lists are taken off the VM, while it is off: a guest may have them in use. One that
 * another takes the place of is shown as one change with it.
 */
export function releaseDeltas(
  desired: DesiredMachine,
  live: LiveVm,
  goal: Pick<MachineGoal, "mark" | "fates">,
  inventory: Inventory,
): readonly Delta[] {
  const wanted = (desired.disks ?? []).flatMap(({ persistent }) => (persistent ? [persistent.fileName] : []));
  if (desired.disks === null) return [];
  const waitsFor = hasDifferences(live) ? { waitsFor: "checkpoints" as const } : {};
  return managedDisks(live)
    .filter(({ fileName }) => !wanted.includes(fileName))
    .map((one) => ({
      change: attributeChange("spec.disks[].persistentDisk", textOf(one, live), null, {
        index: live.disks.indexOf(one.disk),
        policy: "power-off",
        ...waitsFor,
      }),
      further: releaseDisk(one, { ...goal, desired }, inventory),
    }));
}

const slotIn = (live: LiveVm, disk: string): DiskSlot | undefined => readDiskSlots(live).find((slot) => slot.disk === disk);

function textOf({ identity: { disk } }: AttachedDisk, live: LiveVm): string {
  return persistentText(slotIn(live, disk) ?? { slot: "", disk, reclaim: "Retain" });
}

/** What becomes of the disk when its manifest is gone is kept at the VM; a VM that keeps nothing of it keeps the file. */
export function reclaimDelta({ persistent }: DesiredDisk, index: number, live: LiveVm): readonly Delta[] {
  if (!persistent) return [];
  const before = slotIn(live, persistent.disk) ?? { ...persistent, reclaim: "Retain" as const };
  if (before.reclaim === persistent.reclaim) return [];
  return [{ change: attributeChange("spec.disks[].persistentDisk", persistentText(before), persistentText(persistent), { index }) }];
}

/** Written before anything is attached or made: which disk is in which place. null: the VM has it already. */
export function slotsBefore({ disks }: DesiredMachine, live: LiveVm): SetCustomProperty | null {
  const wanted = (disks ?? []).flatMap(({ persistent }) => (persistent ? [persistent] : []));
  const known = readDiskSlots(live);
  const isKnown = (one: DiskSlot) =>
    known.some(({ slot, disk, reclaim }) => slot === one.slot && disk === one.disk && reclaim === one.reclaim);
  if (wanted.every(isKnown)) return null;
  const there = managedDisks(live).map(({ identity }) => identity.disk);
  const others = known.filter(({ disk }) => there.includes(disk) && !wanted.some((one) => one.disk === disk));
  return { kind: "set-custom-property", vmId: live.id, name: DISKS_PROPERTY, value: formatDiskSlots([...wanted, ...others]) };
}
