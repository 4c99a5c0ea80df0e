import { number, text } from "./attributes.ts";
import { memoryText } from "./hardware.ts";
import { lookup } from "./lookup.ts";

export const hardwareProfile = lookup({
  name: "scvmm_hardware_profile",
  doc: "A hardware profile of VMM's library.",
  finder: "hardwareProfile",
  what: "hardware profile",
  objects: ({ hardwareProfiles }) => hardwareProfiles,
  attributes: {
    generation: number("1 or 2."),
    memory: text("Of a VM made with it, `4Gi`; null where VMM does not say."),
  },
  values: ({ generation, memoryMb }) => ({ generation, memory: memoryText(memoryMb) }),
});
