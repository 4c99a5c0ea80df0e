import type { Diagnostic } from "../../../model/diagnostic.ts";
import { formatQuantity } from "../../../model/quantity.ts";
import { GIB, MIB } from "../../units.ts";
import type { Sized } from "./goal.ts";
import { attributePath } from "./policies.ts";

export const isLarger = (wanted: Sized, sizeBytes: number): boolean => wanted.value > sizeBytes + MIB;

/** Growing goes by whole GiB (scvmm-domain 2.6), so a disk may be larger than was asked for by that. */
export const isSmaller = (wanted: Sized, sizeBytes: number): boolean => sizeBytes > Math.ceil(wanted.value / GIB) * GIB + MIB;

/** A disk that there is, or that a template or the library brings, does not shrink. */
export function shrunk(wanted: Sized | null, sizeBytes: number, index: number): Diagnostic[] {
  if (!wanted || !isSmaller(wanted, sizeBytes)) return [];
  return [
    {
      code: "PLAN_DISK_SHRINK",
      severity: "error",
      path: attributePath("spec.disks[].size", index),
      summary: `disk ${index} has ${formatQuantity(sizeBytes)} and cannot shrink to ${wanted.text}`,
      detail: "A virtual disk only ever grows: what lies behind the new end would be lost.",
      hint: `Write ${formatQuantity(sizeBytes)} or more.`,
    },
  ];
}

export function sizeMissing(index: number): Diagnostic {
  return {
    code: "PLAN_DISK_SIZE_MISSING",
    severity: "error",
    path: `spec.disks[${index}]`,
    summary: `disk ${index} is not there yet and has no size`,
    hint: "Give its size: a disk that the template does not bring is made anew.",
  };
}
