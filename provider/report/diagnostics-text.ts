import type { Diagnostic } from "../model/diagnostic.ts";
import { count, wrap } from "./layout.ts";
import { PAPER, type Palette, type Paper } from "./palette.ts";
import { visible } from "./visible.ts";

const INDENT = "  ";

const PAINT: Readonly<Record<Diagnostic["severity"], (palette: Palette, text: string) => string>> = {
  error: (palette, text) => palette.error(text),
  warning: (palette, text) => palette.warning(text),
  info: (palette, text) => palette.faint(text),
};

/** `file:line:column`, as editors and terminals link it. */
function placeText(diagnostic: Diagnostic): string {
  if (diagnostic.file === undefined) return "";
  return [diagnostic.file, diagnostic.line, diagnostic.column].filter((part) => part !== undefined).join(":");
}

/** Line ends in a detail are its author's; everything else of a control is shown. */
function paragraph(text: string, width: number, hang = 0): string[] {
  return text.split("\n").flatMap((line) => wrap(visible(line), width, INDENT, hang));
}

/** Places of one problem that are listed; thousands of machines may share a misspelt cloud. */
const MOST_PLACES = 8;

function where(diagnostic: Diagnostic): string {
  const { path, address } = diagnostic;
  return [placeText(diagnostic), path, address && `(${address})`].filter((part) => part).join(" ");
}

/** One problem, at all its places. */
function problemLines(first: Diagnostic, places: readonly string[], { palette, width }: Paper): string[] {
  const { severity, summary, code, detail, hint } = first;
  const more = places.length - MOST_PLACES;
  return [
    `${PAINT[severity](palette, `${severity}:`)} ${palette.title(visible(summary))} ${palette.faint(`[${code}]`)}`,
    ...places.slice(0, MOST_PLACES).map((place) => INDENT + visible(place)),
    ...(more > 0 ? [`${INDENT}… and at ${count(more, "more place")}`] : []),
    ...(detail === undefined ? [] : paragraph(detail, width)),
    ...(hint === undefined ? [] : paragraph(`hint: ${hint}`, width, 2)),
  ];
}

/** Diagnostics for stderr, in the order given; those that say the same of several places are said once. Empty for none. */
export function diagnosticsText(diagnostics: readonly Diagnostic[], paper: Paper = PAPER): string {
  const problems = new Map<string, { readonly first: Diagnostic; readonly places: string[] }>();
  for (const diagnostic of diagnostics) {
    const { severity, code, summary, detail, hint } = diagnostic;
    const key = JSON.stringify([severity, code, summary, detail, hint]);
    const problem = problems.get(key) ?? { first: diagnostic, places: [] };
    const place = where(diagnostic);
    if (place !== "") problem.places.push(place);
    problems.set(key, problem);
  }
  return [...problems.values()].map(({ first, places }) => `${problemLines(first, places, paper).join("\n")}\n`).join("");
}
