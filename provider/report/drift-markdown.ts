import type { DriftItem, DriftReport } from "../model/plan.ts";
import { driftSummaryLine } from "./drift-text.ts";
import { blocksThatFit, codeSpan, markdownText, tableRow } from "./markdown.ts";
import { details, diffLines } from "./plan-markdown.ts";
import { DRIFT_SIGNS } from "./signs.ts";

const MAX_ROWS = 100;

function row(item: DriftItem): string {
  const look = DRIFT_SIGNS[item.kind];
  return tableRow([`\`${look.sign}\``, codeSpan(item.address), look.words, markdownText(item.detail)]);
}

/** A drift report as a comment or an issue. */
export function driftMarkdown(report: DriftReport): string {
  const title = [`### ${driftSummaryLine(report)}`, "", `Scope ${codeSpan(report.scope)}`];
  if (report.items.length === 0) return `${[...title, "", "VMM is as the manifests say."].join("\n")}\n`;
  const more = report.items.length > MAX_ROWS ? ["", `… and ${report.items.length - MAX_ROWS} more objects.`] : [];
  const head = [
    ...title,
    "",
    tableRow(["", "object", "drift", "detail"]),
    tableRow(["---", "---", "---", "---"]),
    ...report.items.slice(0, MAX_ROWS).map(row),
    ...more,
  ];
  const blocks = report.items
    .filter((item) => item.attributes.length > 0)
    .map((item) => details(DRIFT_SIGNS[item.kind].words, item.address, diffLines(item.attributes)));
  return blocksThatFit(head.join("\n"), blocks, "objects");
}
