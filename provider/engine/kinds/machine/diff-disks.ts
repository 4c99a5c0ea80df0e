import type { Diagnostic } from "../../../model/diagnostic.ts";
import { formatQuantity } from "../../../model/quantity.ts";
import type { Inventory, LiveDisk, LiveVm } from "../../inventory.ts";
import type { Operation, SetDisk } from "../../operation.ts";
import { fold } from "../../text.ts";
import type { World } from "../../world.ts";
import { attachDisk, attachProblems, folderFor, reclaimDelta, releaseDeltas } from "./attach-disks.ts";
import { diskAttributes } from "./attributes.ts";
import { bootDiskProblem } from "./boot-disk.ts";
import { dataDiskFile, readDataDisks } from "./data-disk-record.ts";
import type { Delta } from "./delta.ts";
import { secondFiles } from "./disk-records.ts";
import { isLarger, isSmaller, shrunk, sizeMissing } from "./disk-sizes.ts";
import type { Slot } from "./dvd-drive.ts";
import type { DesiredDisk, DesiredMachine, MachineGoal, Sized } from "./goal.ts";
import { type Match, matchDisks } from "./match-disks.ts";
import { attributeChange } from "./policies.ts";
import { hadFirstStart, isOff } from "./power.ts";
import { managedDisks } from "./release-disks.ts";
import { removedDisks } from "./removed-disks.ts";

export interface DiskDiff {
  readonly deltas: readonly Delta[];
  readonly warnings: readonly Diagnostic[];
  readonly errors: readonly Diagnostic[];
}

/** The first is the template's boot disk; those that are not there are added as SCSI disks, or attached where their files are. */
export function diffDisks(
  desired: DesiredMachine,
  live: LiveVm,
  goal: Pick<MachineGoal, "mark" | "fates">,
  { inventory }: World,
): DiskDiff {
  const wanted = desired.disks ?? [];
  const problem = bootDiskProblem(wanted, live);
  if (problem) return { deltas: [], warnings: [], errors: [problem] };
  const slots = freeSlots(live);
  const matches = matchDisks(wanted, live.disks, readDataDisks(live));
  const added = matches.flatMap((match) => (match.disk ? [] : [{ match, slot: slots.next().value }]));
  const known = new Set([...matches.map(({ disk }) => disk), ...managedDisks(live).map(({ disk }) => disk)]);
  const left = live.disks.filter((disk) => !known.has(disk));
  const releases = releaseDeltas(desired, live, goal, inventory);
  const fresh = added.map(({ match }) => match);
  const removed = removedDisks(desired, live, left, fresh, inventory);
  return {
    deltas: [
      ...removed.deltas,
      ...releases,
      ...matches.flatMap(({ wanted, disk, index }) => (disk ? diffDisk(wanted, disk, index, live) : [])),
      ...added.flatMap(({ match, slot }) => addDisk(match, slot, desired.name, live, inventory, releases[0])),
    ],
    errors: [
      ...removed.errors,
      ...matches.flatMap(({ wanted, index, disk }) => {
        const sizeBytes = disk?.sizeBytes ?? wanted.vhDisk?.sizeBytes;
        if (sizeBytes === undefined) return wanted.size ? [] : [sizeMissing(index)];
        return disk && isMadeAnew(wanted, disk, live) ? [] : shrunk(wanted.size, sizeBytes, index);
      }),
      ...added.flatMap(({ match, slot }) => (slot.bus < CONTROLLERS ? [] : [noSlot(match.index)])),
      ...added.flatMap(({ match }) => attachProblems(match.wanted, match.index, live, inventory)),
    ],
    warnings: [...removed.warnings, ...secondFiles(live, inventory)],
  };
}

/** `release`: a disk that the VM gives up; one that is attached comes after it, as two machines may exchange theirs. */
function addDisk(
  { wanted, index }: Match,
  slot: Slot,
  name: string,
  live: LiveVm,
  inventory: Inventory,
  release: Delta | undefined,
): Delta[] {
  const { vhDisk, size, dynamic, iopsMaximum, persistent } = wanted;
  const attached = attachDisk(wanted, slot, live, inventory);
  const operation: Operation = {
    kind: "add-disk",
    vmId: live.id,
    ...slot,
    content: vhDisk ? { virtualHardDiskId: vhDisk.id } : { sizeBytes: size?.value ?? 0, dynamic },
    fileName: persistent?.fileName ?? dataDiskFile(name, wanted.name ?? `disk_${slot.bus}_${slot.lun}`),
    folder: persistent ? folderFor(persistent, live) : null,
    volumeType: wanted.volumeType ?? "None",
    storageClassificationId: wanted.storageClassification?.id ?? null,
    storageQoSPolicyId: wanted.storageQoSPolicy?.id ?? null,
  };
  // Its I/O limit is set, and a copy or an old disk grown, when the disk can be seen.
  const followUp = iopsMaximum || vhDisk || attached ? { followUp: true as const } : {};
  const work = attached ? { further: attached } : { operation };
  const { policy, waitsFor } = (attached && release?.change) || { policy: "in-place" as const };
  const when = { policy, ...(waitsFor ? { waitsFor } : {}) };
  return diskAttributes(wanted, index, true).map((change) => ({ change: { ...change, ...when }, ...work, ...followUp }));
}

function diffDisk(wanted: DesiredDisk, disk: LiveDisk, index: number, live: LiveVm): Delta[] {
  const setDisk = (set: SetDisk["set"]): Operation => ({ kind: "set-disk", vmId: live.id, diskId: disk.id, set });
  const deltas: Delta[] = [...reclaimDelta(wanted, index, live)];
  if (wanted.size && isLarger(wanted.size, disk.sizeBytes)) deltas.push(grow(wanted.size, disk, index, live));
  if (wanted.size && isMadeAnew(wanted, disk, live)) deltas.push(madeSmaller(wanted.size, disk, index));
  const { volumeType, iopsMaximum, storageQoSPolicy } = wanted;
  if (volumeType !== null && volumeType !== disk.volumeType) {
    const change = attributeChange("spec.disks[].volumeType", disk.volumeType, volumeType, { index });
    deltas.push({ change, operation: setDisk({ volumeType }) });
  }
  if (iopsMaximum && iopsMaximum.value !== disk.iopsMaximum) {
    const before = disk.iopsMaximum === null ? null : String(disk.iopsMaximum);
    const change = attributeChange("spec.disks[].iopsMaximum", before, iopsMaximum.text, { index });
    deltas.push({ change, operation: setDisk({ iopsMaximum: iopsMaximum.value }) });
  }
  if (storageQoSPolicy && fold(storageQoSPolicy.name) !== fold(disk.storageQoSPolicy ?? "")) {
    const change = attributeChange("spec.disks[].storageQoSPolicy", disk.storageQoSPolicy, storageQoSPolicy.name, { index });
    deltas.push({ change, operation: setDisk({ storageQoSPolicyId: storageQoSPolicy.id }) });
  }
  return deltas;
}

/** Nothing can be lost of a machine that no run has finished or started: rather than to stand in the way for ever it is made anew. */
const isMadeAnew = ({ size, persistent }: DesiredDisk, { sizeBytes }: LiveDisk, live: LiveVm): boolean =>
  size !== null && !persistent && isSmaller(size, sizeBytes) && !live.sealed && isOff(live) && !hadFirstStart(live);

function madeSmaller(size: Sized, disk: LiveDisk, index: number): Delta {
  return { change: attributeChange("spec.disks[].size", formatQuantity(disk.sizeBytes), size.text, { index, policy: "replace" }) };
}

/** A running VM's disk grows only as VHDX on SCSI (scvmm-domain D4), and with checkpoints not at all (2.6). */
function grow(size: Sized, disk: LiveDisk, index: number, live: LiveVm): Delta {
  const policy = disk.busType === "SCSI" && disk.format.toUpperCase() === "VHDX" ? "in-place" : "power-off";
  const waitsFor = live.checkpoints.length > 0 ? { waitsFor: "checkpoints" as const } : {};
  const change = attributeChange("spec.disks[].size", formatQuantity(disk.sizeBytes), size.text, { index, policy, ...waitsFor });
  return { change, operation: { kind: "expand-disk", vmId: live.id, diskId: disk.id, sizeBytes: size.value } };
}

function noSlot(index: number): Diagnostic {
  return {
    code: "PLAN_NO_DISK_SLOT",
    severity: "error",
    path: `spec.disks[${index}]`,
    summary: `disk ${index} finds no free SCSI slot behind the others`,
    detail: `A VM has ${CONTROLLERS} SCSI controllers of ${LUNS} slots each.`,
    hint: "Remove disks that are not needed, or move the last one to a lower slot in VMM.",
  };
}

/** Of SCSI (scvmm-domain 2.6). */
const CONTROLLERS = 4;
const LUNS = 64;

/** SCSI slots behind the last disk, so that the order of the disks stays. The DVD drive of generation 2 sits on SCSI 0:1 (2.9). */
function* freeSlots(live: LiveVm): Generator<Slot, never> {
  const places = (devices: readonly { readonly busType: string; readonly bus: number; readonly lun: number }[]): number[] =>
    devices.filter(({ busType }) => busType === "SCSI").map(({ bus, lun }) => bus * LUNS + lun);
  const drives = places(live.dvdDrives);
  for (let slot = Math.max(-1, ...places(live.disks)) + 1; ; slot++) {
    if ((live.generation === 2 && slot === 1) || drives.includes(slot)) continue;
    yield { bus: Math.floor(slot / LUNS), lun: slot % LUNS };
  }
}
