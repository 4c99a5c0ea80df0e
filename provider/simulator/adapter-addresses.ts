import { assignedTo, grantAddress, revokeAddress } from "./addresses.ts";
import type { Parameters } from "./binding/parameters.ts";
import { isVersion6, parseAddress, within } from "./ip-address.ts";
import type { VirtualNetworkAdapter } from "./objects/machine.ts";
import type { AllocatedIpAddress, StaticIpAddressPool } from "./objects/network.ts";
import { vmmErrors } from "./vmm-errors.ts";
import type { World } from "./world.ts";

export type Family = 4 | 6;

const typeName = (family: Family) => `IPv${family}AddressType` as const;
const isOf = (family: Family, { $range }: StaticIpAddressPool): boolean => isVersion6($range.from) === (family === 6);

/**
 * The addresses of one family that the adapter holds from now on; null when nothing changes. What it already holds is kept
 * where it fits, so that the same change made twice never takes a second address; what fits no more goes back to its pool.
 */
export function planAddresses(
  world: World,
  adapter: VirtualNetworkAdapter,
  parameters: Parameters,
  family: Family,
): readonly AllocatedIpAddress[] | null {
  const held = assignedTo(world, adapter.ID).filter((one) => isOf(family, one.AllocatingAddressPool));
  const type = parameters.text(typeName(family)) ?? adapter[typeName(family)];
  if (type !== "Static") {
    if (adapter[typeName(family)] !== "Static") return null;
    for (const one of held) revokeAddress(world, one);
    return [];
  }
  const named = parameters.objects(`IPv${family}AddressPools`, "StaticIPAddressPool");
  const wanted = parameters.texts(`IPv${family}Addresses`)?.filter((text) => text !== "") ?? [];
  if (named.length === 0 && wanted.length === 0) {
    if (held.length > 0) return held;
    if (adapter[typeName(family)] === "Static" && !parameters.has(typeName(family))) return null;
  }
  const pools = named.length > 0 ? named : subnetPools(world, adapter, parameters, family);
  return exchange(world, adapter, held, { pools, anyHeld: named.length === 0, wanted });
}

interface Wish {
  readonly pools: readonly StaticIpAddressPool[];
  /** What it holds is kept, of whatever pool. */
  readonly anyHeld: boolean;
  /** Empty: any address. */
  readonly wanted: readonly string[];
}

function exchange(world: World, adapter: VirtualNetworkAdapter, held: readonly AllocatedIpAddress[], { pools, anyHeld, wanted }: Wish) {
  const isWanted = (one: AllocatedIpAddress) =>
    wanted.length === 0 || wanted.some((text) => parseAddress(text) === parseAddress(one.Address));
  const fits = (one: AllocatedIpAddress) => (anyHeld || pools.includes(one.AllocatingAddressPool)) && isWanted(one);
  const kept = held.filter(fits);
  const missing = wanted.filter((text) => !kept.some((one) => parseAddress(one.Address) === parseAddress(text)));
  const granted = takeAll(world, adapter, pools, wanted.length === 0 && kept.length === 0 ? [undefined] : missing);
  for (const one of held) if (!fits(one)) revokeAddress(world, one);
  return [...kept, ...granted];
}

/** All or none: what was taken goes back when a later one cannot be had. */
function takeAll(
  world: World,
  adapter: VirtualNetworkAdapter,
  pools: readonly StaticIpAddressPool[],
  wanted: readonly (string | undefined)[],
): readonly AllocatedIpAddress[] {
  const granted: AllocatedIpAddress[] = [];
  try {
    for (const address of wanted) granted.push(take(world, adapter, pools, address));
  } catch (error) {
    for (const one of granted) revokeAddress(world, one);
    throw error;
  }
  return granted;
}

function take(world: World, adapter: VirtualNetworkAdapter, pools: readonly StaticIpAddressPool[], address: string | undefined) {
  const number = address === undefined ? undefined : parseAddress(address);
  const pool = pools.find((one) => number === undefined || within(number, [one.$range])) ?? pools[0];
  if (!pool) throw vmmErrors.needsPool(adapter.VMNetwork?.Name ?? "no network");
  return grantAddress(world, { pool, type: "VirtualNetworkAdapter", address, assignedTo: adapter.ID, description: "" });
}

function subnetPools(world: World, adapter: VirtualNetworkAdapter, parameters: Parameters, family: Family): readonly StaticIpAddressPool[] {
  const network = parameters.object("VMNetwork", "VMNetwork") ?? adapter.VMNetwork;
  const subnet = parameters.object("VMSubnet", "VMSubnet");
  const fits = (pool: StaticIpAddressPool) => (subnet ? pool.VMSubnet === subnet : pool.VMSubnet.VMNetwork === network);
  return [...world.store.pools.values()].filter((pool) => isOf(family, pool) && fits(pool));
}
