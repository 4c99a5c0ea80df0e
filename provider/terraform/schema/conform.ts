import { ValueError } from "../value/dynamic-value.ts";
import { isObject, type ObjectValue, UNKNOWN, type Value } from "../value/value.ts";
import type { Attributes, AttributeType, Schema } from "./attribute.ts";

/**
 * The value as the schema has it: every attribute is there, null where it is not set, at every level. Throws ValueError
 * for what is none of the schema, which names the attribute and no value.
 */
export function conform(schema: Pick<Schema, "attributes">, value: Value): ObjectValue {
  const conformed = objectOf(schema.attributes, value, "the value");
  if (!isObject(conformed)) throw new ValueError("the value is no object");
  return conformed;
}

function objectOf(attributes: Attributes, value: Value, where: string): Value {
  if (value === null || value === UNKNOWN) return value;
  if (!isObject(value)) throw new ValueError(`${where} is no object`);
  const extra = Object.keys(value).find((name) => !Object.hasOwn(attributes, name));
  if (extra !== undefined) throw new ValueError(`${where} has no attribute ${extra}`);
  const entries = Object.entries(attributes).map(([name, { type }]): [string, Value] => [
    name,
    typed(type, Object.hasOwn(value, name) ? (value[name] ?? null) : null, where === "the value" ? name : `${where}.${name}`),
  ]);
  return Object.fromEntries(entries);
}

function typed(type: AttributeType, value: Value, where: string): Value {
  if (value === null || value === UNKNOWN) return value;
  switch (type.kind) {
    case "string":
    case "number":
    case "bool":
      return primitive(type.kind, value, where);
    case "map":
      return entriesOf(value, where, (item, at) => typed(type.of, item, at));
    case "list":
    case "set":
      return itemsOf(value, where, (item, at) => typed(type.of, item, at));
    case "object": {
      const one = (item: Value, at: string): Value => objectOf(type.attributes, item, at);
      if (type.nesting === "single") return one(value, where);
      return type.nesting === "map" ? entriesOf(value, where, one) : itemsOf(value, where, one);
    }
  }
}

const WORDS = { string: "string", number: "number", bool: "boolean" } as const;

/** Terraform may write a number as a text. */
function primitive(kind: keyof typeof WORDS, value: Value, where: string): Value {
  const given = kind === "number" && typeof value === "string" && /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(value) ? Number(value) : value;
  if (typeof given !== WORDS[kind]) throw new ValueError(`${where} is no ${kind}`);
  if (typeof given === "number" && Number.isInteger(given) && !Number.isSafeInteger(given)) throw new ValueError(`${where} is not exact`);
  return given;
}

function itemsOf(value: Value, where: string, one: (item: Value, at: string) => Value): Value {
  if (!Array.isArray(value)) throw new ValueError(`${where} is no list`);
  return value.map((item: Value, index) => one(item, `${where}[${index}]`));
}

function entriesOf(value: Value, where: string, one: (item: Value, at: string) => Value): Value {
  if (!isObject(value)) throw new ValueError(`${where} is no map`);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]): [string, Value] => [key, one(item, `${where}[${JSON.stringify(key)}]`)]),
  );
}

/** A state of a schema in which nothing is set. */
export const blankState = ({ attributes }: Pick<Schema, "attributes">): ObjectValue =>
  Object.fromEntries(Object.keys(attributes).map((name) => [name, null]));
