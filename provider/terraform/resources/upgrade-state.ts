import type { Attributes, AttributeType, Schema } from "../schema/attribute.ts";
import { conform } from "../schema/conform.ts";
import { isObject, type ObjectValue, type Value } from "../value/value.ts";

/**
 * A state of any version of this provider, as this version has it: attributes that it knew and this one does not are dropped, new ones are
 * null. Version 0 is the only one that changes of meaning would start from. Throws ValueError for what is none.
 */
export const upgradeState = (schema: Schema, state: Value): ObjectValue => conform(schema, known(schema.attributes, state));

function known(attributes: Attributes, value: Value): Value {
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([name]) => Object.hasOwn(attributes, name));
  return Object.fromEntries(kept.map(([name, item]) => [name, within(attributes[name]?.type, item)]));
}

function within(type: AttributeType | undefined, value: Value): Value {
  if (type?.kind !== "object") return value;
  const one = (item: Value): Value => known(type.attributes, item);
  if (Array.isArray(value)) return value.map(one);
  if (type.nesting !== "map" || !isObject(value)) return one(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, one(item)]));
}
