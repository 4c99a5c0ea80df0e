import type { Diagnostic } from "../../../model/diagnostic.ts";
import { isDifference } from "../../disk-files.ts";
import { specOfFile } from "../../disk-manifests.ts";
import { type AttachedDisk, attachedTo, recordOf } from "../../disk-places.ts";
import { readDiskSlots } from "../../disk-slots.ts";
import type { Inventory, LiveVm } from "../../inventory.ts";
import type { VmCheckpoint } from "../../inventory-storage.ts";
import type { Planning } from "../../kind.ts";
import type { Operation } from "../../operation.ts";
import { listed } from "../../text.ts";
import type { DiskFates, MachineGoal } from "./goal.ts";

/** The persistent disks of this scope on a VM: those that are under our management. */
export const managedDisks = (vm: LiveVm): readonly AttachedDisk[] =>
  attachedTo(vm).filter(({ identity }) => identity.scope === vm.mark.scope);

/** Also where VMM no longer lists the checkpoint, but its files are not merged yet. */
export const hasDifferences = (vm: LiveVm): boolean => vm.checkpoints.length > 0 || managedDisks(vm).some(({ path }) => isDifference(path));

/** `"nightly"`, and whose it is: who removes it depends on that. */
export const tellCheckpoint = ({ name, mark }: VmCheckpoint): string =>
  mark ? `"${name}" (${mark.address} of scope ${mark.scope})` : `"${name}" (of people or a backup)`;

const slotIn = (vm: LiveVm, disk: string) => readDiskSlots(vm).find((slot) => slot.disk === disk);

/**
 * What becomes of the files of these VMs. One may be deleted where the manifest of its disk is gone, and what that said last, as the VM keeps
 * it, was Delete. Without pruning nothing is ever deleted. What is destroyed is what manifests are given of.
 */
export function diskFates(vms: readonly LiveVm[], { manifests, options }: Planning): DiskFates {
  const fates = vms.flatMap((vm) =>
    managedDisks(vm).flatMap(({ fileName, identity: { namespace, disk } }): [string, DiskFates[string]][] => {
      const spec = specOfFile(manifests, { namespace, disk });
      const goes = options.destroy ? spec !== undefined : options.prune && spec === undefined;
      if (goes && slotIn(vm, disk)?.reclaim === "Delete") return [[fileName, "deleted"]];
      return spec ? [[fileName, spec.reclaimPolicy]] : [];
    }),
  );
  return Object.fromEntries(fates);
}

/**
 * What takes one persistent disk off its VM: recorded first, so that it is never lost from sight; or deleted with its file, after the record
 * that a run which broke off may have left.
 */
export function releaseDisk(
  { vm, disk, fileName, identity, path }: AttachedDisk,
  { fates, mark, desired }: Pick<MachineGoal, "fates" | "mark" | "desired">,
  inventory: Inventory,
): readonly Operation[] {
  const fate = fates[fileName];
  if (fate === "deleted") {
    const forget: readonly Operation[] = recordOf(inventory, fileName)
      ? [{ kind: "forget-disk", vmId: vm.id, fileName, because: "doomed" }]
      : [];
    return [...forget, { kind: "remove-disk", vmId: vm.id, diskId: disk.id }];
  }
  const known = slotIn(vm, identity.disk);
  const wanted = desired?.disks?.find(({ persistent }) => persistent?.fileName === fileName)?.persistent;
  const hostName = vm.hostName ?? "";
  const record = {
    host: hostName,
    path,
    sizeBytes: disk.sizeBytes,
    reclaim: fate ?? known?.reclaim ?? "Retain",
    machine: mark.address,
    slot: wanted?.slot ?? known?.slot ?? "-",
  };
  return [
    { kind: "record-disk", fileName, record, onlyChange: false },
    { kind: "detach-disk", vmId: vm.id, diskId: disk.id, path, hostName },
  ];
}

/** For the plan: which disks outlive what is removed, and which do not. */
export function keptNote(vms: readonly LiveVm[], { fates }: Pick<MachineGoal, "fates">): string {
  const all = vms.flatMap(managedDisks);
  const names = (some: readonly AttachedDisk[]): string => listed(some.map(({ identity }) => identity.disk));
  const [gone, kept] = [
    all.filter(({ fileName }) => fates[fileName] === "deleted"),
    all.filter(({ fileName }) => fates[fileName] !== "deleted"),
  ];
  return [
    kept.length > 0 ? `; its persistent ${kept.length === 1 ? "disk is" : "disks are"} detached and kept: ${names(kept)}` : "",
    gone.length > 0 ? `; its persistent ${gone.length === 1 ? "disk is" : "disks are"} deleted with all data: ${names(gone)}` : "",
  ].join("");
}

/** Why the persistent disks of a VM cannot be taken off it; then it stays. */
export function releaseProblems(vm: LiveVm, { fates }: Pick<MachineGoal, "fates">): readonly Diagnostic[] {
  const all = managedDisks(vm);
  const kept = all.filter(({ fileName }) => fates[fileName] !== "deleted");
  if (all.length === 0) return [];
  const problem = (summary: string, detail: string, hint: string): Diagnostic => ({
    code: "PLAN_PERSISTENT_DISK_STUCK",
    severity: "error",
    path: "spec.disks",
    summary,
    detail,
    hint,
  });
  const names = (some: readonly AttachedDisk[]): string => listed(some.map(({ identity }) => identity.disk));
  if (hasDifferences(vm))
    return [
      problem(
        `the VM ${vm.name} has checkpoints, so that its persistent disks cannot be detached`,
        `What was written since the first checkpoint is in files of the VM: ${names(all)}.${vm.checkpoints.length > 0 ? ` It has ${listed(vm.checkpoints.map(tellCheckpoint))}.` : ""}`,
        "Remove the manifests of those that have one and apply, remove the others in VMM or wait until the backup that made them has done so, and plan again.",
      ),
    ];
  if (kept.length === 0) return [];
  if (vm.powerState === "Saved" || vm.powerState === "Paused")
    return [
      problem(
        `the VM ${vm.name} is ${vm.powerState}: what it has not yet written to its persistent disks would be lost`,
        `It holds ${names(kept)}.`,
        "Let it run again and shut it down, or turn it off in VMM, and plan again.",
      ),
    ];
  if (vm.hostName === null)
    return [
      problem(
        `the VM ${vm.name} is on no host, so that nobody could find its disks again`,
        `It holds ${names(kept)}.`,
        "Look at it in VMM.",
      ),
    ];
  return [];
}
