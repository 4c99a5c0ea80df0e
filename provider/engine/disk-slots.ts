import { DISKS_PROPERTY, type ReclaimPolicy } from "../model/persistent-disk.ts";
import type { LiveVm } from "./inventory.ts";
import { fold } from "./text.ts";

/** A place in the manifest's list of disks, and the persistent disk that has it. */
export interface DiskSlot {
  /** Name of the entry; `#2` for the third, where it has none. */
  readonly slot: string;
  /** In the namespace of the machine. */
  readonly disk: string;
  readonly reclaim: ReclaimPolicy;
}

export const slotOf = (name: string | undefined, index: number): string => name ?? `#${index}`;

/**
 * Which persistent disk is in which place, as the VM's custom property says: `data=db-1 logs=db-2;Delete`. It is written before a disk is
 * attached, so that a disk of a pool stays the machine's own; and it tells what becomes of a disk whose manifest is gone.
 */
export function readDiskSlots({ customProperties }: LiveVm): readonly DiskSlot[] {
  const text = Object.entries(customProperties).find(([name]) => fold(name) === fold(DISKS_PROPERTY))?.[1] ?? "";
  return text.split(/\s+/).flatMap((token): DiskSlot[] => {
    const match = /^([^=;]+)=([^=;]+)(;Delete)?$/.exec(token);
    return match ? [{ slot: match[1] as string, disk: match[2] as string, reclaim: match[3] ? "Delete" : "Retain" }] : [];
  });
}

export function formatDiskSlots(slots: readonly DiskSlot[]): string {
  return slots.map(({ slot, disk, reclaim }) => `${slot}=${disk}${reclaim === "Delete" ? ";Delete" : ""}`).join(" ");
}
