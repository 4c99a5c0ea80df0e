import type { Diagnostic } from "../../model/diagnostic.ts";
import type { AttributePath } from "../schema/mapping.ts";
import { inTerraform } from "../schema/wording.ts";
import type { ObjectValue } from "../value/value.ts";
import { attributePath, shownAttribute } from "./attribute-path.ts";

/** What is wrong with a provider block, and which of its attributes is. */
export interface BlockProblem {
  readonly diagnostic: Diagnostic;
  /** Empty for the block as a whole. */
  readonly attribute: AttributePath;
}

export const problem = (code: string, attribute: AttributePath, summary: string, hint: string, detail?: string): BlockProblem => ({
  attribute,
  diagnostic: { code, severity: "error", summary, hint, ...(detail === undefined ? {} : { detail }) },
});

export const hasErrors = (problems: readonly BlockProblem[]): boolean => problems.some(({ diagnostic }) => diagnostic.severity === "error");

const inBlockTerms = (sentence: string): string => inTerraform(sentence, { kind: "ScvmmProvider", show: shownAttribute });

/** What is said of the manifest, as said of the block; the manifest is of our making, so that its lines mean nothing to anybody. */
export function ofBlock({ code, severity, summary, detail, hint, path = "" }: Diagnostic): BlockProblem {
  return {
    attribute: attributePath(path),
    diagnostic: {
      code,
      severity,
      summary: inBlockTerms(summary),
      ...(detail === undefined ? {} : { detail: inBlockTerms(detail) }),
      ...(hint === undefined ? {} : { hint: inBlockTerms(hint) }),
    },
  };
}

/** An attribute that is set; empty is not. */
export function textOf(config: ObjectValue, name: string): string | undefined {
  const value = config[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
