import { type DriftKind, type DriftReport, type DriftSummary, driftKinds } from "../../model/drift.ts";

export function driftSummary({ items, ignored, unchecked, objects }: Omit<DriftReport, "summary">): DriftSummary {
  const drifted = new Set(items.map(({ address }) => address));
  const different = new Set([...drifted, ...ignored.map(({ address }) => address)]);
  const counts = Object.fromEntries(driftKinds.map((kind) => [kind, items.filter((item) => item.kind === kind).length]));
  return {
    ...(counts as Record<DriftKind, number>),
    checked: objects.length,
    inSync: objects.length - different.size,
    drifted: drifted.size,
    ignored: ignored.length,
    unchecked: unchecked.length,
  };
}
