import type { UnownedIp } from "../../model/drift.ts";
import { isUnowned } from "../import/virtual-ip-manifests.ts";
import type { Id } from "../inventory.ts";
import { ipKey } from "../ip-address.ts";
import type { Planning, ProviderView } from "../kind.ts";
import { sortedBy } from "../text.ts";

/** Virtual IPs that somebody has taken by hand, in the pools that the manifests name: they use up what machines and virtual IPs here need. */
export function unownedIps({ manifests, providers }: Planning): readonly UnownedIp[] {
  // Two ScvmmProviders may lead to one VMM.
  const seen = new Set<Id>();
  const found = [...providers].flatMap(([provider, view]) => {
    const pools = poolsOf(provider, view, manifests);
    return view.world.inventory.addresses.flatMap((grant): UnownedIp[] => {
      const pool = pools.get(grant.poolId);
      if (pool === undefined || !isUnowned(grant) || seen.has(grant.id)) return [];
      seen.add(grant.id);
      return [{ address: grant.address, pool, description: grant.description }];
    });
  });
  return sortedBy(found, ({ address }) => ipKey(address));
}

/** Names by id. A pool that VMM does not have is told of where it is resolved. */
function poolsOf(provider: string, { finders }: ProviderView, { machines, virtualIps }: Planning["manifests"]): ReadonlyMap<Id, string> {
  const names = [
    ...virtualIps.filter((one) => one.provider === provider).map(({ value }) => value.spec.pool),
    ...machines
      .filter((one) => one.provider === provider)
      .flatMap(({ value }) => (value.spec.networking?.devices ?? []).flatMap(({ staticIPAddressPools }) => staticIPAddressPools ?? [])),
  ];
  return new Map(
    [...new Set(names)].flatMap((name) => {
      const answer = finders.pool(name);
      return "object" in answer ? [[answer.object.id, answer.object.name] as const] : [];
    }),
  );
}
