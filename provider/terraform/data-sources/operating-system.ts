import { lookup } from "./lookup.ts";

export const operatingSystem = lookup({
  name: "scvmm_operating_system",
  doc: "An operating system as VMM lists it.",
  finder: "operatingSystem",
  what: "operating system",
  objects: ({ operatingSystems }) => operatingSystems,
  attributes: {},
  values: () => ({}),
});
