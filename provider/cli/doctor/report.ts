import { jsonText } from "../../report/json.ts";
import { count, padEnd, textWidth, wrap } from "../../report/layout.ts";
import type { Palette, Paper } from "../../report/palette.ts";
import { visible } from "../../report/visible.ts";
import type { CheckResult } from "./check.ts";

/** What was found at one endpoint of one provider. */
export interface Examined {
  /** Address of the ScvmmProvider. */
  readonly provider: string;
  readonly url: string;
  readonly server: string;
  readonly checks: readonly CheckResult[];
}

export const isWell = ({ checks }: Examined): boolean => checks.every(({ state }) => state === "ok" || state === "warning");

/** Fields are only ever added. */
export function doctorJson(examined: readonly Examined[]): string {
  const endpoints = examined.map((one) => ({
    provider: one.provider,
    url: one.url,
    server: one.server,
    ok: isWell(one),
    checks: one.checks,
  }));
  return jsonText({ formatVersion: "1", ok: examined.every(isWell), endpoints });
}

type Tried = Exclude<CheckResult["state"], "skipped">;

const SIGNS: Readonly<Record<Tried, { readonly word: string; readonly paint: (palette: Palette, text: string) => string }>> = {
  ok: { word: "ok", paint: (p, text) => p.good(text) },
  warning: { word: "warn", paint: (p, text) => p.warning(text) },
  failed: { word: "FAIL", paint: (p, text) => p.error(text) },
};
const SIGN_WIDTH = 4;
const ADVICE = " ".repeat(2 + SIGN_WIDTH + 2);

function checkLines({ state, title, summary, why, fix }: CheckResult, titleWidth: number, { palette, width }: Paper): string[] {
  if (state === "skipped") return [];
  const { word, paint } = SIGNS[state];
  const indent = " ".repeat(ADVICE.length + titleWidth + 2);
  const [first = "", ...more] = wrap(visible(summary), width, indent);
  const paragraph = (text: string, hang = 0) =>
    text.split(/\r?\n/).flatMap((line, index) => wrap(visible(line), width, index === 0 ? ADVICE : ADVICE + " ".repeat(hang), hang));
  return [
    `  ${paint(palette, padEnd(word, SIGN_WIDTH))}  ${padEnd(title, titleWidth)}  ${first.slice(indent.length)}`,
    ...more,
    ...(why === null ? [] : paragraph(why)),
    ...fix.flatMap((line) => paragraph(`- ${line}`, 2)),
  ];
}

function ending({ checks }: Examined, { palette, width }: Paper): string[] {
  const failed = checks.find(({ state }) => state === "failed");
  const warnings = checks.filter(({ state }) => state === "warning").length;
  const told = warnings === 0 ? "" : `, ${count(warnings, "warning")}`;
  if (failed === undefined) return [palette.good(`Everything works${told}.`)];
  const skipped = checks.filter(({ state }) => state === "skipped").map(({ title }) => title);
  const [first = "", ...more] = wrap(
    `${failed.title} failed${told}.${skipped.length > 0 ? ` Not tried after it: ${skipped.join(", ")}.` : ""}`,
    width,
    "",
  );
  return [palette.error(first), ...more.map((line) => palette.error(line))];
}

function examinedLines(examined: Examined, paper: Paper): string[] {
  const titleWidth = Math.max(...examined.checks.map(({ title }) => textWidth(title)));
  const { provider, url, server } = examined;
  return [
    paper.palette.title(visible(`${provider} at ${url}`)),
    ...(server === "localhost" ? [] : [`  for the VMM server ${visible(server)}`]),
    "",
    ...examined.checks.flatMap((check) => checkLines(check, titleWidth, paper)),
    "",
    ...ending(examined, paper),
    "",
  ];
}

export function doctorText(examined: readonly Examined[], paper: Paper): string {
  return examined.flatMap((one) => examinedLines(one, paper)).join("\n");
}
