import type { Diagnostic } from "../model/diagnostic.ts";
import type { Action, DriftItem, DriftKind, DriftReport } from "../model/plan.ts";
import { draftChanges, sortedDiagnostics } from "./draft-changes.ts";
import type { Draft } from "./kind.ts";
import type { PlanInput } from "./plan-input.ts";

export interface Drift {
  readonly report: DriftReport;
  readonly diagnostics: readonly Diagnostic[];
}

const kindOf: Readonly<Record<Exclude<Action, "none">, DriftKind>> = {
  create: "missing",
  update: "changed",
  replace: "changed",
  delete: "unmanaged",
};

/**
 * How VMM differs from the manifests. Pure; plans nothing. `options` of the input are not looked at: what has no manifest is
 * always reported, and nothing is guarded, since nothing is done.
 */
export function detectDrift(input: PlanInput): Drift {
  const { drafts, diagnostics } = draftChanges({ ...input, options: { prune: true, maxDeletionShare: 1, allowMassDeletion: true } });
  const items = drafts.flatMap(toItems);
  const count = (kind: DriftKind): number => items.filter((item) => item.kind === kind).length;
  const drifted = new Set(items.map(({ address }) => address));
  const report: DriftReport = {
    formatVersion: "1",
    scope: input.scope,
    items,
    summary: {
      checked: drafts.length,
      inSync: drafts.length - drifted.size,
      changed: count("changed"),
      missing: count("missing"),
      unmanaged: count("unmanaged"),
      power: count("power"),
    },
  };
  return { report, diagnostics: sortedDiagnostics(diagnostics) };
}

function toItems({ address, action, attributes, cause, power }: Draft): readonly DriftItem[] {
  const power_: DriftItem[] = power === null ? [] : [{ address, kind: "power", attributes: [], detail: power }];
  return action === "none" ? power_ : [{ address, kind: kindOf[action], attributes, detail: cause }, ...power_];
}
