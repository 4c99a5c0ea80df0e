import type { LiveVm } from "../../inventory.ts";
import type { LiveAdapter, LivePool } from "../../inventory-network.ts";
import { familyOf } from "../../ip-address.ts";
import type { SeedContent } from "../../operation-seed.ts";
import type { World } from "../../world.ts";
import { bindAdapters } from "./bind-adapters.ts";
import type { DesiredAdapter } from "./desired-adapter.ts";

type SeedAdapter = SeedContent["adapters"][number];

/**
 * What the guest is told of its network: the addresses that VMM has granted, and what the manifest says beside them. Where it says
 * nothing the pools do; of their gateways those of the first adapter that has some, since a guest has one default route a family.
 */
export function seedAdapters(adapters: readonly DesiredAdapter[], live: LiveVm, world: World): readonly SeedAdapter[] {
  const { bound } = bindAdapters(adapters, live);
  const routed = new Set(adapters.flatMap(({ guest: { gateway } }) => (gateway === null ? [] : [familyOf(gateway)])));
  return adapters.map((wanted) => {
    const adapter = seedAdapter(wanted, bound.get(wanted.device), world);
    if (wanted.guest.gateway !== null) return { ...adapter, gateways: [wanted.guest.gateway] };
    const gateways = adapter.gateways.filter((gateway) => !routed.has(familyOf(gateway)));
    for (const gateway of gateways) routed.add(familyOf(gateway));
    return { ...adapter, gateways };
  });
}

function seedAdapter({ device, guest }: DesiredAdapter, adapter: LiveAdapter | undefined, world: World): SeedAdapter {
  const granted = (adapter ? (world.grantsByHolder.get(adapter.id) ?? []) : []).flatMap(({ address, poolId }) => {
    const pool = world.poolsById.get(poolId);
    return pool ? [{ text: `${address}/${prefixOf(pool.subnet)}`, pool }] : [];
  });
  const pools = granted.map(({ pool }) => pool);
  const searched = pools.flatMap(({ dnsSuffix, dnsSearchSuffixes }) => [...(dnsSuffix ? [dnsSuffix] : []), ...dnsSearchSuffixes]);
  return {
    name: device,
    macAddress: adapter?.macAddress ?? null,
    addresses: granted.map(({ text }) => text),
    gateways: firstOfEachFamily(pools),
    nameservers: guest.nameservers.length > 0 ? guest.nameservers : unique(pools.flatMap(({ dnsServers }) => dnsServers)),
    searchDomains: guest.searchDomains.length > 0 ? guest.searchDomains : unique(searched),
  };
}

function firstOfEachFamily(pools: readonly LivePool[]): readonly string[] {
  const gateways = pools.flatMap((pool) => pool.gateways);
  return gateways.filter((gateway, index) => gateways.findIndex((other) => familyOf(other) === familyOf(gateway)) === index);
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** Of `10.0.0.0/24`. */
const prefixOf = (subnet: string): string => subnet.slice(subnet.indexOf("/") + 1);
