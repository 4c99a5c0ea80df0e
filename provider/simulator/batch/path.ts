import type { Cell } from "../../batch/result.ts";
import { isVmmObject, printed, type Value } from "../objects/object.ts";
import { readProperty } from "../objects/properties.ts";

export type Path = readonly string[];

export function splitPath(path: string): Path {
  return path.split(".");
}

/** Follows a property path as PowerShell does: null-safe, keys of hashtables, properties of every element of a list. */
export function follow(start: Value, path: Path, now: number): Value {
  let value = start;
  for (const name of path) {
    if (value === null) return null;
    value = step(value, name, now);
  }
  return value;
}

function step(value: Exclude<Value, null>, name: string, now: number): Value {
  if (isVmmObject(value)) return readProperty(value, name, now);
  if (value instanceof Map) return value.get(name) ?? null;
  if (Array.isArray(value)) return stepThroughList(value, name, now);
  return null;
}

/** Member enumeration: none gives null, one the value itself, and lists in lists are laid flat. */
function stepThroughList(list: readonly Value[], name: string, now: number): Value {
  if (/^(count|length)$/i.test(name)) return list.length;
  const found = list.flatMap((item) => (item === null ? [] : step(item, name, now))).filter((item) => item !== null);
  return found.length > 1 ? found : (found[0] ?? null);
}

/** A value as it is projected (provider/batch/result.ts). */
export function toCell(value: Value): Cell {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Date) return value.toISOString();
  if (isVmmObject(value)) return printed(value);
  if (value instanceof Map) return "System.Collections.Hashtable";
  return (value as readonly Value[]).map(toCell);
}

/** The projected text that a condition compares and a table holds; null never matches. A list has none but its type's name. */
export function cellText(cell: Cell): string | null {
  if (cell === null || typeof cell === "string") return cell;
  return typeof cell === "object" ? "System.Object[]" : `${cell}`;
}
