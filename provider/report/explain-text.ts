import { type FieldPage, lastName } from "../model/explain.ts";
import type { Policy } from "../model/plan.ts";
import { wrap } from "./layout.ts";
import type { Paper } from "./palette.ts";

/** What a later change of a machine's attribute does. */
const POLICY_WORDS: Readonly<Record<Policy, string>> = {
  "in-place": "in place, while the VM runs",
  "hot-or-off": "in place where the VM's hardware allows it, else while the VM is off (spec.powerCyclePolicy)",
  "power-off": "while the VM is off (spec.powerCyclePolicy)",
  replace: "needs a new VM; the old one is removed",
  "create-only": "only at creation; never changed later",
};

/** What is no VM is given back, and another is taken. */
const OTHER_WORDS = { ...POLICY_WORDS, "in-place": "in place", replace: "needs a new one; the old one is removed" };

/** What is said of a field beside its sentence, as pairs of a title and a text. */
export function notesOf({ kind, facts, allowed, default: preset }: FieldPage): readonly (readonly [title: string, text: string])[] {
  const words = kind === "ScvmmMachine" ? POLICY_WORDS : OTHER_WORDS;
  const notes: readonly (readonly [string, string | undefined])[] = [
    ["ALLOWED", allowed.join(", ") || undefined],
    ["DEFAULT", preset],
    ["UNIT", facts?.unit],
    ["CHANGE", facts?.policy && words[facts.policy]],
    ["NOTE", statusOf(facts)],
  ];
  return notes.flatMap(([title, text]) => (text ? [[title, text] as const] : []));
}

function statusOf(facts: FieldPage["facts"]): string | undefined {
  if (facts?.unsupported) return "accepted, not carried out by this version";
  if (facts?.deprecated) return "an older spelling";
  if (facts?.computed) return "filled in by controllers; never compared";
  return facts?.sensitive ? "sensitive: never printed, never stored" : undefined;
}

/** One field with its children, as `kubectl explain` shows it. */
export function explainText(page: FieldPage, paper: Paper, recursive: boolean): string {
  const { kind, path, type, required, facts, fields } = page;
  const width = Math.min(paper.width, 100);
  const head = [`KIND     ${kind}`, ...(path === "" ? [] : [`FIELD    ${path}   <${type}>${required ? "   required" : ""}`])];
  const doc = facts?.doc ? ["", ...wrap(facts.doc, width, "")] : [];
  const notes = notesOf(page).flatMap(([title, text]) => wrap(`${title.padEnd(8, "\u00a0")} ${text}`, width, "", 9));
  const children = fields.length === 0 ? [] : ["", "FIELDS", ...fields.flatMap((child) => childLines(child, width, 1, recursive))];
  const lines = [...head, ...doc, ...(notes.length > 0 ? ["", ...notes] : []), ...children];
  return `${lines.join("\n").replaceAll("\u00a0", " ")}\n`;
}

function childLines(page: FieldPage, width: number, depth: number, recursive: boolean): readonly string[] {
  const { path, type, required, facts, fields } = page;
  const indent = "  ".repeat(depth);
  const line = `${indent}${lastName(path)}   <${type}>${required ? "   required" : ""}`;
  const doc = recursive || !facts?.doc ? [] : wrap(facts.doc, width, `${indent}  `);
  return [line, ...doc, ...(recursive ? fields.flatMap((child) => childLines(child, width, depth + 1, true)) : [])];
}
