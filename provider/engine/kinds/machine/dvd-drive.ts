import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LiveDvdDrive, LiveVm } from "../../inventory.ts";
import { seedFileName } from "../../operation-seed.ts";
import { fileName, fold } from "../../text.ts";
import type { Delta } from "./delta.ts";
import type { DesiredMachine } from "./goal.ts";
import { attributeChange } from "./policies.ts";

export interface Slot {
  readonly bus: number;
  readonly lun: number;
}

/** Where DVD drives go: secondary IDE on generation 1, SCSI 0:1 on generation 2 (scvmm-domain 2.9). */
const IDE_SLOTS: readonly Slot[] = [
  { bus: 1, lun: 0 },
  { bus: 1, lun: 1 },
  { bus: 0, lun: 1 },
];
const SCSI_SLOTS: readonly Slot[] = Array.from({ length: 63 }, (_, index) => ({ bus: 0, lun: index + 1 }));

/** Slot of the DVD drive at a position among those of the VM, or the free one that it gets; null when the bus is full. */
export function dvdSlot(live: LiveVm, position: number): Slot | null {
  const present = live.dvdDrives[position];
  if (present) return { bus: present.bus, lun: present.lun };
  const busType = live.generation === 1 ? "IDE" : "SCSI";
  const held = [...live.disks, ...live.dvdDrives].filter((device) => device.busType === busType);
  const free = (busType === "IDE" ? IDE_SLOTS : SCSI_SLOTS).filter(
    (slot) => !held.some(({ bus, lun }) => bus === slot.bus && lun === slot.lun),
  );
  return free[position - live.dvdDrives.length] ?? null;
}

/** Mounted by copy an ISO lies elsewhere, under the same file name. */
const holds = (drive: LiveDvdDrive, path: string): boolean =>
  drive.isoPath !== null && fold(fileName(drive.isoPath)) === fold(fileName(path));

export interface DvdDiff {
  readonly deltas: readonly Delta[];
  readonly errors: readonly Diagnostic[];
}

const NOTHING: DvdDiff = { deltas: [], errors: [] };

/** What an ejection could not remove beside the VM. An apply that fails there is gone on with here. */
function leftovers({ dvdDrive }: DesiredMachine, live: LiveVm): readonly Delta[] {
  const after = dvdDrive?.iso?.name ?? null;
  const left = live.leftIsos.filter(({ isSeed }) => !isSeed);
  return left.map(({ id, path }): Delta => {
    const change = attributeChange("spec.dvdDrive.iso", `${fileName(path)} (left on the host)`, after);
    return { change, operation: { kind: "remove-iso-copy", vmId: live.id, isoId: id, fileName: fileName(path) } };
  });
}

/** The machine's first DVD drive, that of cloud-init data left out: media change as it runs, a drive that is not there needs it off (scvmm-domain 2.13). */
export function diffDvdDrive(desired: DesiredMachine, live: LiveVm): DvdDiff {
  if (!desired.dvdDrive) return NOTHING;
  const { deltas, errors } = diffMedium(desired, live);
  return { deltas: [...deltas, ...leftovers(desired, live)], errors };
}

function diffMedium({ dvdDrive }: DesiredMachine, live: LiveVm): DvdDiff {
  if (!dvdDrive) return NOTHING;
  const drive = live.dvdDrives.find(({ isoPath }) => isoPath === null || fold(fileName(isoPath)) !== seedFileName(live.id, "iso"));
  const before = drive?.isoPath ? fileName(drive.isoPath) : null;
  if (!dvdDrive.iso) {
    if (!drive || before === null) return NOTHING;
    const change = attributeChange("spec.dvdDrive.iso", before, null);
    return { deltas: [{ change, operation: { kind: "detach-iso", vmId: live.id, driveId: drive.id } }], errors: [] };
  }
  const { path } = dvdDrive.iso;
  if (drive && holds(drive, path)) return NOTHING;
  // It got a drive of its own while the first one had cloud-init data, which has left that since.
  if (before === null && live.dvdDrives.some((other) => holds(other, path))) return NOTHING;
  const slot = drive ?? dvdSlot(live, live.dvdDrives.length);
  if (!slot) return { deltas: [], errors: [noSlot(live)] };
  const change = attributeChange("spec.dvdDrive.iso", before, dvdDrive.iso.name, { policy: drive ? "in-place" : "power-off" });
  return {
    deltas: [{ change, operation: { kind: "attach-iso", vmId: live.id, bus: slot.bus, lun: slot.lun, isoPath: dvdDrive.iso.path } }],
    errors: [],
  };
}

function noSlot({ generation }: LiveVm): Diagnostic {
  return {
    code: "PLAN_NO_DVD_SLOT",
    severity: "error",
    path: "spec.dvdDrive",
    summary: "the VM has no DVD drive, and no slot is left for one",
    detail: generation === 1 ? "A VM of generation 1 has four IDE slots for disks and DVD drives together." : "All SCSI slots are taken.",
    hint: "Move a data disk from IDE to SCSI, or leave dvdDrive out.",
  };
}
