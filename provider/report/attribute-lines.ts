import type { AttributeChange, ChangePolicy } from "../model/plan.ts";
import { padEnd, shorten, textWidth, wrap } from "./layout.ts";
import type { Palette, Paper } from "./palette.ts";
import { valueText } from "./value.ts";
import { visible } from "./visible.ts";

/** Longer paths do not widen the column of the values. */
const PATH_COLUMN = 36;
/** Shorter than this a value says nothing any more. */
const LEAST_VALUE = 12;

const INDENT = "      ";

const NOTES: Readonly<Record<ChangePolicy, string>> = {
  "in-place": "",
  "power-off": "needs the machine off",
  replace: "forces replacement",
  "create-only": "only at creation",
};

/** How the two values of an attribute are put into words, e.g. `before` + ` -> ` + `after`. */
export interface AttributeStyle {
  readonly between: string;
  readonly end: string;
  /** A side with no value is left out: for plans, where the sign says it. */
  readonly terse: boolean;
  /** Name what the policy costs: for a change of something that is already there. */
  readonly notes: boolean;
}

function sign(change: AttributeChange, palette: Palette): string {
  if (change.before === null) return palette.create("+");
  return change.after === null ? palette.delete("-") : palette.update("~");
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/** Two long texts one below the other, cut so that their first difference is seen. */
function below(before: string, after: string, indent: string, { palette, width }: Paper): string[] {
  const room = width - indent.length - 2;
  const common = commonStart(before, after);
  const from = common > room / 2 && Math.max(textWidth(before), textWidth(after)) > room ? common - Math.floor(room / 3) : 0;
  const cut = (text: string) => shorten(from > 0 ? `…${text.slice(from)}` : text, room);
  return [`${indent}${palette.delete("-")} ${cut(before)}`, `${indent}${palette.create("+")} ${cut(after)}`];
}

/** Where the file of a disk is that goes: whole, since it may have to be found again. */
function fileLines({ file }: AttributeChange, { palette, width }: Paper): string[] {
  if (!file) return [];
  const text = `file ${file.fate === "deleted" ? "deleted" : "kept"}: ${visible(file.path)}`;
  return wrap(text, width, `${INDENT}    `, 2).map(file.fate === "deleted" ? palette.delete : palette.faint);
}

function lines(change: AttributeChange, column: number, style: AttributeStyle, paper: Paper): string[] {
  const { palette, width } = paper;
  const path = visible(change.path);
  const note = style.notes ? NOTES[change.policy] : "";
  const tail = note === "" ? "" : `  ${palette.warning(`(${note})`)}`;
  const head = `${INDENT}${sign(change, palette)} `;
  const deep = `${INDENT}    `;
  const after = valueText(change.after);
  const single = style.terse && (change.before === null || change.after === null);
  const text = single ? valueText(change.before ?? change.after) : valueText(change.before) + style.between + after + style.end;
  const taken = Math.max(column, textWidth(path)) + 2;
  const room = width - INDENT.length - 2 - taken - (note === "" ? 0 : note.length + 4);
  if (textWidth(text) <= room) return [head + padEnd(path, taken) + text + tail];
  if (single && room >= LEAST_VALUE && taken <= PATH_COLUMN) return [head + padEnd(path, taken) + shorten(text, room) + tail];
  if (single || textWidth(text) <= width - deep.length) return [head + path + tail, deep + shorten(text, width - deep.length)];
  return [head + path + tail, ...below(valueText(change.before), after, deep, paper)];
}

/** One line an attribute, values in one column; two lines where the path is long. */
export function attributeLines(attributes: readonly AttributeChange[], style: AttributeStyle, paper: Paper): string[] {
  const short = attributes.map((change) => textWidth(visible(change.path))).filter((width) => width <= PATH_COLUMN);
  const column = Math.max(0, ...short);
  return attributes.flatMap((change) => [...lines(change, column, style, paper), ...fileLines(change, paper)]);
}
