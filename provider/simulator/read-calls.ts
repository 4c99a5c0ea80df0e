import type { Batch } from "../batch/call.ts";
import type { Plain } from "../winrm/clixml/plain.ts";
import { notRun } from "./pipeline-errors.ts";

/**
 * The calls as they came over the wire. Only their outer form is checked, as a list of hashtables: what is wrong inside a
 * call is that call's own error (BadCall).
 */
export function readCalls(calls: Plain): Batch {
  const list = Array.isArray(calls) ? (calls as readonly Plain[]) : [calls];
  if (!list.every(isTable)) throw notRun("A call must be a hashtable.");
  return list.map(withoutBigNumbers) as unknown as Batch;
}

function isTable(value: Plain): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

function withoutBigNumbers(value: Plain): Plain {
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Uint8Array) throw notRun("A call must not hold bytes.");
  if (Array.isArray(value)) return (value as readonly Plain[]).map(withoutBigNumbers);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutBigNumbers(item)]));
}
