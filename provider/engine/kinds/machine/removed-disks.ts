import type { Diagnostic } from "../../../model/diagnostic.ts";
import { formatQuantity } from "../../../model/quantity.ts";
import { isDifference } from "../../disk-files.ts";
import { reaches } from "../../disk-places.ts";
import type { Inventory, LiveDisk, LiveVm } from "../../inventory.ts";
import { fold, listed } from "../../text.ts";
import { readDataDisks, recordName } from "./data-disk-record.ts";
import type { Delta } from "./delta.ts";
import type { DesiredMachine } from "./goal.ts";
import { type Match, nameOf } from "./match-disks.ts";
import { attributeChange } from "./policies.ts";
import { isHeld } from "./power.ts";

export interface RemovedDisks {
  readonly deltas: readonly Delta[];
  readonly warnings: readonly Diagnostic[];
  readonly errors: readonly Diagnostic[];
}

/** `left`: disks of the VM that no entry of the manifest has, persistent ones apart. What of them is ours goes as the manifest says. */
export function removedDisks(
  desired: DesiredMachine,
  live: LiveVm,
  left: readonly LiveDisk[],
  added: readonly Match[],
  inventory: Inventory,
): RemovedDisks {
  if (desired.disks === null) return { deltas: [], warnings: [], errors: [] };
  const known = readDataDisks(live);
  const ours = left.filter((disk) => isOurs(disk, live, known));
  const going = desired.removedDisks === "Keep" ? [] : ours;
  const staying = left.filter((disk) => !going.includes(disk));
  const shared = desired.removedDisks === "Delete" ? going.flatMap((disk) => sharedWith(disk, live, inventory)) : [];
  return {
    deltas: going.map((disk) => removal(disk, desired, live)),
    warnings: [...(staying.length > 0 ? [disksLeft(staying, ours)] : []), ...notRenamed(going, added, desired)],
    errors: shared,
  };
}

/** Never the first one, nor one that the VM starts from, wherever it stands. */
function isOurs(disk: LiveDisk, live: LiveVm, known: ReadonlySet<string>): boolean {
  const file = recordName(disk);
  return file !== null && known.has(file) && disk !== live.disks[0] && !["Boot", "BootAndSystem"].includes(disk.volumeType);
}

/** A running VM gives away a SCSI disk, an IDE one not (scvmm-domain 2.13); with checkpoints VMM refuses both. */
function removal(disk: LiveDisk, { removedDisks: asked }: DesiredMachine, live: LiveVm): Delta {
  const name = nameOf(disk) ?? "";
  const path = disk.path ?? "";
  const keepFile = asked !== "Delete";
  const policy = disk.busType === "SCSI" && !isHeld(live) ? "in-place" : "power-off";
  const waitsFor = live.checkpoints.length > 0 || isDifference(path) ? { waitsFor: "checkpoints" as const } : {};
  const change = attributeChange("spec.disks[].name", `${name} (${formatQuantity(disk.sizeBytes)})`, null, { policy, ...waitsFor });
  return {
    change: { ...change, path: `spec.disks[${name}].name`, file: { fate: keepFile ? "detached" : "deleted", path } },
    operation: { kind: "drop-disk", vmId: live.id, diskId: disk.id, path, keepFile },
    // Once it can be seen that it is gone, its entry goes from the record too.
    followUp: true,
  };
}

/** Only our own VMs are read that deep; the operation looks at the others. */
function sharedWith({ path }: LiveDisk, live: LiveVm, inventory: Inventory): readonly Diagnostic[] {
  if (path === null) return [];
  const isFile = (other: LiveVm, one: LiveDisk): boolean =>
    fold(one.path ?? "") === fold(path) && live.hostName !== null && reaches(inventory, other.hostName, { hostName: live.hostName, path });
  const users = inventory.owned.filter((vm) => vm.id !== live.id && vm.disks.some((one) => isFile(vm, one)));
  if (users.length === 0) return [];
  return [
    {
      code: "PLAN_DISK_SHARED",
      severity: "error",
      path: "spec.removedDisks",
      summary: `the disk ${path} would be deleted, but ${listed(users.map((vm) => vm.name))} has it too`,
      detail: "A file that two VMs share is deleted for both.",
      hint: "Write spec.removedDisks: Detach, which leaves the file, or take the disk off the other VM first.",
    },
  ];
}

function disksLeft(left: readonly LiveDisk[], ours: readonly LiveDisk[]): Diagnostic {
  const many = left.length > 1;
  const tell = (disk: LiveDisk): string => `${disk.busType} ${disk.bus}:${disk.lun} (${formatQuantity(disk.sizeBytes)})`;
  return {
    code: "PLAN_DISKS_LEFT",
    severity: "warning",
    path: "spec.disks",
    summary: `the VM has ${left.length} more ${many ? "disks" : "disk"} than the manifest; left as ${many ? "they are" : "it is"}`,
    detail: `Not in the manifest: ${left.map(tell).join(", ")}.`,
    hint: left.some((disk) => ours.includes(disk))
      ? "List it again, remove it by hand, or let apply take it off: spec.removedDisks: Detach or Delete."
      : "What was not made from this manifest by name is never removed: list it, or remove it by hand.",
  };
}

/** The name is the disk's identity: another one beside a disk that goes looks like a rename, and is none. */
function notRenamed(going: readonly LiveDisk[], added: readonly Match[], { removedDisks: asked }: DesiredMachine): readonly Diagnostic[] {
  const fresh = added.flatMap(({ wanted: { name, persistent, vhDisk } }) => (name !== null && !persistent && !vhDisk ? [name] : []));
  if (going.length === 0 || fresh.length === 0) return [];
  const gone = listed(going.map((disk) => nameOf(disk) ?? ""));
  return [
    {
      code: "PLAN_DISK_NOT_RENAMED",
      severity: "warning",
      path: "spec.disks",
      summary: `${gone} ${asked === "Delete" ? "is deleted" : "is detached"} and ${listed(fresh)} is made empty: a disk with another name is another disk`,
      detail: "Nothing is copied from one to the other.",
      hint: `If only the name was to change, put the old one back: ${gone}.`,
    },
  ];
}
