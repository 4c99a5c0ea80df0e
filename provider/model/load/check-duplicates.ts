import type { Diagnostic } from "../diagnostic.ts";
import { type Draft, diagnose } from "./draft.ts";
import { UNNAMED } from "./make-drafts.ts";

/** Every manifest after the first of its address. */
export function checkDuplicates(drafts: readonly Draft[]): readonly Diagnostic[] {
  const first = new Map<string, Draft>();
  const found: Diagnostic[] = [];
  for (const draft of drafts) {
    const earlier = first.get(draft.address);
    if (!earlier) first.set(draft.address, draft);
    else if (draft.name !== UNNAMED) {
      const { file, line } = earlier.source.locate(["metadata", "name"]);
      found.push(
        diagnose(draft, ["metadata", "name"], {
          code: "MANIFEST_DUPLICATE_ADDRESS",
          severity: "error",
          summary: `${draft.address} is given twice`,
          detail: `The first is at ${file}:${line}.`,
          hint: "Rename or remove one of the two.",
        }),
      );
    }
  }
  return found;
}
