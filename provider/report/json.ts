import type { AttributeChange, Plan } from "../model/plan.ts";
import { canonical } from "./value.ts";
import { visibleInJson } from "./visible.ts";

/** JSON for a file or a pipe: two blanks, a line end; characters that a terminal would obey are written as escapes. */
export function jsonText(value: unknown): string {
  return `${visibleInJson(JSON.stringify(value, null, 2))}\n`;
}

export function attributeJson(change: AttributeChange): AttributeChange {
  const { path, before, after, policy, waitsFor } = change;
  return { path, before: canonical(before), after: canonical(after), policy, ...(waitsFor ? { waitsFor } : {}) };
}

/** Keys in the order of the contract, nothing beside it: the same plan gives the same bytes. */
export function planJson(plan: Plan): string {
  const { create, update, replace, delete: deleted, none } = plan.summary;
  return jsonText({
    formatVersion: plan.formatVersion,
    scope: plan.scope,
    changes: plan.changes.map((change) => ({
      address: change.address,
      action: change.action,
      disruption: change.disruption,
      disruptedBy: change.disruptedBy,
      window: change.window,
      attributes: change.attributes.map(attributeJson),
      waiting: change.waiting.map(({ path, for: reason }) => ({ path, for: reason })),
      cause: change.cause,
    })),
    summary: { create, update, replace, delete: deleted, none },
    ...(plan.leftOut === undefined ? {} : { leftOut: plan.leftOut }),
    fingerprint: plan.fingerprint,
  } satisfies Plan);
}
