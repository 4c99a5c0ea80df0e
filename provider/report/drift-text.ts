import { type DriftItem, type DriftReport, driftKinds } from "../model/plan.ts";
import { type AttributeStyle, attributeLines } from "./attribute-lines.ts";
import { wrap } from "./layout.ts";
import { PAPER, type Paper } from "./palette.ts";
import { DRIFT_SIGNS } from "./signs.ts";
import { visible } from "./visible.ts";

const INDENT = "      ";
const STYLE: AttributeStyle = { between: " in VMM, ", end: " in the manifest", terse: false, notes: false };

function itemLines(item: DriftItem, paper: Paper): string[] {
  const { palette, width } = paper;
  const look = DRIFT_SIGNS[item.kind];
  const head = `${look.paint(palette, look.sign.padStart(3))} ${palette.title(visible(item.address))}  ${look.paint(palette, look.words)}`;
  const detail = wrap(visible(item.detail), width, INDENT, 2).map(palette.faint);
  return [head, ...detail, ...attributeLines(item.attributes, { ...STYLE, terse: item.kind === "missing" }, paper), ""];
}

/** `Drift: 1 changed, 1 missing, 0 unmanaged, 0 power; 3 of 5 in sync.` */
export function driftSummaryLine(report: DriftReport): string {
  const kinds = driftKinds.map((kind) => `${report.summary[kind]} ${kind}`);
  return `Drift: ${kinds.join(", ")}; ${report.summary.inSync} of ${report.summary.checked} in sync.`;
}

/** Where VMM differs from the manifests. */
export function driftText(report: DriftReport, paper: Paper = PAPER): string {
  const scope = visible(report.scope);
  const head =
    report.items.length === 0
      ? [`No drift in scope ${scope}: VMM is as the manifests say.`]
      : [`Drift in scope ${scope}:`, "", ...report.items.flatMap((item) => itemLines(item, paper))];
  return `${[...head, paper.palette.title(driftSummaryLine(report))].join("\n")}\n`;
}
