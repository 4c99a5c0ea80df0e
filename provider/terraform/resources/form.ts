import { isDeepStrictEqual } from "node:util";
import { factsOf } from "../../model/field.ts";
import { KINDS, type Kind } from "../../model/load/kinds.ts";
import { formatPath, type ManifestPath, valueAt } from "../../model/load/manifest-path.ts";
import type { Policy } from "../../model/plan.ts";
import { schemaAt } from "../../model/schema-tree.ts";
import type { AttributePath, Mapping } from "../schema/mapping.ts";
import type { ObjectValue } from "../value/value.ts";

type Plain = Readonly<Record<string, unknown>>;

/** What a manifest says, by the attribute that says it: parsed, without the form that it is written in. */
export interface Meanings {
  at(path: AttributePath): unknown;
  /** Whether the engine holds it against what VMM has. */
  isCompared(path: AttributePath): boolean;
}

/** Of every scalar and every list of scalars in the spec of a manifest, and whether the live state is held against it. */
export function meaningsOf(mapping: Mapping, config: ObjectValue, manifest: Plain): Meanings {
  const schema = KINDS[mapping.kind as Kind];
  const meanings = new Map<string, { readonly meaning: unknown; readonly policy: Policy | undefined }>();
  for (const path of leavesOf(manifest["spec"], ["spec"])) {
    const field = schemaAt(schema, path);
    const parsed = field?.safeParse(valueAt(manifest, path));
    if (!field || !parsed?.success) continue;
    const attribute = JSON.stringify(mapping.attributePath(formatPath(path), config));
    meanings.set(attribute, { meaning: withoutForm(parsed.data), policy: factsOf(field)?.policy });
  }
  const found = (path: AttributePath) => meanings.get(JSON.stringify(path));
  return {
    at: (path) => found(path)?.meaning,
    isCompared: (path) => ![undefined, "create-only"].includes(found(path)?.policy),
  };
}

/** Paths of scalars and of lists of scalars. */
export function leavesOf(value: unknown, path: ManifestPath): readonly ManifestPath[] {
  if (typeof value !== "object" || value === null) return [path];
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) return [path];
  return Object.entries(value).flatMap(([name, item]) => leavesOf(item, [...path, Array.isArray(value) ? Number(name) : name]));
}

/** Quantities and durations carry the text that they were written as. */
function withoutForm(parsed: unknown): unknown {
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed) || !("text" in parsed)) return parsed;
  const { text: _text, ...meaning } = parsed;
  return meaning;
}

/** Whether both say the same thing of an attribute, in whatever form; no, where one of them says nothing that can be read. */
export function sameMeaning(path: AttributePath, a: Meanings, b: Meanings): boolean {
  const [one, other] = [a.at(path), b.at(path)];
  return one !== undefined && isDeepStrictEqual(one, other);
}
