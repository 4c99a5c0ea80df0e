import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LoadedMachine } from "../../../model/manifests.ts";
import type { BlankMachine } from "../../operation.ts";

type Spec = LoadedMachine["value"]["spec"];

/** How a machine without a template is made: null where it has one, or lacks what it takes. */
export function blankMachine(spec: Spec, generation: number | null): BlankMachine | null {
  const [boot] = spec.disks ?? [];
  if (spec.vmTemplate !== undefined || generation === null || !boot?.size) return null;
  const { size, dynamic, volumeType = "BootAndSystem" } = boot;
  return { generation, bootDisk: { sizeBytes: size.value, dynamic, volumeType } };
}

/** Loading checks it too, of manifests; this is for those that come from elsewhere. */
export function checkOrigin(spec: Spec, report: (problem: Diagnostic) => void): void {
  if (spec.vmTemplate !== undefined || (spec.hardwareProfile !== undefined && spec.disks?.[0]?.size)) return;
  report({
    code: "PLAN_TEMPLATE_MISSING",
    severity: "error",
    path: "spec",
    summary: "a machine that is to be made needs spec.vmTemplate, or spec.hardwareProfile and the size of its first disk",
    hint: "Name the VM template to make it from.",
  });
}
