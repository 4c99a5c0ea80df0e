import { flag } from "./attributes.ts";
import { lookup } from "./lookup.ts";

export const iso = lookup({
  name: "scvmm_iso",
  doc: "An ISO image of VMM's library.",
  finder: "iso",
  what: "ISO",
  objects: ({ isos }) => isos,
  path: { doc: "Where its file is, `\\\\library\\share\\image.iso`: what tells images of one name apart.", of: ({ path }) => path },
  attributes: { missing: flag("Whether VMM cannot find its file any more.") },
  values: ({ missing }) => ({ missing }),
});
