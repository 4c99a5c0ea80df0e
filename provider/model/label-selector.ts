import * as z from "zod";
import { field } from "./field.ts";

type Labels = Readonly<Record<string, string>>;

/** Kubernetes' label selector: everything in it must hold. */
export const labelSelector = z.strictObject({
  matchLabels: field(z.record(z.string(), z.string()).optional(), { doc: "Labels with the values that they must have." }),
  matchExpressions: field(
    z
      .array(
        z.strictObject({
          key: field(z.string().min(1), { doc: "Label that the condition is about." }),
          operator: field(z.enum(["In", "NotIn", "Exists", "DoesNotExist"]), { doc: "How the label is held against the values." }),
          values: field(z.array(z.string()).optional(), { doc: "Values of In and NotIn." }),
        }),
      )
      .optional(),
    { doc: "Conditions on labels." },
  ),
});

export type LabelSelector = z.output<typeof labelSelector>;
type Condition = NonNullable<LabelSelector["matchExpressions"]>[number];

export function selects({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Labels = {}): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every((condition) => holds(condition, labels[condition.key]))
  );
}

function holds({ operator, values = [] }: Condition, label: string | undefined): boolean {
  switch (operator) {
    case "In":
      return label !== undefined && values.includes(label);
    case "NotIn":
      return label === undefined || !values.includes(label);
    case "Exists":
      return label !== undefined;
    case "DoesNotExist":
      return label === undefined;
  }
}
