import { padEnd, textWidth } from "./layout.ts";
import { visible } from "./visible.ts";

const GAP = "   ";

/** Columns as kubectl prints them: capital titles, three blanks between, no rules, nothing after the last. Empty cells are `-`. */
export function tableText(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [titles, ...rows.map((row) => row.map((cell) => (cell === "" ? "-" : visible(cell))))];
  const widths = titles.map((_, index) => cells.reduce((most, row) => Math.max(most, textWidth(row[index] ?? "")), 0));
  const lines = cells.map((row) => row.map((cell, index) => padEnd(cell, widths[index] ?? 0)).join(GAP));
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}

/** One name a line, for `xargs` and loops. */
export function namesText(names: readonly string[]): string {
  return names.map((name) => `${visible(name)}\n`).join("");
}
