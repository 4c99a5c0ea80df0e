import type * as z from "zod";
import { type FieldFacts, factsOf } from "./field.ts";
import { optionsOf } from "./load/expected.ts";
import { KINDS, type Kind } from "./load/kinds.ts";
import { didYouMean } from "./load/nearest.ts";
import { quantity } from "./quantity.ts";
import { childSchema, definitionOf, fieldNames, unwrap } from "./schema-tree.ts";

/** What the vocabulary knows of one field. */
export interface FieldPage {
  readonly kind: Kind;
  /** `spec.disks[].size`; `` for the kind itself. */
  readonly path: string;
  /** `quantity`, `text`, `list of mappings` … */
  readonly type: string;
  readonly required: boolean;
  readonly facts: FieldFacts | undefined;
  /** Of an enumeration. */
  readonly allowed: readonly string[];
  /** As it is written in a manifest; undefined without one. */
  readonly default: string | undefined;
  readonly fields: readonly FieldPage[];
}

export type Explained = { readonly page: FieldPage } | { readonly problem: string; readonly hint: string };

const SHORT: Readonly<Record<string, Kind>> = {
  provider: "ScvmmProvider",
  machine: "ScvmmMachine",
  vm: "ScvmmMachine",
  namepool: "ScvmmNamePool",
  virtualip: "ScvmmVirtualIP",
  vip: "ScvmmVirtualIP",
  disk: "ScvmmPersistentDisk",
  persistentdisk: "ScvmmPersistentDisk",
  diskpool: "ScvmmPersistentDiskPool",
  persistentdiskpool: "ScvmmPersistentDiskPool",
  checkpoint: "ScvmmCheckpoint",
  name: "ScvmmName",
};

const kinds = Object.keys(KINDS) as readonly Kind[];

function kindOf(word: string): Kind | undefined {
  const lower = word.toLowerCase();
  return kinds.find((kind) => kind.toLowerCase() === lower) ?? SHORT[lower] ?? SHORT[lower.replace(/s$/, "")];
}

/** Everything about a kind, or a field of it: `machine`, `ScvmmMachine.spec.disks.size`, `machine.disks[].size`. */
export function explain(name: string): Explained {
  const [first = "", ...rest] = name.split(".").flatMap((part) => part.split(/\[[^\]]*\]|\{\}/).filter(Boolean));
  const kind = kindOf(first);
  if (!kind) {
    const hint =
      didYouMean(first, [...kinds, ...Object.keys(SHORT)]) ?? `One of ${kinds.join(", ")}, or a field such as ScvmmMachine.spec.memory.`;
    return { problem: `There is no kind ${first}`, hint };
  }
  const whole = pageOf(kind, "", KINDS[kind]);
  const names = fieldNames(KINDS[kind]);
  const steps = rest.length === 0 || names.includes(rest[0] ?? "") ? rest : ["spec", ...rest];
  let page = whole;
  for (const step of steps) {
    const child = page.fields.find(({ path }) => path.split(/[.[{]/).includes(step) && lastName(path) === step);
    if (!child) {
      const known = page.fields.map(({ path }) => lastName(path));
      const nothing = known.length === 0 ? "It has no fields of its own." : `Its fields: ${known.join(", ")}.`;
      return { problem: `${kind}${page.path && `.${page.path}`} has no field ${step}`, hint: didYouMean(step, known) ?? nothing };
    }
    page = child;
  }
  return { page };
}

/** Every kind with all of its fields. */
export const vocabulary = (): readonly FieldPage[] => kinds.map((kind) => pageOf(kind, "", KINDS[kind]));

export const lastName = (path: string): string =>
  path
    .split(".")
    .at(-1)
    ?.replace(/(\[\]|\{\})+$/, "") ?? "";

function pageOf(kind: Kind, path: string, schema: z.ZodType): FieldPage {
  const { facts, suffix, inner } = look(schema);
  const at = path + suffix;
  return {
    kind,
    path: at,
    type: typeOf(schema),
    required: !schema.isOptional(),
    facts,
    allowed: allowedOf(inner),
    default: defaultOf(schema),
    fields: fieldNames(inner).flatMap((name) => {
      const child = childSchema(inner, name);
      return child ? [pageOf(kind, at === "" ? name : `${at}.${name}`, child)] : [];
    }),
  };
}

/** Through lists and maps to what their items are. */
function look(schema: z.ZodType): { readonly facts: FieldFacts | undefined; readonly suffix: string; readonly inner: z.ZodType } {
  const facts = factsOf(schema);
  const bare = unwrap(schema);
  const { element, valueType } = definitionOf(bare);
  const item = element ?? valueType;
  if (!item) return { facts, suffix: "", inner: bare };
  const below = look(item);
  return { facts, suffix: `${element ? "[]" : "{}"}${below.suffix}`, inner: below.inner };
}

const WORDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ["text", "texts"],
  number: ["number", "numbers"],
  boolean: ["true or false", "truth values"],
  enum: ["choice", "choices"],
  object: ["mapping", "mappings"],
  literal: ["constant", "constants"],
  unknown: ["anything", "anything"],
};

const QUANTITY = unwrap(quantity);

/** Values of an enumeration or of a literal. */
export const allowedOf = (schema: z.ZodType): readonly string[] => definitionOf(schema).values?.map(String) ?? optionsOf(schema);

function typeOf(schema: z.ZodType, many = false): string {
  const bare = unwrap(schema);
  const { type, element, valueType, options } = definitionOf(bare);
  if (element) return `${many ? "lists" : "list"} of ${typeOf(element, true)}`;
  if (valueType) return `${many ? "maps" : "map"} of ${typeOf(valueType, true)}`;
  if (bare === QUANTITY) return many ? "quantities" : "quantity";
  if (options) return [...new Set(options.map((option) => typeOf(option, many)))].join(" or ");
  const words = WORDS[type] ?? [type, `${type}s`];
  return many ? words[1] : words[0];
}

export function defaultOf(schema: z.ZodType): string | undefined {
  const { type, defaultValue, innerType } = definitionOf(schema);
  if (type === "default" || type === "prefault") return typeof defaultValue === "string" ? defaultValue : JSON.stringify(defaultValue);
  return innerType ? defaultOf(innerType) : undefined;
}
