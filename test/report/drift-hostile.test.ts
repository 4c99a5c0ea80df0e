import fc from "fast-check";
import { expect, test } from "vitest";
import type { DriftReport } from "../../provider/model/drift.ts";
import { driftHtml } from "../../provider/report/drift/html.ts";
import { driftJson } from "../../provider/report/drift/json.ts";
import { driftJunit } from "../../provider/report/drift/junit.ts";
import { driftMarkdown } from "../../provider/report/drift/markdown.ts";
import { driftSarif } from "../../provider/report/drift/sarif.ts";
import { driftText } from "../../provider/report/drift/text.ts";
import { hasInvisible } from "../../provider/report/visible.ts";
import { hostileReport } from "./hostile.ts";
import { junitProblems, parseXml } from "./read-junit.ts";
import { sarifLog } from "./read-sarif.ts";
import { cleanReport, facts, fullReport } from "./sample-drift.ts";

/** Whatever VMM's names hold, in a report it is text: nothing that a terminal, a browser, a parser or an eye would obey. */
const always = (check: (report: DriftReport) => void) =>
  fc.assert(
    fc.property(hostileReport, (report) => {
      check(report);
    }),
    { numRuns: 60 },
  );

const quiet = (text: string): boolean => !hasInvisible(text.replaceAll("\n", ""));

test("text holds no control character", () => always((report) => expect(quiet(driftText(report))).toBe(true)));

test("JSON says the same after parsing, and shows no control character", () =>
  always((report) => {
    for (const shape of ["page", "line"] as const) {
      const text = driftJson(report, shape);
      expect(quiet(text)).toBe(true);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(report)));
    }
  }));

test("Markdown opens no tag of its own and keeps its tables", () =>
  always((report) => {
    const text = driftMarkdown(report);
    expect(quiet(text)).toBe(true);
    const tags = withoutCode(text).match(/<[^>]*>/g) ?? [];
    expect(tags.filter((tag) => !/^<\/?(details|summary|code)>$/.test(tag))).toEqual([]);
    const rows = text.split("\n").filter((line) => line.startsWith("| "));
    const widths = new Set(rows.map((line) => line.split(/(?<!\\)\|/).length - 2));
    for (const width of widths) expect([2, 3, 4]).toContain(width);
  }));

test("JUnit is XML that readers take, with every case", () =>
  always((report) => {
    const root = parseXml(driftJunit(report, facts));
    expect(junitProblems(root)).toEqual([]);
    const known = new Set([...report.objects, ...report.unchecked].map(({ address }) => address));
    expect(root.attributes["tests"]).toBe(String(known.size));
  }));

test("JUnit has one case for two manifests of one address, with the reasons of both", () => {
  const address = "ScvmmMachine/web/a";
  const twice = [1, 2].map((line) => ({ address, place: { file: "a.yaml", line, column: 1 }, reasons: [`reason ${line}`] }));
  const text = driftJunit({ ...cleanReport, objects: [], unchecked: twice }, facts);
  expect(parseXml(text).attributes["tests"]).toBe("1");
  for (const { reasons } of twice) expect(text).toContain(reasons[0]);
});

test("SARIF is SARIF", () =>
  always((report) => {
    const text = driftSarif(report, facts);
    expect(quiet(text)).toBe(true);
    expect(sarifLog.safeParse(JSON.parse(text)).error?.issues ?? []).toEqual([]);
  }));

test("HTML has our elements and no others, whatever the texts hold", () => {
  const elements = (report: DriftReport) => new Set(driftHtml(report, facts).match(/<[a-z!/][^\s>]*/gi));
  const known = new Set([...elements(fullReport), ...elements(cleanReport)]);
  always((report) => {
    const html = driftHtml(report, facts);
    expect(quiet(html)).toBe(true);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect([...elements(report)].filter((element) => !known.has(element))).toEqual([]);
    const tags = html.replace(/<(script|style)>[\s\S]*<\/\1>/g, "").match(/<[a-z][^>]*>/gi) ?? [];
    expect(tags.filter((tag) => /\s(on[a-z]+|style|src)=/i.test(tag.replace(/"[^"]*"/g, '""')))).toEqual([]);
  });
});

/** Without fenced blocks and code spans, in which HTML is text. */
function withoutCode(markdown: string): string {
  const lines: string[] = [];
  let fence = "";
  for (const line of markdown.split("\n")) {
    const ticks = /^`{3,}/.exec(line)?.[0] ?? "";
    if (fence === "" && ticks !== "") fence = ticks;
    else if (fence !== "" && line === fence) fence = "";
    else if (fence === "") lines.push(line.replace(/(?<!\\)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, ""));
  }
  return lines.join("\n");
}
