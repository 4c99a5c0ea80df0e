import { isObject, type ObjectValue, type Value } from "../value/value.ts";
import type { Attributes, AttributeType } from "./attribute.ts";
import type { AttributePath } from "./mapping.ts";

/** A value with another one at a path; unchanged where the path leads nowhere. */
export function setAt(value: Value, [step, ...more]: AttributePath, given: Value): Value {
  if (step === undefined) return given;
  if (Array.isArray(value)) return value.map((item: Value, index) => (index === step ? setAt(item, more, given) : item));
  if (!isObject(value) || !Object.hasOwn(value, step)) return value;
  return changed(value, String(step), setAt(value[step] ?? null, more, given));
}

function changed(value: ObjectValue, name: string, item: Value): ObjectValue {
  const next: Record<string, Value> = { ...value };
  next[name] = item;
  return next;
}

/** Without what is at a path. */
export function without(value: Value, [step, ...more]: AttributePath): Value {
  if (!isObject(value) || step === undefined || !Object.hasOwn(value, step)) return value;
  if (more.length > 0) return changed(value, String(step), without(value[step] ?? null, more));
  return picked(value, (_, name) => name !== String(step));
}

const picked = (value: ObjectValue, isKept: (item: Value, name: string) => boolean): ObjectValue =>
  Object.fromEntries(Object.entries(value).filter(([name, item]) => isKept(item, name))) as ObjectValue;

const mapped = (value: ObjectValue, one: (item: Value, name: string) => Value): ObjectValue =>
  Object.fromEntries(Object.entries(value).map(([name, item]) => [name, one(item, name)])) as ObjectValue;

/**
 * An object that lacks what it cannot be without is not there: the range of a VM whose memory is no longer dynamic, an adapter that was removed.
 * Entries of a map of texts that have no text are none.
 */
export function tidied(attributes: Attributes, value: ObjectValue): ObjectValue {
  return mapped(value, (item, name) => tidy(attributes[name]?.type, item));
}

function tidy(type: AttributeType | undefined, value: Value): Value {
  if (!type) return value;
  if (type.kind === "map" && isObject(value)) return picked(value, (item) => item !== null);
  if (type.kind !== "object") return value;
  const one = (item: Value): Value => (isObject(item) ? whole(type.attributes, tidied(type.attributes, item)) : item);
  if (Array.isArray(value)) return value.map(one).filter((item) => item !== null);
  if (type.nesting !== "map" || !isObject(value)) return one(value);
  return picked(mapped(value, one), (item) => item !== null);
}

function whole(attributes: Attributes, value: ObjectValue): ObjectValue | null {
  const lacks = Object.entries(attributes).some(
    ([name, { presence, writeOnly }]) => presence === "required" && !writeOnly && value[name] === null,
  );
  return lacks ? null : value;
}
