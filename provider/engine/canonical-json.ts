import { createHash } from "node:crypto";
import { byText } from "./text.ts";

/** JSON with sorted keys and no blanks (the order of RFC 8785), so that equal values give equal bytes. */
export const canonicalJson = (value: unknown): string => JSON.stringify(ordered(value));

/** The same with its keys in order. A replacer would do that too, but JSON.stringify is slow with one. */
function ordered(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if ("toJSON" in value && typeof value.toJSON === "function") return ordered(value.toJSON());
  if (Array.isArray(value)) return value.map(ordered);
  const entries = Object.entries(value).map(([key, part]) => [key, ordered(part)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => byText(a, b)));
}

export function fingerprintOf(value: unknown): string {
  return `sha256:${createHash("sha256").update(canonicalJson(value)).digest("hex")}`;
}
