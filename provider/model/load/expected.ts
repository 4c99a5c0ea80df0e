import type * as z from "zod";
import { definitionOf, fieldNames, unwrap } from "../schema-tree.ts";

type Describe = (schema: z.ZodType) => string;

/** What a schema wants, in words that follow `must be`. The types that manifests use; others come with messages of their own. */
const DESCRIPTIONS: Readonly<Record<string, Describe>> = {
  string: () => "a text",
  number: () => "a whole number",
  boolean: () => "true or false",
  array: () => "a list",
  record: () => "a mapping of names to texts",
  object: (schema) => `a mapping with the fields ${fieldNames(schema).join(", ")}`,
  enum: (schema) => `one of ${optionsOf(schema).join(", ")}`,
  union: () => "an amount such as 4Gi, 500M or 1073741824",
};

/** What a value has to be; undefined where anything may stand. */
export function describeExpected(schema: z.ZodType | undefined): string | undefined {
  if (!schema) return undefined;
  const inner = unwrap(schema);
  return DESCRIPTIONS[inner.def.type]?.(inner);
}

/** Values of an enumeration. */
export function optionsOf(schema: z.ZodType | undefined): readonly string[] {
  const entries = schema && definitionOf(unwrap(schema)).entries;
  return entries ? Object.values(entries) : [];
}

/** What a value is. */
export function describeFound(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  return (
    { object: "a mapping", string: "a text", number: "a number", boolean: "true or false" }[typeof value as string] ?? "something else"
  );
}
