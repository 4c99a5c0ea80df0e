import type { Attribute } from "./attribute.ts";
import type { PLAN_ATTRIBUTES } from "./mapping.ts";

const TEXT = { kind: "string" } as const;

/** What every resource tells of its last plan. */
export const planAttributes: Readonly<Record<(typeof PLAN_ATTRIBUTES)[number], Attribute>> = {
  disruption: {
    type: TEXT,
    presence: "computed",
    doc: "What the last change cost: `none`, `power-cycle` (off and on again), `power-off` or `replace`. Known when it is planned, so that policies can look at it.",
  },
  waiting: {
    type: { kind: "map", of: TEXT },
    presence: "computed",
    doc: "Attributes that differ and are not set for now, and what each waits for: `power-off`, `permission` (of `power_cycle_policy`), `window`, `state` or `checkpoints`.",
  },
  unfinished: { type: TEXT, presence: "computed", doc: "What is left to do although no attribute differs; null for nothing." },
};
