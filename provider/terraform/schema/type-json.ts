import type { AttributeType } from "./attribute.ts";

/** Terraform's JSON of a type that is no object: `"string"`, `["map","string"]`. */
export const typeJson = (type: Exclude<AttributeType, { readonly kind: "object" }>): string | readonly string[] =>
  "of" in type ? [type.kind, type.of.kind] : type.kind;
