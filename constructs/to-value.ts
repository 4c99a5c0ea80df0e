import { UNKNOWN, type Value } from "../provider/terraform/value/value.ts";
import { Token } from "./cdk.ts";

/** Terraform's own expressions; `$${` is an escaped one. */
const EXPRESSION = /(^|[^$])[$%]\{/;

/** What a construct synthesises, as the provider reads it: tokens and expressions are not known yet, what is left out is null. */
export function toValue(synthesised: unknown): Value {
  if (synthesised === undefined || synthesised === null) return null;
  if (Token.isUnresolved(synthesised)) return UNKNOWN;
  if (typeof synthesised === "string") return EXPRESSION.test(synthesised) ? UNKNOWN : synthesised;
  if (typeof synthesised === "boolean" || typeof synthesised === "number") return synthesised;
  if (Array.isArray(synthesised)) return synthesised.map(toValue);
  return Object.fromEntries(Object.entries(synthesised as object).map(([name, item]) => [name, toValue(item)]));
}
