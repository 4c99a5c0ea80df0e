import type { AttributePath } from "../schema/mapping.ts";
import { isObject, type Value } from "./value.ts";

/** Step by step into a value; null where it does not lead on. */
export function valueAt(value: Value, path: AttributePath): Value {
  return path.reduce<Value>((inner, step) => {
    if (Array.isArray(inner)) return (inner as readonly Value[])[step as number] ?? null;
    return isObject(inner) && Object.hasOwn(inner, step) ? (inner[step] as Value) : null;
  }, value);
}

export const startsWith = (path: AttributePath, start: AttributePath): boolean => start.every((step, index) => path[index] === step);

/** One of them leads into the other. */
export const isRelated = (a: AttributePath, b: AttributePath): boolean => startsWith(a, b) || startsWith(b, a);
