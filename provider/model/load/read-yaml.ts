import { type Document, LineCounter, parseAllDocuments, visit, type YAMLError } from "yaml";
import type { Diagnostic } from "../diagnostic.ts";
import type { SourceText } from "./source.ts";
import type { SourceObject } from "./source-object.ts";
import { YAML_ERRORS } from "./yaml-errors.ts";
import { YamlPlaces } from "./yaml-place.ts";

/** Silent, since the parser would otherwise write warnings of its own to the console, and quote the text in them. */
const OPTIONS = { schema: "core", merge: true, stringKeys: true, prettyErrors: false, logLevel: "silent" } as const;

export interface Read {
  readonly objects: readonly SourceObject[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Every document of a text in YAML 1.2 (core schema, so `yes` is a text and `007` is 7; JSON is YAML), with `<<` merged as
 * Kubernetes' tools do. Empty documents are left out. Never throws, and quotes nothing of the text.
 */
export function readYaml(source: SourceText): Read {
  const lines = new LineCounter();
  const text = source.text.replace(/^\uFEFF/, "");
  let documents: readonly Document[];
  try {
    documents = parseAllDocuments(text, { ...OPTIONS, lineCounter: lines });
  } catch {
    return { objects: [], diagnostics: [syntaxError({ file: source.file, line: 1, column: 1 }, YAML_ERRORS.RESOURCE_EXHAUSTION)] };
  }
  const reads = documents.map((document) => readDocument(document, new YamlPlaces(source.file, document, lines)));
  return { objects: reads.flatMap((read) => read.objects), diagnostics: reads.flatMap((read) => read.diagnostics) };
}

function readDocument(document: Document, places: YamlPlaces): Read {
  const diagnostics = [...document.errors, ...document.warnings].map((error) => diagnose(error, places));
  const { value, problem } = toValue(document, places);
  if (problem && document.errors.length === 0) diagnostics.push(problem);
  if (problem || value === null || value === undefined) return { objects: [], diagnostics };
  const object: SourceObject = {
    value,
    sound: document.errors.every((error) => error.code === "DUPLICATE_KEY"),
    locate: (path) => places.locate(path),
    sourceOf: (path) => places.sourceOf(path),
  };
  return { objects: [object], diagnostics };
}

/** The library's limit on aliases holds, so a few lines cannot grow into gigabytes. */
function toValue(document: Document, places: YamlPlaces): { readonly value?: unknown; readonly problem?: Diagnostic } {
  try {
    return { value: document.toJS() as unknown };
  } catch (error) {
    if (!(error instanceof ReferenceError)) return { problem: syntaxError(places.locate([]), YAML_ERRORS.RESOURCE_EXHAUSTION) };
    const lost = firstLostAlias(document);
    const place = lost === undefined ? places.locate([]) : places.at(lost);
    return { problem: lost === undefined ? tooManyAliases(place) : syntaxError(place, YAML_ERRORS.BAD_ALIAS) };
  }
}

function firstLostAlias(document: Document): number | undefined {
  const anchors = new Set<string>();
  let lost: number | undefined;
  visit(document, {
    Alias: (_, alias) => {
      if (anchors.has(alias.source)) return undefined;
      lost = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
    Value: (_, node) => {
      if (node.anchor) anchors.add(node.anchor);
    },
  });
  return lost;
}

function diagnose(error: YAMLError, places: YamlPlaces): Diagnostic {
  const place = places.at(error.pos[0]);
  if (error.code === "DUPLICATE_KEY") {
    return {
      code: "MANIFEST_DUPLICATE_KEY",
      severity: "error",
      summary: "A field is given twice",
      detail: YAML_ERRORS.DUPLICATE_KEY,
      hint: "Keep one of the two.",
      ...place,
    };
  }
  const severity = error.name === "YAMLWarning" ? "warning" : "error";
  return { ...syntaxError(place, YAML_ERRORS[error.code]), severity };
}

function syntaxError(place: { readonly file: string; readonly line: number; readonly column: number }, detail: string): Diagnostic {
  return { code: "MANIFEST_YAML_SYNTAX", severity: "error", summary: "The text is no valid YAML", detail, ...place };
}

function tooManyAliases(place: { readonly file: string; readonly line: number; readonly column: number }): Diagnostic {
  return {
    code: "MANIFEST_TOO_MANY_ALIASES",
    severity: "error",
    summary: "A document uses too many aliases",
    detail: "A document may use its anchors at most 100 times in all, so that a small text cannot grow without bounds.",
    hint: "Write the values out, or split the document.",
    ...place,
  };
}
