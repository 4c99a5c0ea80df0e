import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LoadedMachine } from "../../../model/manifests.ts";
import type { Finder, Finders } from "../../finder.ts";
import type { Inventory, Named } from "../../inventory.ts";
import type { LivePool, LiveSubnet, LiveVmNetwork } from "../../inventory-network.ts";
import { familyOf, ipKey, isWithin } from "../../ip-address.ts";
import { byText, fold, listed, sortedBy } from "../../text.ts";
import type { AddressWish, DesiredAdapter, DesiredMac } from "./desired-adapter.ts";

type Device = NonNullable<NonNullable<LoadedMachine["value"]["spec"]["networking"]>["devices"]>[number];
type Refuse = (field: keyof Device & string, code: string, summary: string, hint: string) => void;

/** What resolving one adapter needs beside its manifest. Problems have paths, not yet places. */
export interface AdapterScope {
  readonly find: <T>(text: string | undefined, finder: Finder<T>, path: string) => T | null;
  readonly finders: Finders;
  readonly inventory: Inventory;
  readonly fail: (problem: Diagnostic) => void;
}

/**
 * 1. Find what the manifest names: network, pools, classification, MAC pool.
 * 2. Choose the subnet: the one named, that of the VLAN, that of a pool, or the first by name.
 * 3. Choose the pool of every address, and what a pool shall grant beyond.
 * Null when something could not be resolved.
 */
export function resolveAdapter(device: Device, index: number, scope: AdapterScope): DesiredAdapter | null {
  const { find, finders, fail } = scope;
  const path = `spec.networking.devices[${index}]`;
  const refuse: Refuse = (field, code, summary, hint) => fail({ code, severity: "error", path: `${path}.${field}`, summary, hint });
  const network = find(device.vmNetwork, finders.vmNetwork, `${path}.vmNetwork`);
  const pools = device.staticIPAddressPools?.map((pool, at) => find(pool, finders.pool, `${path}.staticIPAddressPools[${at}]`));
  const classification = find(device.portClassification, finders.portClassification, `${path}.portClassification`);
  const mac = resolveMac(device, path, scope);
  if (!network || pools?.includes(null)) return null;

  const wishes = resolveWishes(device, network, pools as readonly LivePool[] | undefined, scope, path, refuse);
  const subnet = resolveSubnet(device, network, wishes, scope.inventory, refuse);
  return {
    device: device.deviceName,
    vmNetwork: plain(network),
    vmSubnet: subnet && device.vmSubnet !== undefined ? plain(subnet) : null,
    connection: { vmNetworkId: network.id, subnetId: subnet?.id ?? null, vlan: device.vlan ?? null },
    portClassification: classification && plain(classification),
    mac,
    pools: (pools as readonly LivePool[] | undefined)?.map(plain) ?? null,
    wishes,
    ...plainValues(device),
  };
}

function plainValues(device: Device) {
  return {
    vlan: device.vlan ?? null,
    macAddressSpoofing: device.macAddressSpoofing ?? null,
    vmNetworkOptimization: device.vmNetworkOptimization ?? null,
    guestIPNetworkVirtualizationUpdates: device.guestIPNetworkVirtualizationUpdates ?? null,
    addresses: device.ipAddresses ?? [],
    guest: { gateway: device.gateway ?? null, nameservers: device.nameservers ?? [], searchDomains: device.searchDomains ?? [] },
  };
}

function resolveWishes(
  { ipAddresses: addresses = [] }: Device,
  network: LiveVmNetwork,
  pools: readonly LivePool[] = [],
  { inventory, fail }: AdapterScope,
  path: string,
  refuse: Refuse,
): readonly AddressWish[] {
  for (const [at, pool] of pools.entries())
    if (!serves(pool, network)) fail(poolOfOtherNetwork(pool, network, `${path}.staticIPAddressPools[${at}]`));
  if (pools.length > 0) return wishesOf(pools, addresses);
  const wishes = wishesWithoutPools(addresses, network, inventory);
  const without = addresses.filter((address) => !wishes.some((wish) => wish.address === address));
  if (without.length > 0)
    refuse(
      "ipAddresses",
      "PLAN_ADDRESS_WITHOUT_POOL",
      `no static IP pool of VM network "${network.name}" holds ${without.join(", ")}`,
      "Name the pool in staticIPAddressPools, or take an address from the range of one.",
    );
  return wishes;
}

const plain = ({ id, name }: Named): Named => ({ id, name });

function resolveMac(
  { macAddress, macAddressPool, macAddressType }: Device,
  path: string,
  { find, finders }: AdapterScope,
): DesiredMac | null {
  if (macAddress !== undefined)
    return { setting: { type: "Static", from: "given", address: macAddress }, field: "macAddress", text: macAddress };
  const pool = find(macAddressPool, finders.macPool, `${path}.macAddressPool`);
  if (pool) {
    const { id, rangeStart, rangeEnd, name } = pool;
    return { setting: { type: "Static", from: "pool", poolId: id, rangeStart, rangeEnd }, field: "macAddressPool", text: name };
  }
  if (macAddressType === undefined) return null;
  const setting = macAddressType === "Static" ? ({ type: "Static", from: "next" } as const) : ({ type: "Dynamic" } as const);
  return { setting, field: "macAddressType", text: macAddressType };
}

const same = (a: string | null, b: string | null): boolean => a === null || b === null || fold(a) === fold(b);

/** A pool belongs to a VM network's subnet, or to a logical network and so to all VM networks on it. What is not known fits. */
export function serves(pool: LivePool, network: LiveVmNetwork): boolean {
  return pool.vmNetwork === null ? same(pool.logicalNetwork, network.logicalNetwork) : same(pool.vmNetwork, network.name);
}

function poolOfOtherNetwork(pool: LivePool, network: LiveVmNetwork, path: string): Diagnostic {
  const of = pool.vmNetwork === null ? `logical network "${pool.logicalNetwork}"` : `VM network "${pool.vmNetwork}"`;
  return {
    code: "PLAN_POOL_OF_OTHER_NETWORK",
    severity: "error",
    path,
    summary: `static IP pool "${pool.name}" is not on the adapter's network`,
    detail: `The pool belongs to ${of}, the adapter is connected to VM network "${network.name}".`,
    hint: "Name a pool of that network, or connect the adapter to the pool's network.",
  };
}

const holds = (pool: LivePool, address: string): boolean => isWithin(address, pool.rangeStart, pool.rangeEnd);
const wishOf = (pool: LivePool, address: string | null): AddressWish => ({ poolId: pool.id, family: familyOf(pool.rangeStart), address });

/** The addresses given, each of the first pool that holds it, and one of each pool that none is given of. */
function wishesOf(pools: readonly LivePool[], addresses: readonly string[]): readonly AddressWish[] {
  const given = addresses.flatMap((address) => {
    const pool = pools.find((candidate) => holds(candidate, address));
    return pool ? [wishOf(pool, address)] : [];
  });
  const others = pools.filter((pool, at) => pools.indexOf(pool) === at && !given.some(({ poolId }) => poolId === pool.id));
  return [...given, ...others.map((pool) => wishOf(pool, null))];
}

/** Pools that the given addresses come from: those of the network itself first. */
function wishesWithoutPools(addresses: readonly string[], network: LiveVmNetwork, { pools }: Inventory): readonly AddressWish[] {
  if (addresses.length === 0) return [];
  const candidates = pools
    .filter((pool) => serves(pool, network))
    .sort(
      (a, b) =>
        Number(a.vmNetwork === null) - Number(b.vmNetwork === null) ||
        byText(ipKey(a.rangeStart), ipKey(b.rangeStart)) ||
        byText(a.id, b.id),
    );
  return addresses.flatMap((address) => {
    const pool = candidates.find((candidate) => holds(candidate, address));
    return pool ? [wishOf(pool, address)] : [];
  });
}

function resolveSubnet(
  { vmSubnet, vlan }: Device,
  network: LiveVmNetwork,
  wishes: readonly AddressWish[],
  { pools }: Inventory,
  refuse: Refuse,
): LiveSubnet | null {
  // A VM network with several subnets: the first by name, so that every run takes the same.
  const subnets = sortedBy(network.subnets, (candidate) => fold(candidate.name));
  const known = listed(subnets.map(({ name, vlans }) => (vlans.length > 0 ? `${name} (VLAN ${vlans.join(", ")})` : name)));
  if (vmSubnet !== undefined && !subnets.some(({ name }) => fold(name) === fold(vmSubnet))) {
    refuse("vmSubnet", "PLAN_UNKNOWN_NAME", `VM network "${network.name}" has no subnet "${vmSubnet}"`, `It has: ${known || "none"}.`);
    return null;
  }
  const wanted = vmSubnet === undefined ? subnets : subnets.filter(({ name }) => fold(name) === fold(vmSubnet));
  const onVlan = vlan === undefined ? wanted : wanted.filter(({ vlans }) => vlans.includes(vlan));
  // With VLAN isolation the VLAN is the subnet's; elsewhere the sites of the logical network decide, which only VMM can tell.
  if (onVlan.length === 0 && subnets.length > 0 && network.isolation === "VLANNetwork") {
    const where = vmSubnet === undefined ? `VM network "${network.name}"` : `its subnet "${vmSubnet}"`;
    refuse("vlan", "PLAN_VLAN_NOT_ON_NETWORK", `VLAN ${vlan} is not one of ${where}`, `Leave vlan out, or choose of: ${known}.`);
    return null;
  }
  const candidates = onVlan.length > 0 ? onVlan : wanted;
  const ofPools = new Set(pools.flatMap(({ id, vmSubnetId }) => (wishes.some(({ poolId }) => poolId === id) ? [vmSubnetId] : [])));
  return candidates.find(({ id }) => ofPools.has(id)) ?? candidates[0] ?? null;
}
