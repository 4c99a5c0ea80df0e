import type { Json } from "../model/plan.ts";
import { visible } from "./visible.ts";

const BARE = /^[\p{L}\p{N}_./:@%+()-][\p{L}\p{N}_./:@%+() -]*$/u;

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Quotes only where a bare word could be misread. */
function textOf(text: string): string {
  return BARE.test(text) && !text.endsWith(" ") ? text : `"${visible(text.replaceAll("\\", "\\\\").replaceAll('"', '\\"'))}"`;
}

/** A value of a manifest on one line; always free of control characters. */
export function valueText(value: Json): string {
  if (value === null) return "(none)";
  if (typeof value === "string") return textOf(value);
  if (isRecord(value)) {
    const entries = Object.keys(value)
      .sort()
      .map((key) => `${visible(key)}: ${valueText(value[key] ?? null)}`);
    return `{ ${entries.join(", ")} }`;
  }
  return Array.isArray(value) ? `[${value.map(valueText).join(", ")}]` : String(value);
}

/** The same value with the keys of every object in order, so that equal values have equal bytes. */
export function canonical(value: Json): Json {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, canonical(value[key] ?? null)]),
  );
}
