import type { Diagnostic } from "../model/diagnostic.ts";
import { wrap } from "./layout.ts";
import { PAPER, type Palette, type Paper } from "./palette.ts";
import { visible } from "./visible.ts";

const INDENT = "  ";

const PAINT: Readonly<Record<Diagnostic["severity"], (palette: Palette, text: string) => string>> = {
  error: (palette, text) => palette.error(text),
  warning: (palette, text) => palette.warning(text),
  info: (palette, text) => palette.faint(text),
};

/** `file:line:column`, as editors and terminals link it. */
export function placeText(diagnostic: Diagnostic): string {
  if (diagnostic.file === undefined) return "";
  return [diagnostic.file, diagnostic.line, diagnostic.column].filter((part) => part !== undefined).join(":");
}

/** Line ends in a detail are its author's; everything else of a control is shown. */
function paragraph(text: string, width: number, hang = 0): string[] {
  return text.split("\n").flatMap((line) => wrap(visible(line), width, INDENT, hang));
}

function diagnosticLines(diagnostic: Diagnostic, { palette, width }: Paper): string[] {
  const { severity, summary, code, path, address, detail, hint } = diagnostic;
  const where = [placeText(diagnostic), path, address && `(${address})`].filter((part) => part).join(" ");
  return [
    `${PAINT[severity](palette, `${severity}:`)} ${palette.title(visible(summary))} ${palette.faint(`[${code}]`)}`,
    ...(where === "" ? [] : [INDENT + visible(where)]),
    ...(detail === undefined ? [] : paragraph(detail, width)),
    ...(hint === undefined ? [] : paragraph(`hint: ${hint}`, width, 2)),
  ];
}

/** Diagnostics for stderr, in the order given. Empty for none. */
export function diagnosticsText(diagnostics: readonly Diagnostic[], paper: Paper = PAPER): string {
  return diagnostics.map((diagnostic) => `${diagnosticLines(diagnostic, paper).join("\n")}\n`).join("");
}
