import { groupBy } from "../model/group-by.ts";
import type { Mark } from "../model/mark.ts";
import type { Deletion } from "./deletion.ts";
import type { Inventory } from "./inventory.ts";
import type { Draft, Planning } from "./kind.ts";
import { markedManifests } from "./marked-manifests.ts";
import { listed } from "./text.ts";
import type { KindName } from "./work.ts";

/** What a kind keeps in VMM, and what it says of what has no manifest any more. */
export interface Marked<T> {
  readonly kind: KindName;
  readonly all: (inventory: Inventory) => readonly T[];
  readonly name: (object: T) => string;
  /** Where pruning is off. */
  readonly summary: string;
  readonly hint: string;
}

/**
 * What carries a mark of this scope and kind, but has no manifest and was not moved either: pruned, or told of. Two ScvmmProviders may lead to
 * one VMM, so an object counts once, and a manifest anywhere keeps it.
 */
export function leftovers<T extends { readonly mark: Mark | null | undefined }>(
  { scope, manifests, providers, moves, options, report }: Planning,
  { kind, all, name, summary, hint }: Marked<T>,
  prune: (objects: readonly T[], deletion: Deletion) => readonly Draft[],
): Draft[] {
  if (options.isPart) return [];
  const done = new Set(markedManifests(manifests).map(({ address }) => address));
  return [...providers].flatMap(([provider, view]) => {
    const mine = all(view.world.inventory).filter(({ mark }) => mark?.scope === scope && mark.address.startsWith(`${kind}/`));
    return [...groupBy(mine, ({ mark }) => mark?.address ?? "")].flatMap(([address, objects]) => {
      if (done.has(address) || moves.away.has(address)) return [];
      done.add(address);
      const place: Draft["place"] = (diagnostic) => ({ ...diagnostic, address });
      if (options.prune) return prune(objects, { view, provider, cause: "manifest is gone", place });
      const detail = `Left, since pruning is off: ${listed(objects.map(name))}.`;
      report(place({ code: "PLAN_UNMANAGED", severity: "warning", summary, detail, hint }));
      return [];
    });
  });
}
