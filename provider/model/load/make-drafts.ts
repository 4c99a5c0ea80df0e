import type * as z from "zod";
import type { Diagnostic } from "../diagnostic.ts";
import { DEFAULT_NAMESPACE } from "../metadata.ts";
import { diagnoseIssues } from "./check-schema.ts";
import type { Collected } from "./collect-objects.ts";
import { type Draft, diagnose } from "./draft.ts";
import { fieldNotices } from "./field-notices.ts";
import { KINDS, type Kind } from "./kinds.ts";
import { formatPath, type ManifestPath, valueAt } from "./manifest-path.ts";
import type { SourceObject } from "./source-object.ts";
import { withoutNulls } from "./without-nulls.ts";

interface Made {
  readonly drafts: readonly Draft[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Stands for the name of a manifest that has none; no name can be this. */
export const UNNAMED = "?";

/** Checks every manifest against the schema of its kind. */
export function makeDrafts(manifests: Collected["manifests"]): Made {
  const made = manifests.map(({ kind, source }) => makeDraft(kind, source));
  return { drafts: made.map(({ draft }) => draft), diagnostics: made.flatMap(({ diagnostics }) => diagnostics) };
}

function makeDraft(kind: Kind, original: SourceObject): { readonly draft: Draft; readonly diagnostics: readonly Diagnostic[] } {
  const { value, dropped } = withoutNulls(original.value);
  const source: SourceObject = { ...original, value };
  const name = textAt(value, ["metadata", "name"]) ?? UNNAMED;
  const namespace = textAt(value, ["metadata", "namespace"]) ?? DEFAULT_NAMESPACE;
  const identity = { kind, name, namespace, address: `${kind}/${namespace}/${name}`, source };
  if (!source.sound) return { draft: { ...identity, value: undefined }, diagnostics: [] };

  const schema: z.ZodType = KINDS[kind];
  const result = schema.safeParse(value);
  const draft = { ...identity, value: result.data as Draft["value"] };
  const issues = result.success ? [] : diagnoseIssues(draft, schema, value, result.error.issues);
  const wrong = new Set(issues.map((issue) => issue.path));
  const empty = emptyFields(draft, dropped).filter((field) => !wrong.has(field.path));
  return { draft, diagnostics: [...issues, ...empty, ...fieldNotices(draft, schema)] };
}

function textAt(value: unknown, path: ManifestPath): string | undefined {
  const text = valueAt(value, path);
  return typeof text === "string" && text !== "" ? text : undefined;
}

/** Exports are full of fields without a value outside the spec, such as creationTimestamp. */
function emptyFields(draft: Draft, dropped: readonly ManifestPath[]): readonly Diagnostic[] {
  return dropped
    .filter(([root, ...rest]) => root === "spec" && rest.length > 0)
    .map((path) =>
      diagnose(draft, path, {
        code: "MANIFEST_EMPTY_FIELD",
        severity: "warning",
        summary: `${formatPath(path)} has no value`,
        detail: "It is read as if the field were not there.",
        hint: "Give it a value or remove it.",
      }),
    );
}
