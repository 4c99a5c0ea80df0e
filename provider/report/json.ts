import type { AttributeChange, Plan } from "../model/plan.ts";
import type { Preflight } from "../model/preflight.ts";
import { canonical } from "./value.ts";
import { visibleInJson } from "./visible.ts";

/** JSON for a file or a pipe: two blanks, a line end; characters that a terminal would obey are written as escapes. */
export function jsonText(value: unknown): string {
  return `${visibleInJson(JSON.stringify(value, null, 2))}\n`;
}

export function attributeJson(change: AttributeChange): AttributeChange {
  const { path, before, after, policy, waitsFor, file } = change;
  return {
    path,
    before: canonical(before),
    after: canonical(after),
    policy,
    ...(waitsFor ? { waitsFor } : {}),
    ...(file ? { file: { fate: file.fate, path: file.path } } : {}),
  };
}

/** Keys in the order of the contract, nothing beside it: the same plan gives the same bytes. */
export function planJson(plan: Plan, preflight?: Preflight): string {
  const { create, update, replace, delete: deleted, none } = plan.summary;
  return jsonText({
    formatVersion: plan.formatVersion,
    scope: plan.scope,
    changes: plan.changes.map((change) => ({
      address: change.address,
      action: change.action,
      ...(change.movedFrom === undefined ? {} : { movedFrom: change.movedFrom }),
      disruption: change.disruption,
      disruptedBy: change.disruptedBy,
      window: change.window,
      attributes: change.attributes.map(attributeJson),
      waiting: change.waiting.map(({ path, for: reason, checkpoints }) => ({ path, for: reason, ...(checkpoints ? { checkpoints } : {}) })),
      cause: change.cause,
    })),
    summary: { create, update, replace, delete: deleted, none },
    ...(plan.leftOut === undefined ? {} : { leftOut: plan.leftOut }),
    fingerprint: plan.fingerprint,
    ...(preflight ? { preflight: preflightValue(preflight) } : {}),
  } satisfies Plan & { readonly preflight?: Preflight });
}

function preflightValue({ depth, findings, budgets, notAsked }: Preflight): Preflight {
  return {
    depth,
    findings,
    budgets: budgets.map(({ of, what, unit, now, after, limit }) => ({ of, what, unit, now, after, limit })),
    notAsked,
  };
}
