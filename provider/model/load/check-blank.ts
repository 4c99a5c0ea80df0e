import { VM_ID } from "../annotations.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { type Draft, diagnose, isGiven } from "./draft.ts";
import type { ManifestPath } from "./manifest-path.ts";

/** What a machine without a template needs beside: a hardware profile, and what its boot disk is made of. One that was written of a VM needs none. */
export function checkBlank(machine: Draft<"ScvmmMachine">): readonly Diagnostic[] {
  if (isGiven(machine, ["spec", "vmTemplate"]) || isGiven(machine, ["metadata", "annotations", VM_ID])) return [];
  if (!isGiven(machine, ["spec", "hardwareProfile"])) {
    const detail = "A VM is made from a VM template, or blank from a hardware profile with new disks.";
    return [
      lacking(machine, ["spec"], "MANIFEST_NO_TEMPLATE", "Neither vmTemplate nor hardwareProfile is given", detail, "Add spec.vmTemplate."),
    ];
  }
  const boot: ManifestPath = ["spec", "disks", 0];
  if (isGiven(machine, [...boot, "size"]) || isGiven(machine, [...boot, "vhDisk"])) return [];
  const detail =
    "A machine without vmTemplate is made blank: its first disk is made new, for which VMM needs a size, or is a copy of a disk of the library (vhDisk).";
  return [lacking(machine, ["spec", "disks"], "MANIFEST_DISK_SIZE", "The boot disk has no size", detail, "Add disks: [{size: 40Gi}].")];
}

function lacking(machine: Draft<"ScvmmMachine">, path: ManifestPath, code: string, summary: string, detail: string, hint: string) {
  return diagnose(machine, path, { code, severity: "error", summary, detail, hint });
}
