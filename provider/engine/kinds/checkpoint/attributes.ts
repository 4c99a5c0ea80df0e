import type { AttributeChange, ChangePolicy, Json } from "../../../model/plan.ts";

/** How a change of each attribute is carried out; held against the facts of the model by a test. */
export const checkpointPolicies = {
  "spec.machine": "replace",
  "spec.vmName": "replace",
  "spec.vmId": "replace",
  "spec.name": "in-place",
  "spec.description": "in-place",
} as const satisfies Readonly<Record<string, ChangePolicy>>;

export type CheckpointAttribute = keyof typeof checkpointPolicies;

export function attribute(path: CheckpointAttribute, before: Json, after: Json): AttributeChange {
  return { path, before, after, policy: checkpointPolicies[path] };
}
