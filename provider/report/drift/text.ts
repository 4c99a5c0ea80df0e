import type { DriftItem, DriftReport, IgnoredItem, StrangeVm, UncheckedObject, UnownedIp } from "../../model/drift.ts";
import { type AttributeStyle, attributeLines } from "../attribute-lines.ts";
import { wrap } from "../layout.ts";
import { PAPER, type Paper } from "../palette.ts";
import { DRIFT_SIGNS } from "../signs.ts";
import { tableText } from "../table.ts";
import { visible } from "../visible.ts";
import { coverageLine, driftSummaryLine, placesText } from "./summary.ts";

const INDENT = "      ";
const STYLE: AttributeStyle = { between: " in VMM, ", end: " in the manifest", terse: false, notes: false };
/** Of what is only listed for the record. */
const MOST_IGNORED = 20;

function headLine({ address, kind }: DriftItem, { palette }: Paper): string {
  const look = DRIFT_SIGNS[kind];
  return `${look.paint(palette, look.sign.padStart(3))} ${palette.title(visible(address))}  ${look.paint(palette, look.words)}`;
}

function itemLines(item: DriftItem, paper: Paper): string[] {
  const detail = wrap(visible(item.detail), paper.width, INDENT, 2).map(paper.palette.faint);
  return [headLine(item, paper), ...detail, ...attributeLines(item.attributes, { ...STYLE, terse: item.kind !== "changed" }, paper), ""];
}

/** A title, then the lines; nothing where there are none. */
function section(title: string, lines: readonly string[], { palette }: Paper): string[] {
  return lines.length === 0 ? [] : [palette.title(title), "", ...lines, ""];
}

function uncheckedLines({ address, reasons }: UncheckedObject, { palette, width }: Paper): string[] {
  return [
    `${palette.error("  x")} ${palette.title(visible(address))}`,
    ...reasons.flatMap((reason) => wrap(visible(reason), width, INDENT, 2)),
  ];
}

function ignoredLines({ address, kind, attributes, rule, reason }: IgnoredItem, { palette, width }: Paper): string[] {
  const what = attributes.length > 0 && kind === "changed" ? attributes.map(({ path }) => path).join(", ") : kind;
  const why = reason === null ? "" : `: ${reason}`;
  return [
    `${palette.faint("  .")} ${visible(address)}  ${visible(what)}`,
    ...wrap(visible(`rule ${rule}${why}`), width, INDENT, 2).map(palette.faint),
  ];
}

function ignoredSection(ignored: readonly IgnoredItem[], paper: Paper): string[] {
  const more = ignored.length - MOST_IGNORED;
  const lines = ignored.slice(0, MOST_IGNORED).flatMap((item) => ignoredLines(item, paper));
  return section(`Ignored (${ignored.length}):`, [...lines, ...(more > 0 ? [`    … and ${more} more`] : [])], paper);
}

function unmanagedSection(vms: readonly StrangeVm[] | null, paper: Paper): string[] {
  const rows = (vms ?? []).map(({ name, status, cloud, hostGroup }) => [name, status, cloud ?? "", hostGroup ?? ""]);
  const lines = rows.length === 0 ? [] : tableText(["NAME", "STATUS", "CLOUD", "HOST GROUP"], rows).trimEnd().split("\n");
  return section(`Managed by nobody (${rows.length}):`, lines, paper);
}

function unownedSection(ips: readonly UnownedIp[] | null, paper: Paper): string[] {
  const rows = (ips ?? []).map(({ address, pool, description }) => [address, pool, description]);
  const lines = rows.length === 0 ? [] : tableText(["ADDRESS", "POOL", "DESCRIPTION"], rows).trimEnd().split("\n");
  return section(`Virtual IPs that nobody owns (${rows.length}):`, lines, paper);
}

function coverageLines(report: DriftReport, { palette, width }: Paper): string[] {
  const line = coverageLine(report);
  if (line === "") return [];
  return [...wrap(line, width, "", 2), ...wrap(visible(`In ${placesText(report.coverage.places)}.`), width, "  ", 0).map(palette.faint)];
}

/** Where VMM differs from the manifests. */
export function driftText(report: DriftReport, paper: Paper = PAPER): string {
  const scope = visible(report.scope);
  const isClean = report.unchecked.length + report.ignored.length === 0;
  const none = isClean
    ? `No drift in scope ${scope}: VMM is as the manifests say.`
    : `No drift in scope ${scope} in what is checked and counted.`;
  const apart = [
    ...section(
      `Not checked (${report.unchecked.length}):`,
      report.unchecked.flatMap((object) => uncheckedLines(object, paper)),
      paper,
    ),
    ...ignoredSection(report.ignored, paper),
    ...unmanagedSection(report.coverage.unmanaged, paper),
    ...unownedSection(report.coverage.unownedIps, paper),
  ];
  const head =
    report.items.length === 0
      ? [none, ...(apart.length > 0 ? [""] : [])]
      : [`Drift in scope ${scope}:`, "", ...report.items.flatMap((item) => itemLines(item, paper))];
  const foot = wrap(driftSummaryLine(report), paper.width, "", 2).map(paper.palette.title);
  return `${[...head, ...apart, ...coverageLines(report, paper), ...foot].join("\n")}\n`;
}
