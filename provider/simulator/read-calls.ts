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
  return list.map(readCall) as unknown as Batch;
}

/** Bytes are a file's content and nothing else. */
function readCall(call: Plain): Plain {
  const { file, ...rest } = call as { readonly [key: string]: Plain };
  const read = withoutBigNumbers(rest) as { readonly [key: string]: Plain };
  if (file === undefined) return read;
  if (!isTable(file)) return { ...read, file };
  const { gzip, ...facts } = file as { readonly [key: string]: Plain };
  return { ...read, file: { ...(withoutBigNumbers(facts) as object), ...(gzip === undefined ? {} : { gzip }) } };
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
