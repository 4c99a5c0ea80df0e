import type { LiveAdapter, LivePool, LiveVm } from "../../inventory.ts";
import type { SeedContent } from "../../operation-seed.ts";
import type { World } from "../../world.ts";
import type { DesiredSeed, GuestDevice } from "./resolve-seed.ts";

type SeedAdapter = SeedContent["adapters"][number];

/**
 * What the guest is told of its network: the addresses that VMM has granted, and what the manifest says beside them. Where it says
 * nothing the pools do; of their gateways those of the first adapter that has some, since a guest has one default route a family.
 */
export function seedAdapters({ devices }: DesiredSeed, live: LiveVm, world: World): readonly SeedAdapter[] {
  const routed = new Set(devices.flatMap(({ gateway }) => (gateway === null ? [] : [familyOf(gateway)])));
  return devices.map((device, index) => {
    const adapter = seedAdapter(device, live.adapters[index], world);
    if (device.gateway !== null) return { ...adapter, gateways: [device.gateway] };
    const gateways = adapter.gateways.filter((gateway) => !routed.has(familyOf(gateway)));
    for (const gateway of gateways) routed.add(familyOf(gateway));
    return { ...adapter, gateways };
  });
}

function seedAdapter(device: GuestDevice, adapter: LiveAdapter | undefined, world: World): SeedAdapter {
  const granted = (adapter ? (world.grantsByHolder.get(adapter.id) ?? []) : []).flatMap(({ address, poolId }) => {
    const pool = world.poolsById.get(poolId);
    return pool ? [{ text: `${address}/${prefixOf(pool.subnet)}`, pool }] : [];
  });
  const pools = granted.map(({ pool }) => pool);
  const searched = pools.flatMap(({ dnsSuffix, dnsSearchSuffixes }) => [...(dnsSuffix ? [dnsSuffix] : []), ...dnsSearchSuffixes]);
  return {
    name: device.name,
    macAddress: adapter?.macAddress ?? null,
    addresses: granted.map(({ text }) => text),
    gateways: firstOfEachFamily(pools),
    nameservers: device.nameservers.length > 0 ? device.nameservers : unique(pools.flatMap(({ dnsServers }) => dnsServers)),
    searchDomains: device.searchDomains.length > 0 ? device.searchDomains : unique(searched),
  };
}

function firstOfEachFamily(pools: readonly LivePool[]): readonly string[] {
  const gateways = pools.flatMap((pool) => pool.gateways);
  return gateways.filter((gateway, index) => gateways.findIndex((other) => familyOf(other) === familyOf(gateway)) === index);
}

const familyOf = (address: string): 4 | 6 => (address.includes(":") ? 6 : 4);

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** Of `10.0.0.0/24`. */
const prefixOf = (subnet: string): string => subnet.slice(subnet.indexOf("/") + 1);
