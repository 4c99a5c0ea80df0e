import type * as z from "zod";
import type { Diagnostic } from "../diagnostic.ts";
import { factsOf } from "../field.ts";
import { fieldNames, fieldsOf, schemaAt } from "../schema-tree.ts";
import { diagnose, type Finding, type Subject } from "./draft.ts";
import { describeExpected, describeFound, optionsOf } from "./expected.ts";
import { formatPath, type ManifestPath, valueAt } from "./manifest-path.ts";
import { didYouMean } from "./nearest.ts";

type Issue = z.core.$ZodIssue;

/** One wrong place, with what is needed to explain it. */
interface Wrong {
  readonly issue: Issue;
  readonly path: string;
  readonly value: unknown;
  readonly schema: z.ZodType | undefined;
  /** How the value is written, if it is a scalar. */
  readonly written: string | undefined;
}

type Explain = (wrong: Wrong) => Pick<Finding, "code" | "summary" | "detail" | "hint">;

const invalid = (wrong: Wrong, detail: string, hint?: string): ReturnType<Explain> => ({
  code: "MANIFEST_INVALID_VALUE",
  summary: `${wrong.path} is not valid`,
  detail,
  ...(hint === undefined ? {} : { hint }),
});

const byMessage: Explain = (wrong) => invalid(wrong, `It ${wrong.issue.message.replace(/^expected/, "must be")}.`, sizeHint(wrong.value));

/** `4GB`, `4 gib`, `4gi`: what everyone but Kubernetes writes. */
function sizeHint(value: unknown): string | undefined {
  const match = typeof value === "string" ? /^([0-9.]+) ?([kmgtp])i?b?$/i.exec(value) : null;
  const [, amount, letter = ""] = match ?? [];
  return match ? `Write ${amount}${letter.toUpperCase()}i.` : undefined;
}

/** A way to explain for every kind of issue; unknown fields have one of their own. */
const EXPLAIN: Readonly<Record<Exclude<Issue["code"], "unrecognized_keys">, Explain>> = {
  invalid_type: (wrong) => wrongType(wrong),
  invalid_value: (wrong) => wrongOption(wrong),
  too_small: (wrong) => invalid(wrong, limit(wrong.issue, "at least")),
  too_big: (wrong) => invalid(wrong, limit(wrong.issue, "at most")),
  invalid_format: byMessage,
  invalid_union: byMessage,
  not_multiple_of: byMessage,
  invalid_key: (wrong) => invalid(wrong, "Its name must not be empty."),
  invalid_element: byMessage,
  custom: byMessage,
};

/** Every difference of a value from its schema, each at its place. */
export function diagnoseIssues(subject: Subject, schema: z.ZodType, value: unknown, issues: readonly Issue[]): readonly Diagnostic[] {
  return issues.flatMap((issue) => {
    const path = issue.path as ManifestPath;
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownField(subject, schema, [...path, key]));
    const wrong: Wrong = {
      issue,
      path: formatPath(path) || "The document",
      value: valueAt(value, path),
      schema: schemaAt(schema, path),
      written: subject.source.sourceOf(path),
    };
    const explained = wrong.value === undefined ? missingField(wrong) : EXPLAIN[issue.code](wrong);
    return [diagnose(subject, path, { ...explained, severity: "error" })];
  });
}

function missingField({ path, schema }: Wrong): ReturnType<Explain> {
  const expected = describeExpected(schema);
  const doc = schema && factsOf(schema)?.doc;
  const detail = [expected && `It must be ${expected}.`, doc].filter(Boolean).join(" ");
  return { code: "MANIFEST_MISSING_FIELD", summary: `${path} is missing`, ...(detail === "" ? {} : { detail }) };
}

function wrongType(wrong: Wrong): ReturnType<Explain> {
  const expected = describeExpected(wrong.schema) ?? "something else";
  const found = typeof wrong.value === "number" && expected === "a whole number" ? "a number with a fraction" : describeFound(wrong.value);
  const hint = typeHint(expected, wrong);
  return {
    code: "MANIFEST_WRONG_TYPE",
    summary: `${wrong.path} must be ${expected.startsWith("a mapping") ? "a mapping" : expected}`,
    detail: `It must be ${expected}; it is ${found}.`,
    ...(hint === undefined ? {} : { hint }),
  };
}

function typeHint(expected: string, { value, written }: Wrong): string | undefined {
  if (expected === "a text" && written !== undefined) return `Put it in quotes: ${JSON.stringify(written)}.`;
  if (expected === "a list" && value !== null) return "Start each item on a line of its own with a dash and a blank.";
  const isNumber = typeof value === "string" && /^[0-9]+$/.test(value);
  if (expected === "a whole number" && isNumber) return "Write it without quotes.";
  return expected === "true or false" ? "Write true or false, without quotes." : undefined;
}

function wrongOption(wrong: Wrong): ReturnType<Explain> {
  const options = optionsOf(wrong.schema);
  const hint = typeof wrong.value === "string" ? didYouMean(wrong.value, options) : undefined;
  return invalid(wrong, `Allowed are ${options.join(", ")}.`, hint);
}

function limit(issue: Issue, bound: "at least" | "at most"): string {
  if (issue.code !== "too_small" && issue.code !== "too_big") return "";
  const number = String(issue.code === "too_small" ? issue.minimum : issue.maximum);
  if (issue.origin === "string" && number === "1") return "It must not be empty.";
  const unit = issue.origin === "string" ? " characters long" : issue.origin === "array" ? " items long" : "";
  return `It must be ${bound} ${number}${unit}.`;
}

function unknownField(subject: Subject, schema: z.ZodType, path: ManifestPath): Diagnostic {
  const key = String(path.at(-1));
  const allowed = fieldNames(schemaAt(schema, path.slice(0, -1)));
  const elsewhere = fieldsOf(schema).find((field) => field.path.endsWith(`.${key}`))?.path;
  const hint = didYouMean(key, allowed) ?? (elsewhere && `A field of this name belongs at ${elsewhere}.`);
  return diagnose(subject, path, {
    code: "MANIFEST_UNKNOWN_FIELD",
    severity: "error",
    summary: `${formatPath(path)} is no known field`,
    detail: `The fields here are ${allowed.join(", ")}.`,
    ...(hint === undefined ? {} : { hint }),
  });
}
