import type { Diagnostic } from "../diagnostic.ts";
import { generation as generationSchema } from "../kinds/machine-hardware.ts";
import { type Draft, diagnose, isGiven, read } from "./draft.ts";
import type { ManifestPath } from "./manifest-path.ts";

const FIRMWARE = { secureBoot: 2, secureBootTemplate: 2, firstBootDevice: 2, bootOrder: 1 } as const;

/** What no VM can have, or none of the generation that the manifest gives. */
export function checkFirmware(machine: Draft<"ScvmmMachine">): readonly Diagnostic[] {
  const generation = read(machine, ["spec", "generation"], generationSchema);
  const foreign = (Object.keys(FIRMWARE) as (keyof typeof FIRMWARE)[]).filter(
    (field) => generation !== undefined && FIRMWARE[field] !== generation && isGiven(machine, ["spec", "firmware", field]),
  );
  return [...virtualTpm(machine), ...foreign.map((field) => otherGeneration(machine, ["spec", "firmware", field], FIRMWARE[field]))];
}

function virtualTpm(machine: Draft<"ScvmmMachine">): readonly Diagnostic[] {
  const path: ManifestPath = ["spec", "firmware", "vtpm"];
  if (!isGiven(machine, path)) return [];
  return [
    diagnose(machine, path, {
      code: "MANIFEST_VTPM",
      severity: "error",
      summary: "VMM cannot give a VM a virtual TPM",
      detail: "No cmdlet of VMM adds or removes one, or tells whether there is one; Hyper-V alone does, on the host, while the VM is off.",
      hint: "Remove the field; use a template whose VM has a virtual TPM, or Hyper-V's Enable-VMTPM on the host.",
    }),
  ];
}

function otherGeneration(machine: Draft<"ScvmmMachine">, path: ManifestPath, generation: 1 | 2): Diagnostic {
  const other = generation === 2 ? "boots by BIOS and has spec.firmware.bootOrder" : "boots by UEFI and has spec.firmware.firstBootDevice";
  return diagnose(machine, path, {
    code: "MANIFEST_FIRMWARE_GENERATION",
    severity: "error",
    summary: `${path.join(".")} is for VMs of generation ${generation}`,
    detail: `spec.generation is ${3 - generation}: such a VM ${other}.`,
    hint: "Remove one of the two.",
  });
}
