import type { Diagnostic } from "../model/diagnostic.ts";
import { type DriftItem, type DriftObject, type DriftReport, driftKinds, type UncheckedObject } from "../model/drift.ts";
import { groupBy } from "../model/group-by.ts";
import { draftChanges, sortedDiagnostics } from "./draft-changes.ts";
import { coverageOf } from "./drift/coverage.ts";
import type { DriftInput } from "./drift/drift-input.ts";
import { differs, itemsOf, placeOf } from "./drift/items.ts";
import { leaksOf } from "./drift/leaks.ts";
import { driftSummary } from "./drift/summary.ts";
import type { Draft, Planning } from "./kind.ts";
import { sortedBy } from "./text.ts";

export interface Drift {
  readonly report: DriftReport;
  /** Errors are reasons why something was not checked; the report has them too, where they concern one object. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * How VMM differs from the manifests. Pure; plans nothing and guards nothing, since nothing is done: what has no manifest is
 * always reported.
 *
 * 1. Draft what a plan would change.
 * 2. Set aside what cannot be judged: manifests with errors, and what may have a manifest that is not known.
 * 3. Items of the rest, and what has leaked.
 * 4. How much of the fabric this covers.
 */
export function detectDrift(input: DriftInput): Drift {
  const options = { prune: true, maxDeletionShare: 1, allowMassDeletion: true };
  const { drafts: all, planning, diagnostics: found } = draftChanges({ ...input, options });
  const unloaded = new Set((input.unloaded ?? []).map(({ address }) => address));
  const known = all.filter(({ address }) => !unloaded.has(address));
  const { unknown = [] } = input;
  const unsure = unknown.length > 0 ? known.filter(({ action }) => action === "delete") : [];
  const drafts = known.filter((draft) => !unsure.includes(draft));
  const shown = new Set(drafts.filter(differs).map(({ address }) => address));
  const diagnostics = found.filter(({ severity, address }) => severity !== "error" || address === undefined || !shown.has(address));

  const items = sortedBy([...drafts.flatMap((draft) => itemsOf(draft, planning)), ...leaksOf(planning)], sortKey);
  const report = {
    formatVersion: "1",
    scope: input.scope,
    items,
    ignored: [],
    unchecked: joined([...(input.unloaded ?? []), ...failed(diagnostics), ...unsure.map((draft) => unsureOf(draft, unknown, planning))]),
    objects: distinct([...drafts.map((draft) => ({ address: draft.address, place: placeOf(draft, planning) })), ...items]),
    coverage: coverageOf(planning, input),
  } as const;
  return { report: { ...report, summary: driftSummary(report) }, diagnostics: sortedDiagnostics(diagnostics) };
}

const sortKey = ({ address, kind }: DriftItem): string => `${address} ${driftKinds.indexOf(kind)}`;

/** Each address once, sorted. */
function distinct(objects: readonly DriftObject[]): readonly DriftObject[] {
  const first = new Map<string, DriftObject>();
  for (const { address, place } of objects) if (!first.has(address)) first.set(address, { address, place });
  return sortedBy(first.values(), ({ address }) => address);
}

/** Objects for which there is an error instead of a draft. */
function failed(diagnostics: readonly Diagnostic[]): readonly UncheckedObject[] {
  return diagnostics.flatMap(({ severity, address, summary, file, line, column }) => {
    if (severity !== "error" || address === undefined) return [];
    const place = file === undefined || line === undefined || column === undefined ? null : { file, line, column };
    return [{ address, place, reasons: [summary] }];
  });
}

function unsureOf(draft: Draft, unknown: readonly string[], planning: Planning): UncheckedObject {
  return {
    address: draft.address,
    place: placeOf(draft, planning),
    reasons: [`whether it has a manifest is not known: ${unknown.join("; ")}`],
  };
}

/** Each address once, with all its reasons. */
function joined(objects: readonly UncheckedObject[]): readonly UncheckedObject[] {
  const groups = groupBy(objects, ({ address }) => address);
  return sortedBy(
    [...groups].map(([address, some]) => ({
      address,
      place: some.find(({ place }) => place !== null)?.place ?? null,
      reasons: [...new Set(some.flatMap(({ reasons }) => reasons))],
    })),
    ({ address }) => address,
  );
}
