import type { AllocatedMacAddress, MacAddressPool } from "./objects/network.ts";
import { vmmErrors } from "./vmm-errors.ts";
import type { World } from "./world.ts";

type Kept = Pick<World, "store" | "random">;

/** A MAC address as a number; undefined when the text is none. */
export function parseMac(text: string): number | undefined {
  const digits = text.trim().replaceAll(/[:-]/g, "");
  return /^[0-9A-Fa-f]{12}$/.test(digits) ? Number.parseInt(digits, 16) : undefined;
}

export function formatMac(mac: number, separator: ":" | "-" = ":"): string {
  return (mac.toString(16).toUpperCase().padStart(12, "0").match(/../g) ?? []).join(separator);
}

/** Takes a MAC address out of its pool for an adapter. Throws where it is outside or taken, or where the pool is full. */
export function grantMac({ store, random }: Kept, pool: MacAddressPool, adapterId: string, text?: string): AllocatedMacAddress {
  const mac = text ? wantedMac({ store }, pool, text) : nextMac({ store }, pool);
  const address = formatMac(mac);
  const allocated: AllocatedMacAddress = {
    $type: "AllocatedMACAddress",
    ID: random.guid(),
    Name: address,
    MarkedForDeletion: false,
    Address: address,
    AssignedToID: adapterId,
    Description: "",
    $pool: pool,
  };
  store.macs.add(address);
  store.macAddresses.set(allocated.ID, allocated);
  return allocated;
}

function wantedMac({ store }: Pick<World, "store">, { Name, $first, $last }: MacAddressPool, text: string): number {
  const mac = parseMac(text);
  if (mac === undefined || mac < $first || mac > $last) throw vmmErrors.macOutside(text, Name);
  if (store.macs.has(formatMac(mac))) throw vmmErrors.macTaken(text);
  return mac;
}

function nextMac({ store }: Pick<World, "store">, { Name, $first, $last }: MacAddressPool): number {
  for (let mac = $first; mac <= $last; mac++) if (!store.macs.has(formatMac(mac))) return mac;
  throw vmmErrors.macPoolFull(Name);
}

/** What an all-zero static MAC address stands for (scvmm-domain 2.7): one of the first pool (see assumptions: mac-pools). */
export function takePoolMac(world: Kept, adapterId: string): string {
  const [pool] = world.store.macPools.values();
  if (!pool) throw vmmErrors.macPoolFull("");
  return grantMac(world, pool, adapterId).Address;
}

/** Returns what an adapter holds, but for one address. */
export function returnMacs({ store }: Pick<World, "store">, adapterId: string, kept: string | null = null): void {
  for (const allocated of store.macAddresses.values()) {
    if (allocated.AssignedToID !== adapterId || allocated.Address === kept) continue;
    store.macAddresses.delete(allocated.ID);
    store.macs.delete(allocated.Address);
    allocated.MarkedForDeletion = true;
  }
}
