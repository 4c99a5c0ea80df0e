import { flag, number, objects, sorted, text, texts } from "./attributes.ts";
import { memoryText, sizeText } from "./hardware.ts";
import { lookup } from "./lookup.ts";

export const template = lookup({
  name: "scvmm_template",
  doc: "A VM template of VMM's library.",
  finder: "template",
  what: "VM template",
  objects: ({ templates }) => templates,
  attributes: {
    generation: number("1 or 2."),
    memory: text("Of a VM made from it, `4Gi`; null where VMM does not say."),
    os_type: text("`Windows`, `Linux` or `Other`; null where VMM does not say."),
    customizable: flag("Whether VMM writes into the guests of its VMs: computer name, domain, passwords."),
    disks: objects(
      { size: text("Maximum size, `40Gi`; null where VMM does not say."), used: text("Size of its file in the library.") },
      "Its disks, the boot disk first.",
    ),
    missing_files: texts(
      "Files of the library that it refers to and that VMM cannot find any more; VMs cannot be made from it until they are back.",
    ),
  },
  values: ({ generation, memoryMb, osType, customizable, disks, missingFiles }) => ({
    generation,
    memory: memoryText(memoryMb),
    os_type: osType,
    customizable,
    disks: disks.map(({ sizeBytes, usedBytes }) => ({ size: sizeText(sizeBytes), used: sizeText(usedBytes) })),
    missing_files: sorted(missingFiles),
  }),
});
