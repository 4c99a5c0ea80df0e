import type { Diagnostic } from "../diagnostic.ts";
import { API_GROUP, API_VERSION } from "../metadata.ts";
import { isKind, KINDS, type Kind, UNUSED_KINDS } from "./kinds.ts";
import type { ManifestPath } from "./manifest-path.ts";
import { didYouMean } from "./nearest.ts";
import type { SourceObject } from "./source-object.ts";

/** What the sources hold, sorted by what it is. */
export interface Collected {
  readonly manifests: readonly { readonly kind: Kind; readonly source: SourceObject }[];
  readonly secrets: readonly SourceObject[];
  readonly diagnostics: readonly Diagnostic[];
}

const NOTHING: Collected = { manifests: [], secrets: [], diagnostics: [] };

/** Sorts objects by apiVersion and kind; a List counts as its items. */
export function collectObjects(objects: readonly SourceObject[]): Collected {
  return join(objects.map(collect));
}

function join(parts: readonly Collected[]): Collected {
  return {
    manifests: parts.flatMap((part) => part.manifests),
    secrets: parts.flatMap((part) => part.secrets),
    diagnostics: parts.flatMap((part) => part.diagnostics),
  };
}

function collect(source: SourceObject): Collected {
  const { value } = source;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return source.sound ? complain(source, [], "MANIFEST_NOT_AN_OBJECT", "A document is no manifest", NO_OBJECT) : NOTHING;
  }
  const { apiVersion, kind } = value as Record<string, unknown>;
  if (!isText(apiVersion) || !isText(kind)) return source.sound ? withoutKind(source, { apiVersion, kind }) : NOTHING;
  if (apiVersion === "v1" && kind === "List") return join(itemsOf(source).map(collect));
  if (apiVersion === "v1" && kind === "Secret") return { ...NOTHING, secrets: [source] };
  return apiVersion === API_GROUP || apiVersion.startsWith(`${API_GROUP}/`)
    ? collectOurs(source, apiVersion, kind)
    : collectForeign(source, apiVersion, kind);
}

const NO_OBJECT = `A manifest is a mapping with apiVersion (${API_VERSION}), kind, metadata and spec.`;

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** Something with neither apiVersion, kind, metadata nor spec is another tool's file; a manifest that lost one of them is not. */
function withoutKind(source: SourceObject, given: { readonly apiVersion: unknown; readonly kind: unknown }): Collected {
  const looksLikeOne = ["apiVersion", "kind", "metadata", "spec"].some((key) => Object.hasOwn(source.value as object, key));
  if (!looksLikeOne) {
    return note(source, "MANIFEST_IGNORED", "info", "A document that is no manifest is ignored", NO_OBJECT);
  }
  const missing = (["apiVersion", "kind"] as const).filter((key) => !isText(given[key]));
  return join(
    missing.map((key) => {
      const allowed = key === "apiVersion" ? API_VERSION : Object.keys(KINDS).join(", ");
      return complain(source, [key], "MANIFEST_MISSING_FIELD", `${key} is missing`, `Every manifest says its ${key}: ${allowed}.`);
    }),
  );
}

function itemsOf(list: SourceObject): readonly SourceObject[] {
  const { items } = list.value as { readonly items?: unknown };
  if (!Array.isArray(items)) return [];
  return items.map((value: unknown, index) => ({
    value,
    sound: list.sound,
    locate: (path: ManifestPath) => list.locate(["items", index, ...path]),
    sourceOf: (path: ManifestPath) => list.sourceOf(["items", index, ...path]),
  }));
}

function collectOurs(source: SourceObject, apiVersion: string, kind: string): Collected {
  if (UNUSED_KINDS.includes(kind)) {
    const detail = `This version carries out ${Object.keys(KINDS).join(", ")}.`;
    return note(source, "MANIFEST_KIND_UNUSED", "warning", `${kind} is not used by this version`, detail);
  }
  if (!isKind(kind)) {
    const allowed = Object.keys(KINDS);
    const detail = `The kinds of ${API_GROUP} known here are ${[...allowed, ...UNUSED_KINDS].join(", ")}.`;
    const hint = didYouMean(kind, [...allowed, ...UNUSED_KINDS]);
    return complain(source, ["kind"], "MANIFEST_UNKNOWN_KIND", `${quote(kind)} is no kind of ${API_GROUP}`, detail, hint);
  }
  if (apiVersion !== API_VERSION) return unknownVersion(source, apiVersion, kind);
  return { ...NOTHING, manifests: [{ kind, source }] };
}

function collectForeign(source: SourceObject, apiVersion: string, kind: string): Collected {
  if (isKind(kind) || UNUSED_KINDS.includes(kind)) return unknownVersion(source, apiVersion, kind);
  return note(source, "MANIFEST_IGNORED", "info", `${quote(kind)} of ${quote(apiVersion)} is ignored`, "It is another tool's.");
}

function unknownVersion(source: SourceObject, apiVersion: string, kind: string): Collected {
  const summary = `${kind} has no apiVersion ${quote(apiVersion)}`;
  return complain(
    source,
    ["apiVersion"],
    "MANIFEST_UNKNOWN_VERSION",
    summary,
    `The one known here is ${API_VERSION}.`,
    `Write apiVersion: ${API_VERSION}.`,
  );
}

/** Texts of a manifest in a summary: short, on one line. */
function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}...` : text);
}

function complain(source: SourceObject, path: ManifestPath, code: string, summary: string, detail: string, hint?: string): Collected {
  const said = { code, severity: "error" as const, summary, detail, ...(hint === undefined ? {} : { hint }) };
  return { ...NOTHING, diagnostics: [{ ...said, ...source.locate(path), ...(path.length > 0 ? { path: path.join(".") } : {}) }] };
}

function note(source: SourceObject, code: string, severity: "warning" | "info", summary: string, detail: string): Collected {
  return { ...NOTHING, diagnostics: [{ code, severity, summary, detail, ...source.locate([]) }] };
}
