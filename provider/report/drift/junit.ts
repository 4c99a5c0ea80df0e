import type { DriftAttribute, DriftItem, DriftObject, DriftReport, IgnoredItem } from "../../model/drift.ts";
import { groupBy } from "../../model/group-by.ts";
import { DRIFT_SIGNS } from "../signs.ts";
import { valueText } from "../value.ts";
import { attributesText, markupText } from "../xml.ts";
import type { DriftFacts } from "./facts.ts";

/** What one test case came to: nothing for one that passed. */
interface Case extends DriftObject {
  readonly items: readonly DriftItem[];
  readonly ignored: readonly IgnoredItem[];
  readonly reasons: readonly string[];
}

/**
 * Every object as a test case: drifted ones as failures, those that could not be checked as errors, those whose drift is ignored
 * as skipped. A suite for each kind and namespace, so that readers of such files show what belongs together.
 */
export function driftJunit(report: DriftReport, { at, durationMs }: DriftFacts): string {
  const cases = casesOf(report);
  const suites = groupBy(cases, ({ address }) => address.split("/").slice(0, -1).join("/"));
  const totals = { name: `scvmm drift ${report.scope}`, ...counts(cases), time: seconds(durationMs) };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributesText(totals)}>`,
    ...[...suites].flatMap(([name, some]) => suiteLines(name, some, at)),
    "</testsuites>",
    "",
  ].join("\n");
}

function casesOf({ objects, unchecked, items, ignored }: DriftReport): readonly Case[] {
  const itemsBy = groupBy(items, ({ address }) => address);
  const ignoredBy = groupBy(ignored, ({ address }) => address);
  const uncheckedBy = groupBy(unchecked, ({ address }) => address);
  // Two manifests of one address are one case, with what is wrong with either.
  const places = new Map([...unchecked, ...objects].map(({ address, place }) => [address, place]));
  const addresses = new Set([...objects, ...unchecked].map(({ address }) => address));
  return [...addresses].map((address) => ({
    address,
    place: places.get(address) ?? null,
    items: itemsBy.get(address) ?? [],
    ignored: ignoredBy.get(address) ?? [],
    reasons: (uncheckedBy.get(address) ?? []).flatMap(({ reasons }) => reasons),
  }));
}

type Outcome = "error" | "failure" | "skipped" | "passed";

function outcomeOf({ items, ignored, reasons }: Case): Outcome {
  if (reasons.length > 0) return "error";
  if (items.length > 0) return "failure";
  return ignored.length > 0 ? "skipped" : "passed";
}

function counts(cases: readonly Case[]) {
  const count = (outcome: Outcome): number => cases.filter((one) => outcomeOf(one) === outcome).length;
  return { tests: cases.length, failures: count("failure"), errors: count("error"), skipped: count("skipped") };
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

function suiteLines(name: string, cases: readonly Case[], at: Date): string[] {
  // Only one reading is done for all, so that no case has a time of its own.
  const head = { name, ...counts(cases), time: "0.000", timestamp: at.toISOString().slice(0, 19) };
  return [`  <testsuite${attributesText(head)}>`, ...cases.flatMap((one) => caseLines(name, one)), "  </testsuite>"];
}

function caseLines(suite: string, one: Case): string[] {
  const { address, place } = one;
  const name = address.slice(suite.length + 1);
  const head = { classname: suite.replaceAll("/", "."), name, file: place?.file ?? null, line: place?.line ?? null, time: "0.000" };
  const children = childLines(one);
  if (children.length === 0) return [`    <testcase${attributesText(head)}/>`];
  return [`    <testcase${attributesText(head)}>`, ...children, "    </testcase>"];
}

/** Readers take one outcome a case: the gravest. */
function childLines(one: Case): string[] {
  const { items, ignored, reasons } = one;
  switch (outcomeOf(one)) {
    case "error":
      return [element("error", "not checked", reasons[0] ?? "", [...reasons, ...items.flatMap(itemText)])];
    case "failure":
      return [element("failure", items.map(({ kind }) => kind).join(", "), items.map(headline).join("; "), items.flatMap(itemText))];
    case "skipped":
      return [`      <skipped${attributesText({ message: ignored.map(whyIgnored).join("; ") })}/>`];
    case "passed":
      return [];
  }
}

function element(name: string, type: string, message: string, lines: readonly string[]): string {
  return `      <${name}${attributesText({ type, message })}>${lines.map(markupText).join("\n")}</${name}>`;
}

const headline = ({ kind, detail }: DriftItem): string => `${DRIFT_SIGNS[kind].words}: ${detail}`;

const itemText = (item: DriftItem): string[] => [headline(item), ...item.attributes.map(attributeText)];

function attributeText({ path, before, after, place }: DriftAttribute): string {
  const where = place === null ? "" : ` (${place.file}:${place.line})`;
  return `  ${path}: ${valueText(before)} in VMM, ${valueText(after)} in the manifest${where}`;
}

const whyIgnored = ({ kind, rule, reason }: IgnoredItem): string => `${kind}, ignored by ${rule}${reason === null ? "" : `: ${reason}`}`;
