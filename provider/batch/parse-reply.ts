import type { BatchReply, CallError, CallResult } from "./result.ts";

/**
 * Reads an interpreter's answer. undefined when it is none: another program wrote to the output, or it is another version's.
 * Cells are checked where they are read.
 */
export function parseReply(json: string): BatchReply | undefined {
  let reply: unknown;
  try {
    reply = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!isObject(reply) || reply["format"] !== 1 || !Array.isArray(reply["results"])) return undefined;
  return reply["results"].every(isResult) ? (reply as unknown as BatchReply) : undefined;
}

const STATES: ReadonlySet<unknown> = new Set<CallResult["state"]>(["done", "failed", "skipped"]);

function isResult(value: unknown): value is CallResult {
  if (!isObject(value)) return false;
  const { id, state, count, rows, job, error, because } = value;
  return (
    isText(id) &&
    STATES.has(state) &&
    Number.isSafeInteger(count) &&
    (rows === undefined || (Array.isArray(rows) && rows.every(Array.isArray))) &&
    (job === undefined || isText(job)) &&
    (because === undefined || isText(because)) &&
    (state === "failed" ? isError(error) : error === undefined)
  );
}

function isError(value: unknown): value is CallError {
  if (!isObject(value)) return false;
  const { number, errorId, category, type, message } = value;
  return (number === null || Number.isSafeInteger(number)) && [errorId, category, type, message].every(isText);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
