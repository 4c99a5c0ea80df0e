import type { Diagnostic } from "../model/diagnostic.ts";
import { describeWindow, isOpen } from "../model/maintenance-window.ts";
import type { Action, AttributeChange, Change, Disruption, Plan, PlanSummary, Waiting } from "../model/plan.ts";
import { blockedDiagnostics } from "./blocked-diagnostics.ts";
import { fingerprintOf } from "./canonical-json.ts";
import { checkCapacity } from "./capacity.ts";
import { draftChanges, sortedDiagnostics } from "./draft-changes.ts";
import { guardDeletions } from "./guard.ts";
import type { Draft, Planning, Steps } from "./kind.ts";
import { movedFromOf } from "./moved-from.ts";
import type { PlanInput } from "./plan-input.ts";
import { missingFiles } from "./preflight/library.ts";
import { type Outlook, outlookOf } from "./preflight/outlook.ts";
import { guardProtected } from "./protection.ts";
import { partial, select } from "./selection.ts";
import { timeoutOf } from "./timeouts.ts";
import type { Blocked, Work } from "./work.ts";

export interface Planned {
  readonly plan: Plan;
  readonly diagnostics: readonly Diagnostic[];
  /** One for every change but those with action none; empty when a diagnostic is an error. */
  readonly work: readonly Work[];
  /** What VMM may be asked before the plan is carried out. */
  readonly outlook: Outlook;
  /** Changes that fit into their cloud only once these deletions are done, as VMM's answers have it; in no fingerprint. */
  readonly waits?: ReadonlyMap<string, readonly string[]>;
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
  diagnostics.push(...guardProtected(drafts, planning), ...guardDeletions(drafts, planning), ...missingFiles(drafts, planning));
  for (const draft of drafts) diagnostics.push(...waits(draft, input).map(draft.place));

  const changes = drafts.map(toChange);
  const work = drafts.filter(({ action }) => action !== "none").map((draft) => toWork(draft, planning));
  const plan: Plan = {
    formatVersion: "1",
    scope: input.scope,
    changes,
    summary: summaryOf(changes),
    ...(selected.leftOut.length > 0 ? { leftOut: selected.leftOut.length } : {}),
    fingerprint: fingerprintOf({ scope: input.scope, changes, work }),
  };
  const refused = diagnostics.some(({ severity }) => severity === "error");
  return { plan, diagnostics: sortedDiagnostics(diagnostics), work: refused ? [] : work, outlook: outlookOf(drafts, planning) };
}

/** What has to wait; also for a window that is not open now, since the plan is most often carried out at once. */
function waits({ steps, window, attributes, disruption }: Draft, { at }: PlanInput): readonly Diagnostic[] {
  const closed = window && at !== undefined && !isOpen(window, at) ? disruptors(disruption, attributes, steps) : [];
  const blocked = [...steps.blocked, ...closed.map((change): Blocked => ({ change, for: "window", window }))];
  return blockedDiagnostics(blocked, at);
}

const CAUSES: Readonly<Record<Disruption, AttributeChange["policy"] | null>> = {
  none: null,
  "power-cycle": "power-off",
  "power-off": "power-off",
  replace: "replace",
};

function disruptors(disruption: Disruption, attributes: readonly AttributeChange[], { blocked }: Steps): readonly AttributeChange[] {
  const waiting = new Set(blocked.map(({ change }) => change.path));
  return attributes.filter(({ path, policy }) => policy === CAUSES[disruption] && !waiting.has(path));
}

function toChange({ address, action, disruption, window, attributes, cause, goal, steps }: Draft): Change {
  return {
    address,
    action,
    ...movedFromOf(goal),
    disruption,
    disruptedBy: disruptors(disruption, attributes, steps).map(({ path }) => path),
    window: window && describeWindow(window),
    attributes,
    waiting: steps.blocked.map(waitingOf),
    cause,
  };
}

const waitingOf = ({ change, for: reason, checkpoints = [] }: Blocked): Waiting => ({
  path: change.path,
  for: reason,
  ...(checkpoints.length > 0 ? { checkpoints } : {}),
});

function toWork({ address, action, provider, after, goal, steps, timeouts }: Draft, { manifests }: Planning): Work {
  const shared = manifests.providers.find((one) => one.address === provider)?.value.spec.timeouts;
  const timeoutMs = timeoutOf(action, timeouts, shared);
  return { address, action, provider, after, goal, steps: steps.steps, blocked: steps.blocked, timeoutMs };
}

function summaryOf(changes: readonly Change[]): PlanSummary {
  const count = (action: Action): number => changes.filter((change) => change.action === action).length;
  return { create: count("create"), update: count("update"), replace: count("replace"), delete: count("delete"), none: count("none") };
}
