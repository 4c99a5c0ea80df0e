import type * as z from "zod";
import { allowedOf, defaultOf } from "../../model/explain.ts";
import { type FieldFacts, factsOf } from "../../model/field.ts";
import type { Kind } from "../../model/load/kinds.ts";
import type { Policy } from "../../model/plan.ts";
import { unwrap } from "../../model/schema-tree.ts";
import { inTerraform } from "./wording.ts";

const POLICIES: Readonly<Record<Policy, string>> = {
  "in-place": "A change is made in place.",
  "power-off": "A change needs the VM off.",
  "hot-or-off": "A change is made while the VM runs where its hardware and VMM allow that, and else while it is off.",
  replace: "A change replaces it.",
  "create-only": "Read when it is made; a later change does nothing.",
};

/** The vocabulary's own sentence, and what else it knows of the field. */
export function docOf(schema: z.ZodType, kind?: Kind): string {
  const facts: FieldFacts | undefined = factsOf(schema);
  const values = allowedOf(unwrap(schema));
  const standard = defaultOf(schema);
  return [
    facts && inTerraform(facts.doc, { kind }),
    facts?.unit && `In ${facts.unit}.`,
    values.length > 0 && `One of ${values.map((value) => `\`${value}\``).join(", ")}.`,
    standard !== undefined && `\`${standard}\` unless it is given.`,
    facts?.policy && POLICIES[facts.policy],
  ]
    .filter(Boolean)
    .join(" ");
}
