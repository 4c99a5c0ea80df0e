import { lookup } from "./lookup.ts";

export const storageClassification = lookup({
  name: "scvmm_storage_classification",
  doc: "A storage classification of VMM.",
  finder: "storageClassification",
  what: "storage classification",
  objects: ({ storageClassifications }) => storageClassifications,
  attributes: {},
  values: () => ({}),
});
