import { type Document, parseAllDocuments } from "yaml";
import type { SourceText } from "../model/load-manifests.ts";
import { API_GROUP } from "../model/metadata.ts";

/** Only objects of our own API group may be kept: a Secret, or anything else that may hold one, is not. */
function isOurs(value: unknown): boolean {
  const { apiVersion } = (value ?? {}) as { apiVersion?: unknown };
  return typeof apiVersion === "string" && apiVersion.startsWith(`${API_GROUP}/`);
}

function isList(value: unknown): value is { readonly items: readonly unknown[] } {
  const { kind, items } = (value ?? {}) as { kind?: unknown; items?: unknown };
  return typeof kind === "string" && kind.endsWith("List") && Array.isArray(items);
}

function startOf(document: Document): number {
  return document.contents?.range?.[0] ?? document.range?.[0] ?? 0;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length - 1;
}

/** The document in its own words, comments before and after it left out; a list as JSON of what may be kept. */
function keep(text: string, document: Document): string | undefined {
  const value: unknown = document.toJS();
  if (isList(value)) return JSON.stringify({ ...value, items: value.items.filter(isOurs) });
  if (!isOurs(value)) return undefined;
  const end = document.contents?.range?.[1] ?? text.length;
  return text.slice(startOf(document), end).replace(/\n$/, "");
}

/**
 * A source with nothing in it but manifests of this tool, each on the lines where it was, so that diagnostics about a saved
 * plan still name the right place. The source has passed loading.
 */
export function withoutSecrets(source: SourceText): SourceText {
  const text = source.text.replace(/^\uFEFF/, "");
  const documents = parseAllDocuments(text, { schema: "core", merge: true });
  const lines: string[] = [];
  for (const document of documents as readonly Document[]) {
    const part = keep(text, document);
    if (part === undefined) continue;
    const start = startOf(document);
    const before = lineOf(text, start) - 1;
    while (lines.length < before) lines.push("");
    if (lines.length > 0 || before >= 0) lines.push("---");
    const column = start - (text.lastIndexOf("\n", start - 1) + 1);
    lines.push(...`${" ".repeat(column)}${part}`.split("\n"));
  }
  return { file: source.file, text: lines.map((line) => `${line}\n`).join("") };
}
