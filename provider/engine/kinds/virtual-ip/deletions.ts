import type { Id } from "../../inventory.ts";
import type { LiveAddress } from "../../inventory-network.ts";
import type { Draft, Planning } from "../../kind.ts";
import { type Deletion, leftovers } from "../../leftovers.ts";
import { attribute } from "./attributes.ts";
import type { VirtualIpGoal } from "./goal.ts";
import { chooseGrant, virtualIpSteps } from "./steps.ts";

export function deletedDraft(grants: readonly LiveAddress[], { view: { world }, provider, cause, place }: Deletion): Draft[] {
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
  return [
    {
      address: first.mark.address,
      provider,
      action: "delete",
      disruption: "none",
      window: null,
      attributes: [
        attribute("spec.pool", pools.join(", "), null),
        attribute("spec.address", sorted.map(({ address }) => address).join(", "), null),
        ...(first.description ? [attribute("spec.description", first.description, null)] : []),
      ],
      cause,
      goal,
      steps: virtualIpSteps(goal, world),
      after: [],
      losses: 1,
      takes: new Map(),
      frees: counted(sorted),
      power: null,
      place,
    },
  ];
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
