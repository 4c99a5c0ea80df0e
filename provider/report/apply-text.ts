import type { ChangeResult } from "../model/plan.ts";
import { duration } from "./layout.ts";
import { PAPER, type Palette, type Paper } from "./palette.ts";
import { visible } from "./visible.ts";

type State = ChangeResult["state"];

const WORDS: Readonly<Record<State, string>> = { done: "done", failed: "failed", "not-run": "not run" };
const PAINT: Readonly<Record<State, (palette: Palette, text: string) => string>> = {
  done: (palette, text) => palette.good(text),
  failed: (palette, text) => palette.error(text),
  "not-run": (palette, text) => palette.warning(text),
};

/** `done     create  ScvmmMachine/web-farm/web-1  (3.1 s)` */
export function resultLine(result: ChangeResult, palette: Palette): string {
  const state = PAINT[result.state](palette, (result.waits ? "waits" : WORDS[result.state]).padEnd(8));
  const time = result.state === "not-run" ? "" : palette.faint(`  (${duration(result.durationMs)})`);
  return `${state} ${result.action.padEnd(7)} ${visible(result.address)}${time}`;
}

/** `Apply: 4 done, 1 failed, 0 not run.`, and `1 waiting` for what the manifest lets wait. */
function applySummaryLine(results: readonly ChangeResult[]): string {
  const changes = results.filter(({ action }) => action !== "none");
  const counted = (state: State) => changes.filter((result) => result.state === state && !result.waits).length;
  const waiting = changes.filter(({ waits }) => waits).length;
  return `Apply: ${counted("done")} done, ${counted("failed")} failed, ${counted("not-run")} not run${waiting > 0 ? `, ${waiting} waiting` : ""}.`;
}

/** The end of an apply: what was not done, then the count. Diagnostics go to stderr by themselves. */
export function applyText(results: readonly ChangeResult[], paper: Paper = PAPER): string {
  const unfinished = results.filter((result) => result.state !== "done" && result.action !== "none");
  const lines = unfinished.map((result) => resultLine(result, paper.palette));
  return `${[...lines, paper.palette.title(applySummaryLine(results))].join("\n")}\n`;
}
