import type { Kind } from "../../model/load/kinds.ts";
import { RULES } from "./rules.ts";
import { snakeCase } from "./words.ts";

/** What an attribute is called that a field has become: `spec.vmName` of a ScvmmMachine → `name`. */
export function attributeName(kind: Kind, pattern: string): string {
  const rule = RULES[kind]?.[pattern];
  const own = snakeCase(
    pattern
      .split(".")
      .at(-1)
      ?.replace(/[[\]{}]+$/, "") ?? "",
  );
  if (rule?.rule === "renamed" || rule?.rule === "keyed") return rule.to;
  if (rule?.rule !== "secret") return own;
  const [text] = rule.shape.texts;
  return text?.open ?? text?.hidden ?? own;
}
