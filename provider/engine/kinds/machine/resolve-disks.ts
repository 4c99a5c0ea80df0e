import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LoadedMachine } from "../../../model/manifests.ts";
import type { Finders } from "../../finder.ts";
import type { LiveTemplate } from "../../inventory.ts";
import { shrunk, sizeMissing } from "./disk-sizes.ts";
import type { DesiredDisk } from "./goal.ts";
import type { Find, Report } from "./resolve.ts";

type Disks = LoadedMachine["value"]["spec"]["disks"];

/** What a disk names is looked up; with a template, sizes are held against its disks before anything is made. */
export function resolveDisks(
  disks: Disks,
  template: LiveTemplate | null,
  find: Find,
  finders: Finders,
  report: Report,
): readonly DesiredDisk[] | null {
  if (!disks) return null;
  if (disks[0]?.vhDisk !== undefined) report(bootDiskFromLibrary());
  const resolved = disks.map((disk, index): DesiredDisk => {
    const at = (field: string): string => `spec.disks[${index}].${field}`;
    return {
      name: disk.name ?? null,
      persistent: disk.persistentDisk !== undefined,
      size: disk.size ?? null,
      dynamic: disk.dynamic,
      vhDisk: index === 0 ? null : find(disk.vhDisk, finders.virtualHardDisk, at("vhDisk")),
      volumeType: disk.volumeType ?? null,
      storageClassification: find(disk.storageClassification, finders.storageClassification, at("storageClassification")),
      iopsMaximum: disk.iopsMaximum ?? null,
      storageQoSPolicy: find(disk.storageQoSPolicy, finders.storageQoSPolicy, at("storageQoSPolicy")),
    };
  });
  if (template) for (const problem of templateProblems(resolved, template)) report(problem);
  return resolved;
}

/** Told, not passed over in silence: the machine would start from an empty disk, or from another one than was asked for. */
function bootDiskFromLibrary(): Diagnostic {
  return {
    code: "PLAN_BOOT_DISK_FROM_LIBRARY",
    severity: "error",
    path: "spec.disks[0].vhDisk",
    summary: "the first disk cannot be a disk of the library in this version",
    detail: "It is that of the template, or a new one where there is no template. Disks of the library can be added behind it.",
    hint: "Make a VM template from that disk in VMM, and name it in spec.vmTemplate.",
  };
}

function templateProblems(disks: readonly DesiredDisk[], template: LiveTemplate): readonly Diagnostic[] {
  return disks.flatMap((disk, index) => {
    const source = template.disks[index] ?? disk.vhDisk;
    if (!source) return disk.size ? [] : [sizeMissing(index)];
    return source.sizeBytes > 0 ? shrunk(disk.size, source.sizeBytes, index) : [];
  });
}
