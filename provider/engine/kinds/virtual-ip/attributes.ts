import type { AttributeChange, ChangePolicy, Json } from "../../../model/plan.ts";

/** How a change of each attribute is carried out; held against the facts of the model by a test. */
export const virtualIpPolicies = {
  "spec.pool": "replace",
  "spec.address": "replace",
  "spec.deletionProtection": "in-place",
  "spec.description": "in-place",
} as const satisfies Readonly<Record<string, ChangePolicy>>;

export function attribute(path: keyof typeof virtualIpPolicies, before: Json, after: Json): AttributeChange {
  return { path, before, after, policy: virtualIpPolicies[path] };
}
