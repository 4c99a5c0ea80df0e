import type { Diagnostic } from "../../../model/diagnostic.ts";
import { formatQuantity } from "../../../model/quantity.ts";
import type { LiveDisk, LiveVm } from "../../inventory.ts";
import type { Operation } from "../../operation.ts";
import { GIB, MIB } from "../../units.ts";
import { diskAttributes } from "./attributes.ts";
import type { Delta } from "./delta.ts";
import type { DesiredDisk, DesiredMachine, Sized } from "./goal.ts";
import { attributeChange, attributePath } from "./policies.ts";

export interface DiskDiff {
  readonly deltas: readonly Delta[];
  readonly warnings: readonly Diagnostic[];
  readonly errors: readonly Diagnostic[];
}

/** Disks by position: the first is the template's boot disk, those that are not there are added as SCSI disks. */
export function diffDisks({ name, disks }: DesiredMachine, live: LiveVm): DiskDiff {
  const wanted = disks ?? [];
  if (wanted.length > 0 && live.disks.length === 0) return { deltas: [], warnings: [], errors: [bootDiskMissing()] };
  const slots = freeSlots(live);
  const there = wanted.slice(0, live.disks.length);
  const added = wanted.slice(live.disks.length);
  return {
    deltas: [
      ...there.flatMap((disk, index) => diffDisk(disk, live.disks[index] as LiveDisk, index, live)),
      ...added.flatMap((disk, index) => addDisk(disk, there.length + index, slots.next().value, name, live)),
    ],
    errors: [
      ...there.flatMap((disk, index) => shrunk(disk.size, live.disks[index] as LiveDisk, index)),
      ...added.flatMap((disk, index) => (disk.size ? [] : [sizeMissing(there.length + index)])),
    ],
    warnings: disks && live.disks.length > disks.length ? [extraDisks(disks.length, live)] : [],
  };
}

function addDisk(wanted: DesiredDisk, index: number, slot: Slot, name: string, live: LiveVm): Delta[] {
  const operation: Operation = {
    kind: "add-disk",
    vmId: live.id,
    ...slot,
    sizeBytes: wanted.size?.value ?? 0,
    dynamic: wanted.dynamic,
    fileName: `${name}_disk_${slot.bus}_${slot.lun}`,
    volumeType: wanted.volumeType,
  };
  // Its I/O limit is set when the disk can be seen.
  const followUp = wanted.iopsMaximum ? { followUp: true as const } : {};
  return diskAttributes(wanted, index, true).map((change) => ({ change: { ...change, policy: "in-place" }, operation, ...followUp }));
}

function diffDisk(wanted: DesiredDisk, disk: LiveDisk, index: number, live: LiveVm): Delta[] {
  const deltas: Delta[] = [];
  if (wanted.size && wanted.size.value > disk.sizeBytes + MIB) {
    // A running VM's disk grows only as VHDX on SCSI (scvmm-domain D4).
    const policy = disk.busType === "SCSI" && disk.format.toUpperCase() === "VHDX" ? "in-place" : "power-off";
    const change = attributeChange("spec.disks[].size", formatQuantity(disk.sizeBytes), wanted.size.text, { index, policy });
    deltas.push({ change, operation: { kind: "expand-disk", vmId: live.id, diskId: disk.id, sizeBytes: wanted.size.value } });
  }
  if (wanted.iopsMaximum && wanted.iopsMaximum.value !== disk.iopsMaximum) {
    const before = disk.iopsMaximum === null ? null : String(disk.iopsMaximum);
    const change = attributeChange("spec.disks[].iopsMaximum", before, wanted.iopsMaximum.text, { index });
    deltas.push({ change, operation: { kind: "set-disk", vmId: live.id, diskId: disk.id, iopsMaximum: wanted.iopsMaximum.value } });
  }
  return deltas;
}

/** Growing goes by whole GiB (scvmm-domain 2.6), so a disk may be larger than was asked for by that. */
function isSmaller(wanted: Sized, disk: LiveDisk): boolean {
  return disk.sizeBytes > Math.ceil(wanted.value / GIB) * GIB + MIB;
}

function shrunk(wanted: Sized | null, disk: LiveDisk, index: number): Diagnostic[] {
  if (!wanted || !isSmaller(wanted, disk)) return [];
  return [
    {
      code: "PLAN_DISK_SHRINK",
      severity: "error",
      path: attributePath("spec.disks[].size", index),
      summary: `disk ${index} has ${formatQuantity(disk.sizeBytes)} and cannot shrink to ${wanted.text}`,
      detail: "A virtual disk only ever grows: what lies behind the new end would be lost.",
      hint: `Write ${formatQuantity(disk.sizeBytes)} or more.`,
    },
  ];
}

function bootDiskMissing(): Diagnostic {
  return {
    code: "PLAN_BOOT_DISK_MISSING",
    severity: "error",
    path: "spec.disks",
    summary: "the VM has no disk, so there is no boot disk to be the first of the manifest",
    detail: "The first disk comes with the template; it is never added.",
    hint: "Check the VM and its template in VMM: was the disk removed by hand?",
  };
}

function sizeMissing(index: number): Diagnostic {
  return {
    code: "PLAN_DISK_SIZE_MISSING",
    severity: "error",
    path: `spec.disks[${index}]`,
    summary: `disk ${index} is not there yet and has no size`,
    hint: "Give its size: a disk that the template does not bring is made anew.",
  };
}

function extraDisks(listed: number, live: LiveVm): Diagnostic {
  const extra = live.disks.slice(listed).map((disk) => `${disk.busType} ${disk.bus}:${disk.lun} (${formatQuantity(disk.sizeBytes)})`);
  return {
    code: "PLAN_DISKS_LEFT",
    severity: "warning",
    path: "spec.disks",
    summary: `the VM has ${extra.length} more ${extra.length === 1 ? "disk" : "disks"} than the manifest; left as ${extra.length === 1 ? "it is" : "they are"}`,
    detail: `Not in the manifest: ${extra.join(", ")}.`,
    hint: "A plan never removes a disk: list it, or remove it by hand.",
  };
}

interface Slot {
  readonly bus: number;
  readonly lun: number;
}

const LUNS = 64;

/** SCSI slots behind the last disk, so that the order of the disks stays. The DVD drive of generation 2 sits on SCSI 0:1 (2.9). */
function* freeSlots(live: LiveVm): Generator<Slot, never> {
  const taken = live.disks.filter((disk) => disk.busType === "SCSI").map((disk) => disk.bus * LUNS + disk.lun);
  for (let slot = Math.max(-1, ...taken) + 1; ; slot++) {
    if (live.generation === 2 && slot === 1) continue;
    yield { bus: Math.floor(slot / LUNS), lun: slot % LUNS };
  }
}
