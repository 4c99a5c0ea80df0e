import type { Diagnostic } from "../model/diagnostic.ts";
import type { Budget, Preflight } from "../model/preflight.ts";
import { formatQuantity } from "../model/quantity.ts";
import { wrap } from "./layout.ts";
import type { Paper } from "./palette.ts";
import { visible } from "./visible.ts";

/** Lines that tell a finding below its change: what it is, why, and what to do. */
export function findingLines({ summary, code, detail, hint }: Diagnostic, indent: string, { palette, width }: Paper): readonly string[] {
  const paragraph = (text: string, hang: number) => text.split("\n").flatMap((line) => wrap(visible(line), width, indent, hang));
  return [
    ...paragraph(`warning: ${summary} [${code}]`, 2).map(palette.warning),
    ...paragraph(detail ?? "", 0).map(palette.faint),
    ...(hint === undefined ? [] : paragraph(`hint: ${hint}`, 2)).map(palette.faint),
  ];
}

const amount = (value: number, unit: Budget["unit"]): string => (unit === "bytes" ? formatQuantity(value) : String(value));

/** `3 of 9 names left after this plan`, `12 of 20 VMs after this plan (8 now)`. */
export function budgetText({ of, what, unit, now, after, limit }: Budget): string {
  const total = amount(limit, unit);
  if (what === "names" || what === "addresses")
    return `${of}: ${amount(Math.max(0, limit - after), unit)} of ${total} ${what} left after this plan`;
  return `${of}: ${amount(after, unit)} of ${total} ${what} after this plan, ${amount(now, unit)} now`;
}

/** What a plan leaves in the pools and clouds that it takes from, and what was not looked at. Empty for nothing. */
export function preflightFoot({ findings, budgets, notAsked }: Preflight, known: ReadonlySet<string>, paper: Paper): readonly string[] {
  const general = findings.filter(({ address }) => address === undefined || !known.has(address));
  return [
    ...general.flatMap((finding) => findingLines(finding, "", paper)),
    ...budgets.flatMap((budget) => wrap(visible(budgetText(budget)), paper.width, "", 2)),
    ...notAsked.flatMap((what) => wrap(visible(`Not asked: ${what}.`), paper.width, "", 2)).map(paper.palette.faint),
  ];
}
