import type * as z from "zod";
import type { Diagnostic } from "../diagnostic.ts";
import { factsOf } from "../field.ts";
import { childSchema } from "../schema-tree.ts";
import { type Draft, diagnose } from "./draft.ts";
import { formatPath, type ManifestPath } from "./manifest-path.ts";

/** A notice for every field set that this version does not carry out, or that has a newer spelling. */
export function fieldNotices(draft: Draft, schema: z.ZodType): readonly Diagnostic[] {
  return noticesBelow(draft, schema, draft.source.value, []);
}

function noticesBelow(draft: Draft, schema: z.ZodType, value: unknown, path: ManifestPath): readonly Diagnostic[] {
  if (typeof value !== "object" || value === null) return [];
  const children = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value);
  return children.flatMap(([segment, child]) => {
    const inner = childSchema(schema, segment);
    if (!inner) return [];
    const childPath = [...path, segment];
    return noticeOf(draft, inner, childPath) ?? noticesBelow(draft, inner, child, childPath);
  });
}

/** Undefined where the field is an ordinary one, to be searched further. */
function noticeOf(draft: Draft, schema: z.ZodType, path: ManifestPath): readonly Diagnostic[] | undefined {
  const facts = factsOf(schema);
  if (facts?.computed) return [];
  if (facts?.unsupported) {
    return [
      diagnose(draft, path, {
        code: "MANIFEST_FIELD_UNSUPPORTED",
        severity: "warning",
        summary: `${formatPath(path)} is accepted, not carried out by this version`,
        detail: facts.doc,
      }),
    ];
  }
  if (facts?.deprecated) {
    const summary = `${formatPath(path)} is an older spelling`;
    return [diagnose(draft, path, { code: "MANIFEST_FIELD_DEPRECATED", severity: "info", summary, detail: facts.doc })];
  }
  return undefined;
}
