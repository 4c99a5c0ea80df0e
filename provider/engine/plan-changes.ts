import type { Diagnostic } from "../model/diagnostic.ts";
import type { Action, Change, Plan, PlanSummary } from "../model/plan.ts";
import { blockedDiagnostics } from "./blocked-diagnostics.ts";
import { fingerprintOf } from "./canonical-json.ts";
import { checkCapacity } from "./capacity.ts";
import { draftChanges, sortedDiagnostics } from "./draft-changes.ts";
import { guardDeletions } from "./guard.ts";
import type { Draft } from "./kind.ts";
import type { PlanInput } from "./plan-input.ts";
import { guardProtected } from "./protection.ts";
import { partial, select } from "./selection.ts";
import type { Work } from "./work.ts";

export interface Planned {
  readonly plan: Plan;
  readonly diagnostics: readonly Diagnostic[];
  /** One for every change but those with action none; empty when a diagnostic is an error. */
  readonly work: readonly Work[];
}

/**
 * What has to change so that VMM is as the manifests say. Pure: the same input in any order gives the same bytes.
 *
 * 1. Draft the changes, and take the part that is asked for.
 * 2. Pools must hold what is asked of them; guard against mass deletion; warn of what has to wait.
 * 3. Plan and work; the fingerprint covers both, and with the work the ids and the state that its steps are made for.
 */
export function planChanges(input: PlanInput): Planned {
  const drafted = draftChanges(input);
  const { planning } = drafted;
  const selected = select(drafted.drafts, drafted.diagnostics, planning);
  const diagnostics = [...selected.diagnostics, ...partial(selected.leftOut)];
  const report = (diagnostic: Diagnostic): number => diagnostics.push(diagnostic);
  const drafts = checkCapacity(selected.drafts, { ...planning, report });
  diagnostics.push(...guardProtected(drafts, planning), ...guardDeletions(drafts, planning));
  for (const { steps, place } of drafts) diagnostics.push(...blockedDiagnostics(steps.blocked).map(place));

  const changes = drafts.map(toChange);
  const work = drafts.filter(({ action }) => action !== "none").map(toWork);
  const plan: Plan = {
    formatVersion: "1",
    scope: input.scope,
    changes,
    summary: summaryOf(changes),
    ...(selected.leftOut.length > 0 ? { leftOut: selected.leftOut.length } : {}),
    fingerprint: fingerprintOf({ scope: input.scope, changes, work }),
  };
  const refused = diagnostics.some(({ severity }) => severity === "error");
  return { plan, diagnostics: sortedDiagnostics(diagnostics), work: refused ? [] : work };
}

function toChange({ address, action, disruption, attributes, cause }: Draft): Change {
  return { address, action, disruption, attributes, cause };
}

function toWork({ address, action, provider, after, goal, steps }: Draft): Work {
  return { address, action, provider, after, goal, steps: steps.steps, blocked: steps.blocked };
}

function summaryOf(changes: readonly Change[]): PlanSummary {
  const count = (action: Action): number => changes.filter((change) => change.action === action).length;
  return { create: count("create"), update: count("update"), replace: count("replace"), delete: count("delete"), none: count("none") };
}
