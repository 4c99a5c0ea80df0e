import type { Inventory } from "../../../provider/engine/inventory.ts";
import type { Manifests } from "../../../provider/model/manifests.ts";

/** The same values in another order. */
function shuffled<T>(values: readonly T[], seed: number): T[] {
  const random = (index: number): number => Math.imul(index + 1, seed | 1) >>> 0;
  return values
    .map((value, index) => ({ value, key: random(index) }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

export function shuffledInventory(live: Inventory, seed: number): Inventory {
  return {
    ...live,
    vms: shuffled(live.vms, seed),
    owned: shuffled(live.owned, seed),
    addresses: shuffled(live.addresses, seed),
    pools: shuffled(live.pools, seed),
    clouds: shuffled(live.clouds, seed),
    hostGroups: shuffled(live.hostGroups, seed),
    hosts: shuffled(live.hosts, seed),
    detachedDisks: shuffled(live.detachedDisks, seed),
    checkpoints: shuffled(live.checkpoints, seed),
    nameClaims: shuffled(live.nameClaims, seed),
    templates: shuffled(live.templates, seed),
    operatingSystems: shuffled(live.operatingSystems, seed),
    vmNetworks: shuffled(live.vmNetworks, seed),
    customProperties: shuffled(live.customProperties, seed),
  };
}

export function shuffledManifests(some: Manifests, seed: number): Manifests {
  return {
    providers: shuffled(some.providers, seed),
    namePools: shuffled(some.namePools, seed),
    machines: shuffled(some.machines, seed),
    virtualIps: shuffled(some.virtualIps, seed),
    persistentDisks: shuffled(some.persistentDisks, seed),
    persistentDiskPools: shuffled(some.persistentDiskPools, seed),
    checkpoints: shuffled(some.checkpoints, seed),
    names: shuffled(some.names, seed),
  };
}
