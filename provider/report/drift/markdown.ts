import type { DriftItem, DriftReport } from "../../model/drift.ts";
import { blocksThatFit, codeSpan, htmlText, markdownText, tableRow } from "../markdown.ts";
import { details, diffLines } from "../plan-markdown.ts";
import { DRIFT_SIGNS } from "../signs.ts";
import { coverageLine, driftSummaryLine, placesText } from "./summary.ts";

const MAX_ROWS = 100;

function row(item: DriftItem): string {
  const look = DRIFT_SIGNS[item.kind];
  return tableRow([`\`${look.sign}\``, codeSpan(item.address), look.words, markdownText(item.detail)]);
}

/** Rows up to a limit, with the number of those left out; null for none. */
function table<T>(titles: readonly string[], items: readonly T[], cells: (item: T) => string, unit: string): string | null {
  if (items.length === 0) return null;
  const more = items.length > MAX_ROWS ? ["", `… and ${items.length - MAX_ROWS} more ${unit}.`] : [];
  return [tableRow(titles), tableRow(titles.map(() => "---")), ...items.slice(0, MAX_ROWS).map(cells), ...more].join("\n");
}

function folded(title: string, content: string | null): string[] {
  return content === null ? [] : [`<details><summary>${htmlText(title)}</summary>\n\n${content}\n\n</details>`];
}

/** A drift report as a comment, an issue or a summary of a job. */
export function driftMarkdown(report: DriftReport): string {
  const { items, ignored, unchecked, coverage } = report;
  const clean = items.length + ignored.length + unchecked.length === 0;
  const covered = coverageLine(report);
  const notChecked = table(
    ["object", "why"],
    unchecked,
    ({ address, reasons }) => tableRow([codeSpan(address), markdownText(reasons.join("; "))]),
    "objects",
  );
  const head = [
    `### ${driftSummaryLine(report)}`,
    `Scope ${codeSpan(report.scope)}`,
    ...(clean ? ["VMM is as the manifests say."] : []),
    table(["", "object", "drift", "detail"], items, row, "objects"),
    ...(notChecked === null ? [] : [`**Not checked**\n\n${notChecked}`]),
    covered === "" ? null : `${covered} In ${markdownText(placesText(coverage.places))}.`,
  ].filter((part) => part !== null);
  const blocks = [
    ...items
      .filter((item) => item.attributes.length > 0)
      .map((item) => details(DRIFT_SIGNS[item.kind].words, item.address, diffLines(item.attributes))),
    ...folded(
      `Ignored (${ignored.length})`,
      table(
        ["object", "rule", "why"],
        ignored,
        ({ address, rule, reason }) => tableRow([codeSpan(address), codeSpan(rule), markdownText(reason ?? "")]),
        "objects",
      ),
    ),
    ...folded(
      `Managed by nobody (${coverage.unmanaged?.length ?? 0})`,
      table(
        ["VM", "status", "cloud", "host group"],
        coverage.unmanaged ?? [],
        ({ name, status, cloud, hostGroup }) => tableRow([codeSpan(name), ...[status, cloud ?? "", hostGroup ?? ""].map(markdownText)]),
        "VMs",
      ),
    ),
    ...folded(
      `Virtual IPs that nobody owns (${coverage.unownedIps?.length ?? 0})`,
      table(
        ["address", "pool", "description"],
        coverage.unownedIps ?? [],
        ({ address, pool, description }) => tableRow([codeSpan(address), markdownText(pool), markdownText(description)]),
        "addresses",
      ),
    ),
  ];
  return blocksThatFit(head.join("\n\n"), blocks, "objects");
}
