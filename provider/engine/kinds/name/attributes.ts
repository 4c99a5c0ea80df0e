import type { AttributeChange, ChangePolicy, Json } from "../../../model/plan.ts";

/** How a change of each attribute is carried out; held against the facts of the model by a test. */
export const namePolicies = {
  "spec.vmNameRanges": "replace",
  "spec.vmNameFromPool": "replace",
} as const satisfies Readonly<Record<string, ChangePolicy>>;

/** Where the chosen name stands. */
export const CHOSEN = "status.name";

export function attribute(path: keyof typeof namePolicies | typeof CHOSEN, before: Json, after: Json): AttributeChange {
  return { path, before, after, policy: "replace" };
}
