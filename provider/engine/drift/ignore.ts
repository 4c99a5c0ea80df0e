import type { Diagnostic } from "../../model/diagnostic.ts";
import type { DriftAttribute, DriftItem, DriftReport, IgnoredItem } from "../../model/drift.ts";
import { type IgnoreRule, ruleText } from "../../model/ignore-rule.ts";
import { driftSummary } from "./summary.ts";

export interface Ignored {
  readonly report: DriftReport;
  /** Rules that are over or that match nothing: they would hide something one day that nobody thinks of. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Keeps apart what rules say is not to be counted; the first rule that fits names it. An item of which only some attributes are
 * ignored stays with the others. Pure: `today` is YYYY-MM-DD.
 */
export function ignoreDrift(report: DriftReport, rules: readonly IgnoreRule[], today: string): Ignored {
  const over = rules.filter(({ until }) => until !== null && until < today);
  const valid = rules.filter((rule) => !over.includes(rule));
  const used = new Set<IgnoreRule>();
  const split = report.items.map((item) => splitItem(item, valid, used));
  const ignored = [...report.ignored, ...split.flatMap((parts) => parts.ignored)];
  const rest = { ...report, items: split.flatMap(({ kept }) => kept ?? []), ignored };
  const idle = valid.filter((rule) => !used.has(rule));
  return { report: { ...rest, summary: driftSummary(rest) }, diagnostics: [...over.map(isOver), ...idle.map(isIdle)] };
}

interface Split {
  readonly kept: DriftItem | null;
  readonly ignored: readonly IgnoredItem[];
}

function splitItem(item: DriftItem, rules: readonly IgnoreRule[], used: Set<IgnoreRule>): Split {
  const fitting = rules.filter(({ object, kinds }) => object.matches(item.address) && (kinds.length === 0 || kinds.includes(item.kind)));
  const whole = fitting.find(({ paths }) => paths.length === 0);
  if (whole) {
    used.add(whole);
    return { kept: null, ignored: [ignoredBy(whole, item, item.attributes)] };
  }
  // Attributes of what is missing or too much say what it is, not what differs.
  if (item.kind !== "changed") return { kept: item, ignored: [] };
  const byRule = new Map<IgnoreRule, DriftAttribute[]>();
  const kept = item.attributes.filter((attribute) => {
    const rule = fitting.find(({ paths }) => paths.some((path) => path.matches(attribute.path)));
    if (rule) byRule.set(rule, [...(byRule.get(rule) ?? []), attribute]);
    return !rule;
  });
  for (const rule of byRule.keys()) used.add(rule);
  const ignored = [...byRule].map(([rule, attributes]) => ignoredBy(rule, item, attributes));
  if (ignored.length === 0) return { kept: item, ignored };
  return { kept: rest(item, kept), ignored };
}

/** What is left of an item; the detail may tell of more than attributes, such as doubles. */
function rest(item: DriftItem, kept: readonly DriftAttribute[]): DriftItem | null {
  if (item.detail !== differs(item.attributes)) return { ...item, attributes: kept };
  return kept.length === 0 ? null : { ...item, attributes: kept, detail: differs(kept) };
}

const differs = (attributes: readonly DriftAttribute[]): string => `manifest differs in ${attributes.map(({ path }) => path).join(", ")}`;

function ignoredBy(rule: IgnoreRule, item: DriftItem, attributes: readonly DriftAttribute[]): IgnoredItem {
  const detail = attributes.length === item.attributes.length ? item.detail : differs(attributes);
  return { ...item, attributes, detail, rule: ruleText(rule), reason: rule.reason };
}

function isOver(rule: IgnoreRule): Diagnostic {
  return {
    code: "DRIFT_RULE_OVER",
    severity: "warning",
    summary: `the ignore rule ${ruleText(rule)} was good until ${rule.until} and counts no more`,
    hint: "Remove it, or give it another date.",
    ...rule.place,
  };
}

function isIdle(rule: IgnoreRule): Diagnostic {
  return {
    code: "DRIFT_RULE_UNUSED",
    severity: "info",
    summary: `the ignore rule ${ruleText(rule)} ignores nothing`,
    hint: "Remove it where it is not needed any more; check its spelling where it should ignore something.",
    ...rule.place,
  };
}
