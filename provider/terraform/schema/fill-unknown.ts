import { isObject, type ObjectValue, UNKNOWN, type Value } from "../value/value.ts";
import type { Attributes, AttributeType } from "./attribute.ts";

/** A configuration with something of the right type where it is not known. */
export function fillUnknown(attributes: Attributes, value: ObjectValue): ObjectValue {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { type }]): [string, Value] => [name, filled(type, value[name] ?? null)]),
  );
}

function filled(type: AttributeType, value: Value): Value {
  if (value === UNKNOWN) return sampleOf(type);
  if (value === null) return null;
  switch (type.kind) {
    case "string":
    case "number":
    case "bool":
      return value;
    case "list":
    case "set":
    case "map":
      return everyItem(value, (item) => filled(type.of, item));
    case "object": {
      const one = (item: Value): Value =>
        isObject(item) ? fillUnknown(type.attributes, item) : item === UNKNOWN ? sampleObject(type.attributes) : item;
      return type.nesting === "single" ? one(value) : everyItem(value, one);
    }
  }
}

const SOMETHING = { string: "1", number: 1, bool: true } as const;

function sampleOf(type: AttributeType): Value {
  switch (type.kind) {
    case "string":
    case "number":
    case "bool":
      return SOMETHING[type.kind];
    case "list":
    case "set":
      return [sampleOf(type.of)];
    case "map":
      return { x: sampleOf(type.of) };
    case "object": {
      const all = sampleObject(type.attributes);
      return { single: all, list: [all], set: [all], map: { boot: all } }[type.nesting];
    }
  }
}

const sampleObject = (attributes: Attributes): ObjectValue =>
  Object.fromEntries(Object.entries(attributes).map(([name, { type }]): [string, Value] => [name, sampleOf(type)]));

function everyItem(value: Value, one: (item: Value) => Value): Value {
  if (Array.isArray(value)) return value.map(one);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]): [string, Value] => [key, one(item)]));
}
