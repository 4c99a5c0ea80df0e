import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LoadedMachine } from "../../../model/manifests.ts";
import type { Finders } from "../../finder.ts";
import type { LiveTemplate } from "../../inventory.ts";
import { bootDiskFromLibrary, copyProblems } from "./blank.ts";
import type { DiskClaim, MachineDisks } from "./claim-disks.ts";
import { shrunk, sizeMissing } from "./disk-sizes.ts";
import type { DesiredDisk } from "./goal.ts";
import type { Find, Report } from "./resolve.ts";

type Spec = LoadedMachine["value"]["spec"];

/** What the machine is made of, where it is made now. */
interface Origin {
  readonly template: LiveTemplate | null;
  readonly hardwareProfile: { readonly generation: number } | null;
  readonly creating: boolean;
}

/**
 * What a disk names is looked up; with a template, sizes are held against its disks before anything is made. The first is made once: what
 * the library has of it afterwards does not matter.
 */
export function resolveDisks(
  { disks, vmTemplate }: Spec,
  { template, hardwareProfile, creating }: Origin,
  claims: MachineDisks,
  find: Find,
  finders: Finders,
  report: Report,
): readonly DesiredDisk[] | null {
  if (!disks) return null;
  if (disks[0]?.vhDisk !== undefined && vmTemplate !== undefined) report(bootDiskFromLibrary());
  const isCopy = creating && vmTemplate === undefined;
  const resolved = disks.map((disk, index): DesiredDisk => {
    const at = (field: string): string => `spec.disks[${index}].${field}`;
    return {
      name: disk.name ?? null,
      ...persistentPart(disk, claims.get(index)),
      vhDisk: index > 0 || isCopy ? find(disk.vhDisk, finders.virtualHardDisk, at("vhDisk")) : null,
      volumeType: disk.volumeType ?? null,
      storageClassification: find(disk.storageClassification, finders.storageClassification, at("storageClassification")),
      iopsMaximum: disk.iopsMaximum ?? null,
      storageQoSPolicy: find(disk.storageQoSPolicy, finders.storageQoSPolicy, at("storageQoSPolicy")),
    };
  });
  const problems = template ? templateProblems(resolved, template) : creating ? copyProblems(resolved, hardwareProfile?.generation) : [];
  for (const problem of problems) report(problem);
  return resolved;
}

/** Of a persistent disk its own manifest counts; a machine may ask for more room. */
function persistentPart(
  disk: NonNullable<Spec["disks"]>[number],
  claim: DiskClaim | undefined,
): Pick<DesiredDisk, "persistent" | "size" | "dynamic"> {
  if (!claim) return { persistent: null, size: disk.size ?? null, dynamic: disk.dynamic };
  const { slot, disk: name, fileName, spec } = claim;
  return {
    persistent: { slot, disk: name, reclaim: spec.reclaimPolicy, fileName, folder: spec.path ?? null },
    size: disk.size && disk.size.value > spec.size.value ? disk.size : spec.size,
    dynamic: spec.dynamic,
  };
}

function templateProblems(disks: readonly DesiredDisk[], template: LiveTemplate): readonly Diagnostic[] {
  return disks.flatMap((disk, index) => {
    if (disk.persistent) return [];
    const source = template.disks[index] ?? disk.vhDisk;
    if (!source) return disk.size ? [] : [sizeMissing(index)];
    return source.sizeBytes > 0 ? shrunk(disk.size, source.sizeBytes, index) : [];
  });
}
