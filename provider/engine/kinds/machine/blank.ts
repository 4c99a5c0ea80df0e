import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LoadedMachine } from "../../../model/manifests.ts";
import type { BlankMachine } from "../../operation.ts";
import { shrunk } from "./disk-sizes.ts";
import type { DesiredDisk } from "./goal.ts";

type Spec = LoadedMachine["value"]["spec"];

/** How a machine without a template is made: null where it has one, or lacks what it takes. */
export function blankMachine(spec: Spec, generation: number | null, boot: DesiredDisk | undefined): BlankMachine | null {
  if (spec.vmTemplate !== undefined || generation === null || !boot) return null;
  const { size, dynamic, vhDisk, storageClassification, volumeType } = boot;
  const content = vhDisk ? { virtualHardDiskId: vhDisk.id } : size && { sizeBytes: size.value, dynamic };
  const storageClassificationId = storageClassification?.id ?? null;
  return content && { generation, bootDisk: { content, volumeType: volumeType ?? "BootAndSystem", storageClassificationId } };
}

/** Told, not passed over in silence: the machine would start from another disk than was asked for. */
export function bootDiskFromLibrary(): Diagnostic {
  return {
    code: "PLAN_BOOT_DISK_FROM_LIBRARY",
    severity: "error",
    path: "spec.disks[0].vhDisk",
    summary: "the first disk is that of the template, and cannot be a disk of the library",
    detail: "Disks of the library can be added behind it. A machine without a template starts from the one that disks[0].vhDisk names.",
    hint: "Leave out spec.disks[0].vhDisk, or spec.vmTemplate in favour of spec.hardwareProfile.",
  };
}

/** Copies of the library's disks in a machine that is to be made: they never shrink, and generation 2 has no VHD (scvmm-domain 4.12). */
export function copyProblems(disks: readonly DesiredDisk[], generation: number | undefined): readonly Diagnostic[] {
  return disks.flatMap(({ size, vhDisk }, index): readonly Diagnostic[] => {
    if (!vhDisk) return [];
    const fits = generation !== 2 || !/\.vhd$/i.test(vhDisk.path);
    return [...(vhDisk.sizeBytes > 0 ? shrunk(size, vhDisk.sizeBytes, index) : []), ...(fits ? [] : [wrongFormat(vhDisk.name, index)])];
  });
}

function wrongFormat(name: string, index: number): Diagnostic {
  return {
    code: "PLAN_DISK_FORMAT",
    severity: "error",
    path: `spec.disks[${index}].vhDisk`,
    summary: `disk ${index} would be a copy of "${name}", a VHD; a VM of generation 2 has VHDX disks only`,
    hint: "Name a disk of the format VHDX, or convert this one (Convert-VHD) and import it into the library.",
  };
}

/** Loading checks it too, of manifests; this is for those that come from elsewhere. */
export function checkOrigin(spec: Spec, report: (problem: Diagnostic) => void): void {
  if (spec.vmTemplate !== undefined || (spec.hardwareProfile !== undefined && bootDiskKnown(spec))) return;
  report({
    code: "PLAN_TEMPLATE_MISSING",
    severity: "error",
    path: "spec",
    summary: "a machine that is to be made needs spec.vmTemplate, or spec.hardwareProfile and the size or vhDisk of its first disk",
    hint: "Name the VM template to make it from.",
  });
}

const bootDiskKnown = ({ disks: [boot] = [] }: Spec): boolean => boot?.size !== undefined || boot?.vhDisk !== undefined;
