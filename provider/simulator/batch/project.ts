import type { Column, Projection } from "../../batch/call.ts";
import type { Cell, Row } from "../../batch/result.ts";
import { isVmmObject, type Value, type VmmObject } from "../objects/object.ts";
import { badCall } from "./batch-error.ts";
import { cellText, follow, splitPath, toCell } from "./path.ts";

type Read = (object: VmmObject, now: number) => Cell;

/** The rows of these objects. Paths are split once, not once an object. */
export function project(objects: readonly VmmObject[], projection: Projection, now: number): readonly Row[] {
  return rows(objects, compiled(projection), now);
}

const known = new WeakMap<Projection, readonly Read[]>();

/** The same projection comes with every reading. */
function compiled(projection: Projection): readonly Read[] {
  if (!Array.isArray(projection)) return compile(projection);
  const reads = known.get(projection) ?? compile(projection);
  known.set(projection, reads);
  return reads;
}

const NO_COLUMN = "A column is neither a path, nor each, nor table.";

function compile(projection: Projection): readonly Read[] {
  if (!Array.isArray(projection)) throw badCall("A projection is a list of columns.");
  return (projection as Projection).map(compileColumn);
}

function compileColumn(column: Column): Read {
  if (typeof column === "string") {
    const path = splitPath(column);
    return (object, now) => toCell(follow(object, path, now));
  }
  if (typeof column !== "object" || column === null) throw badCall(NO_COLUMN);
  if ("each" in column && typeof column.each === "string") {
    const path = splitPath(column.each);
    const of = compile(column.of);
    return (object, now) => rows(elements(follow(object, path, now)), of, now);
  }
  if ("table" in column && typeof column.table === "string") {
    const path = splitPath(column.table);
    return (object, now) => table(follow(object, path, now));
  }
  throw badCall(NO_COLUMN);
}

function rows(objects: readonly VmmObject[], reads: readonly Read[], now: number): readonly Row[] {
  return objects.map((object) => reads.map((read) => read(object, now)));
}

function elements(value: Value): readonly VmmObject[] {
  return (Array.isArray(value) ? value : [value]).filter(isVmmObject);
}

/** Keys in ordinal order, values as texts. */
function table(value: Value): Cell {
  if (!(value instanceof Map)) return {};
  const entries = [...(value as ReadonlyMap<string, Value>)].sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return Object.fromEntries(entries.map(([key, item]) => [key, cellText(toCell(item))]));
}
