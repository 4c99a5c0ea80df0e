import type { LiveAdapter, LiveVm } from "../../inventory.ts";
import type { SeedContent } from "../../operation-seed.ts";
import type { World } from "../../world.ts";
import type { DesiredSeed, GuestDevice } from "./resolve-seed.ts";

/** What the guest is told of its network: the addresses that VMM has granted, and what the manifest says beside them. */
export function seedAdapters({ devices }: DesiredSeed, live: LiveVm, world: World): SeedContent["adapters"] {
  return devices.map((device, index) => seedAdapter(device, live.adapters[index], world));
}

function seedAdapter(device: GuestDevice, adapter: LiveAdapter | undefined, world: World): SeedContent["adapters"][number] {
  const grants = adapter ? (world.grantsByHolder.get(adapter.id) ?? []) : [];
  const granted = grants.flatMap(({ address, poolId }) => {
    const pool = world.poolsById.get(poolId);
    return pool ? [{ text: `${address}/${prefixOf(pool.subnet)}`, pool }] : [];
  });
  return {
    name: device.name,
    macAddress: adapter?.macAddress ?? null,
    addresses: granted.map(({ text }) => text),
    gateways: device.gateway === null ? [] : [device.gateway],
    nameservers: device.nameservers,
    searchDomains: device.searchDomains,
  };
}

/** Of `10.0.0.0/24`. */
const prefixOf = (subnet: string): string => subnet.slice(subnet.indexOf("/") + 1);
