import { type Inventory, type Planned, planChanges } from "../../engine/index.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Manifests } from "../../model/manifests.ts";
import type { Change } from "../../model/plan.ts";
import type { Estate } from "../estate/estate.ts";

export interface OnePlan {
  /** What has to happen with the resource; undefined: nothing can be said of it, or VMM has nothing of what is to be destroyed. */
  readonly change: Change | undefined;
  readonly planned: Planned;
  readonly diagnostics: readonly Diagnostic[];
}

/** One resource: the rest of its scope is not looked at, and nothing is pruned. A share of one thing says nothing. */
const ALONE = { prune: false, isPart: true, maxDeletionShare: 1, allowMassDeletion: true } as const;

/** The engine's plan of the manifest with this address. Pure, but for the clock that windows are looked at by. */
export function planOne(
  address: string,
  manifests: Manifests,
  { scope, provider }: Pick<Estate, "scope" | "provider">,
  inventory: Inventory,
  options: { readonly destroy?: boolean; readonly at?: number } = {},
): OnePlan {
  const { destroy = false, at = Date.now() } = options;
  const inventories = new Map([[provider.address, inventory]]);
  const planned = planChanges({ scope, manifests, inventories, options: { ...ALONE, destroy }, at });
  return { change: planned.plan.changes.find((change) => change.address === address), planned, diagnostics: planned.diagnostics };
}
