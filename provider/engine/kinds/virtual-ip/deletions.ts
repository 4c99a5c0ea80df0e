import { type Deletion, deletionDraft } from "../../deletion.ts";
import type { Id } from "../../inventory.ts";
import type { LiveAddress } from "../../inventory-network.ts";
import type { Draft, Planning } from "../../kind.ts";
import { leftovers } from "../../leftovers.ts";
import { attribute } from "./attributes.ts";
import type { VirtualIpGoal } from "./goal.ts";
import { chooseGrant, virtualIpSteps } from "./steps.ts";

export function deletedDraft(grants: readonly LiveAddress[], deletion: Deletion): Draft[] {
  const { world } = deletion.view;
  const sorted = chooseGrant(grants, null);
  const [first] = sorted;
  if (!first?.mark) return [];
  const goal: VirtualIpGoal = {
    kind: "ScvmmVirtualIP",
    mark: first.mark,
    movedFrom: null,
    doomed: sorted.map(({ id }) => id),
    desired: null,
  };
  const pools = [...new Set(sorted.map(({ poolId }) => world.poolsById.get(poolId)?.name ?? poolId))];
  const attributes = [
    attribute("spec.pool", pools.join(", "), null),
    attribute("spec.address", sorted.map(({ address }) => address).join(", "), null),
    ...(first.description ? [attribute("spec.description", first.description, null)] : []),
  ];
  return [deletionDraft(goal, deletion, { attributes, steps: virtualIpSteps(goal, world), frees: counted(sorted) })];
}

/** Those of this scope whose manifest is gone. */
export const leftVirtualIps = (planning: Planning): readonly Draft[] =>
  leftovers(
    planning,
    {
      kind: "ScvmmVirtualIP",
      all: ({ addresses }) => addresses,
      name: ({ address }) => address,
      summary: "granted in VMM with this scope's mark, but without a manifest",
      hint: "Put the manifest back, or plan with pruning to return it.",
    },
    deletedDraft,
  );

/** By pool. */
export function counted(grants: readonly LiveAddress[]): ReadonlyMap<Id, number> {
  const sum = new Map<Id, number>();
  for (const { poolId } of grants) sum.set(poolId, (sum.get(poolId) ?? 0) + 1);
  return sum;
}
