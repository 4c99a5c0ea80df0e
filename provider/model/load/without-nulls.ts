import type { ManifestPath } from "./manifest-path.ts";

/**
 * Drops fields without a value, as the API server does for custom resources: `memory:` with nothing behind it is the same as
 * no `memory`. Items of lists stay, since dropping one would move the others.
 */
export function withoutNulls(value: unknown): { readonly value: unknown; readonly dropped: readonly ManifestPath[] } {
  const dropped: ManifestPath[] = [];
  return { value: copy(value, [], dropped), dropped };
}

function copy(value: unknown, path: ManifestPath, dropped: ManifestPath[]): unknown {
  if (Array.isArray(value)) return value.map((item, index) => copy(item, [...path, index], dropped));
  if (typeof value !== "object" || value === null) return value;
  const kept: [string, unknown][] = [];
  for (const [key, child] of Object.entries(value)) {
    if (child === null) dropped.push([...path, key]);
    else kept.push([key, copy(child, [...path, key], dropped)]);
  }
  return Object.fromEntries(kept);
}
