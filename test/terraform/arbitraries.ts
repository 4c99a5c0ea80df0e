import fc from "fast-check";
import type * as z from "zod";
import { factsOf } from "../../provider/model/field.ts";
import { KINDS, type Kind } from "../../provider/model/load/kinds.ts";
import { childSchema, definitionOf, fieldNames, schemaAt, unwrap } from "../../provider/model/schema-tree.ts";
import type { Attribute, Attributes, AttributeType } from "../../provider/terraform/schema/attribute.ts";
import type { AttributePath } from "../../provider/terraform/schema/mapping.ts";
import { RULES } from "../../provider/terraform/schema/rules.ts";
import { type ObjectValue, UNKNOWN, type Value } from "../../provider/terraform/value/value.ts";

/** Texts of every form that the vocabulary asks for, and some of none. */
const TEXTS = [
  ..."|a|web-1|WEB 1|4Gi|4096Mi|1073741824|500M|10.0.0.5|10.0.0.5/24|fd00::5|00:1D:D8:B7:1C:05|SCSI,0,0|NIC,0|02:00|1h|10m|UTC".split("|"),
  ...[
    String.raw`D:\Disks`,
    "ssh-ed25519 AAAA me",
    "{{ .spec.vmName | lower }}",
    "Dynamic",
    "Static",
    "Mon",
    "CD",
    "2026-11-23T10:00:00Z",
    "x y",
  ],
];
const NUMBERS = [0, 1, 2, 5, 85, 100, 4094, 5000];

/** Whether a field is an attribute that a manifest can be read back into: no secret, nothing that is left out. */
export function isPlain(kind: Kind, pattern: string, schema: z.ZodType): boolean {
  const facts = factsOf(schema);
  if (facts?.computed || facts?.unsupported || facts?.deprecated) return false;
  const rule = RULES[kind]?.[pattern]?.rule;
  return rule !== "left-out" && rule !== "secret";
}

/** Values of a field as manifests have them; every field that is an attribute, and no other. */
function fieldValue(kind: Kind, pattern: string, schema: z.ZodType): fc.Arbitrary<unknown> {
  const bare = unwrap(schema);
  const { element, valueType, shape } = definitionOf(bare);
  if (RULES[kind]?.[pattern]?.rule === "companion") return fc.constantFrom("db-1", "db-2").map((name) => ({ disk: { name } }));
  if (pattern === "spec.disks") return disks(kind, pattern, bare);
  if (pattern === "spec.networking.devices") return devices(kind, pattern, bare);
  if (shape) return objectOf(kind, pattern, bare);
  if (valueType) return fc.dictionary(fc.constantFrom("role", "a.b", "Owner"), fieldValue(kind, `${pattern}{}`, valueType), { maxKeys: 3 });
  const fits = (value: unknown): boolean => schema.safeParse(value).success;
  if (element) {
    const items = fc.array(fieldValue(kind, `${pattern}[]`, element), { maxLength: 3 });
    return items.filter(fits);
  }
  const options = [...Object.values(definitionOf(bare).entries ?? {}), ...TEXTS, ...NUMBERS, true, false].filter(fits);
  if (options.length === 0) throw new Error(`no value for ${kind} ${pattern}: add one to TEXTS`);
  return fc.constantFrom(...options.filter((value) => typeof value !== "number" || isNumber(bare)));
}

const isNumber = (schema: z.ZodType): boolean => ["number", "literal"].includes(definitionOf(schema).type);

function objectOf(kind: Kind, pattern: string, schema: z.ZodType): fc.Arbitrary<Record<string, unknown>> {
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  const needed: string[] = [];
  for (const name of fieldNames(schema)) {
    const child = childSchema(schema, name);
    if (!child || !isPlain(kind, `${pattern}.${name}`, child)) continue;
    fields[name] = fieldValue(kind, `${pattern}.${name}`, child);
    if (!child.isOptional()) needed.push(name);
  }
  return fc.record(fields, { requiredKeys: needed });
}

/** In the one order that is Terraform's: boot disk, those without a name, those with one by name. */
function disks(kind: Kind, pattern: string, schema: z.ZodType): fc.Arbitrary<unknown> {
  const item = objectOf(kind, `${pattern}[]`, definitionOf(schema).element as z.ZodType);
  const boot = item.map(({ persistentDisk: _, ...rest }) => rest);
  const named = fc.uniqueArray(fc.constantFrom("data", "logs", "a-1", "a-10", "a-2"), { maxLength: 3 }).map((names) => names.sort(natural));
  return fc.tuple(boot, fc.array(item, { maxLength: 2 }), named, item).map(([first, plain, names, rest]) => {
    return [first, ...plain, ...names.map((name) => ({ name, ...rest }))];
  });
}

const natural = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

function devices(kind: Kind, pattern: string, schema: z.ZodType): fc.Arbitrary<unknown> {
  const item = objectOf(kind, `${pattern}[]`, definitionOf(schema).element as z.ZodType);
  const names = fc.uniqueArray(fc.constantFrom("eth0", "eth1", "eth2", "eth10"), { maxLength: 3 });
  return fc.tuple(names, item).map(([all, rest]) => all.sort(natural).map((deviceName) => ({ deviceName, ...rest })));
}

/** Specs that keep to the vocabulary field by field. */
export function specOf(kind: Kind): fc.Arbitrary<Record<string, unknown>> {
  return objectOf(kind, "spec", schemaAt(KINDS[kind], ["spec"]) as z.ZodType);
}

/** Any value of a schema's type, with nulls and unknowns anywhere. */
export function configOf(attributes: Attributes): fc.Arbitrary<ObjectValue> {
  return fc.record(Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, attributeValue(attribute)])));
}

/** Any state: all of it known, computed attributes and all. */
export function stateOf(attributes: Attributes): fc.Arbitrary<ObjectValue> {
  return fc.record(Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, stateValue(attribute)])));
}

function stateValue({ type, writeOnly }: Attribute): fc.Arbitrary<Value> {
  if (writeOnly) return fc.constant(null);
  return fc.option(
    ofType(type, stateOf, (value) => value),
    { nil: null },
  );
}

function attributeValue({ type, presence }: Attribute): fc.Arbitrary<Value> {
  if (presence === "computed") return fc.constant(null);
  return maybe(ofType(type, configOf, maybe));
}

const maybe = (value: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof(
    { arbitrary: value, weight: 6 },
    { arbitrary: fc.constant(null), weight: 3 },
    { arbitrary: fc.constant<Value>(UNKNOWN), weight: 1 },
  );

type Same = (value: fc.Arbitrary<Value>) => fc.Arbitrary<Value>;

function ofType(type: AttributeType, ofObject: (attributes: Attributes) => fc.Arbitrary<ObjectValue>, item: Same): fc.Arbitrary<Value> {
  switch (type.kind) {
    case "string":
      return fc.constantFrom(...TEXTS);
    case "number":
      return fc.constantFrom(...NUMBERS, -1, 1.5);
    case "bool":
      return fc.boolean();
    case "list":
    case "set":
      return fc.array(item(ofType(type.of, ofObject, item)), { maxLength: 3 });
    case "map":
      return fc.dictionary(fc.constantFrom("role", "a.b", "ScvmmOwner", "ROLE"), item(ofType(type.of, ofObject, item)), { maxKeys: 3 });
    case "object": {
      const one = ofObject(type.attributes);
      if (type.nesting === "single") return one;
      if (type.nesting !== "map") return fc.array(one, { maxLength: 3 });
      return fc.dictionary(fc.constantFrom("boot", "data", "1", "7", "Data!", "eth0", "__proto__"), item(one), { maxKeys: 3 });
    }
  }
}

/** Whether the value has something at a path, null or not. */
export function isThere(value: Value, [step, ...more]: AttributePath): boolean {
  if (step === undefined) return true;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return false;
  return isThere((value as ObjectValue)[step] as Value, more);
}
