import { assignedTo, grantAddress, parseAddress, revokeAddress, within } from "./addresses.ts";
import type { Parameters } from "./binding/parameters.ts";
import { demandPoweredOff } from "./machine-state.ts";
import { connect, takePoolMac } from "./make.ts";
import type { VirtualMachine, VirtualNetworkAdapter } from "./objects/machine.ts";
import type { AllocatedIpAddress, StaticIpAddressPool } from "./objects/network.ts";
import { vmmErrors } from "./vmm-errors.ts";
import type { World } from "./world.ts";

export const ADAPTER_PARAMETERS = [
  "VMNetwork",
  "VMSubnet",
  "VLanEnabled",
  "VLanID",
  "MACAddress",
  "MACAddressType",
  "IPv4AddressType",
  "IPv6AddressType",
  "NoConnection",
  "EnableMACAddressSpoofing",
  "EnableVMNetworkOptimization",
] as const;

const ZERO_MAC = "00:00:00:00:00:00";

/** Addresses and MAC may change only while the VM is off; being given again as they are, they do not change (see assumptions: adapter-while-running). */
export function demandAdapterChange(vm: VirtualMachine, adapter: VirtualNetworkAdapter, parameters: Parameters): void {
  const type = parameters.text("IPv4AddressType") ?? adapter.IPv4AddressType;
  const macType = macTypeOf(parameters.text("MACAddressType")) ?? adapter.MACAddressType;
  const mac = normalMac(parameters.text("MACAddress"));
  const newMac = mac !== undefined && mac !== ZERO_MAC && mac !== adapter.MACAddress;
  if (type !== adapter.IPv4AddressType || macType !== adapter.MACAddressType || newMac) demandPoweredOff(vm);
}

/** Carries the parameters out on an adapter: connection, MAC address, then IP addresses. Throws where a pool cannot serve. */
export function applyAdapter(world: World, adapter: VirtualNetworkAdapter, parameters: Parameters): void {
  const addresses = planAddresses(world, adapter, parameters);
  applyConnection(adapter, parameters);
  applyMac(world, adapter, parameters);
  adapter.IPv6AddressType = parameters.text("IPv6AddressType") ?? adapter.IPv6AddressType;
  adapter.MACAddressSpoofingEnabled = parameters.boolean("EnableMACAddressSpoofing") ?? adapter.MACAddressSpoofingEnabled;
  adapter.VMNetworkOptimizationEnabled = parameters.boolean("EnableVMNetworkOptimization") ?? adapter.VMNetworkOptimizationEnabled;
  adapter.IPv4AddressType = parameters.text("IPv4AddressType") ?? adapter.IPv4AddressType;
  if (addresses) adapter.IPv4Addresses = addresses.map((one) => one.Address);
}

function applyConnection(adapter: VirtualNetworkAdapter, parameters: Parameters): void {
  const network = parameters.object("VMNetwork", "VMNetwork");
  const subnet = parameters.object("VMSubnet", "VMSubnet");
  if (parameters.on("NoConnection")) connect(adapter, null, null);
  else if (network) connect(adapter, network, subnet ?? network.VMSubnet[0] ?? null);
  else if (subnet) connect(adapter, subnet.VMNetwork, subnet);
  adapter.VLanEnabled = parameters.boolean("VLanEnabled") ?? adapter.VLanEnabled;
  adapter.VLanID = parameters.number("VLanID") ?? adapter.VLanID;
}

/** All-zero and static takes a MAC address of VMM's pool (scvmm-domain 2.7). */
function applyMac(world: World, adapter: VirtualNetworkAdapter, parameters: Parameters): void {
  const type = macTypeOf(parameters.text("MACAddressType")) ?? adapter.MACAddressType;
  const mac = normalMac(parameters.text("MACAddress"));
  if (type === "Dynamic") {
    if (adapter.MACAddressType === "Static") adapter.MACAddress = null;
  } else if (mac !== undefined && mac !== ZERO_MAC) {
    adapter.MACAddress = mac;
  } else if (adapter.MACAddressType !== "Static" || adapter.MACAddress === null) {
    adapter.MACAddress = takePoolMac(world.store);
  }
  adapter.MACAddressType = type;
}

function macTypeOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  return text.toLowerCase() === "static" ? "Static" : "Dynamic";
}

function normalMac(text: string | undefined): string | undefined {
  return text?.replaceAll("-", ":").toUpperCase();
}

/**
 * The addresses that the adapter holds from now on; null when nothing changes. What it already holds is kept where it fits,
 * so that the same change made twice never takes a second address; what fits no more goes back to its pool.
 */
function planAddresses(world: World, adapter: VirtualNetworkAdapter, parameters: Parameters): readonly AllocatedIpAddress[] | null {
  const held = assignedTo(world, adapter.ID);
  const type = parameters.text("IPv4AddressType") ?? adapter.IPv4AddressType;
  if (type !== "Static") {
    for (const one of held) revokeAddress(world, one);
    return adapter.IPv4AddressType === "Static" ? [] : null;
  }
  const named = parameters.objects("IPv4AddressPools", "StaticIPAddressPool");
  const wanted = parameters.texts("IPv4Addresses")?.filter((text) => text !== "") ?? [];
  if (named.length === 0 && wanted.length === 0) {
    if (held.length > 0) return held;
    if (adapter.IPv4AddressType === "Static" && !parameters.has("IPv4AddressType")) return null;
  }
  return exchange(world, adapter, held, { pools: named.length > 0 ? named : subnetPools(world, adapter, parameters), wanted });
}

interface Wish {
  readonly pools: readonly StaticIpAddressPool[];
  /** Empty: any address. */
  readonly wanted: readonly string[];
}

function exchange(world: World, adapter: VirtualNetworkAdapter, held: readonly AllocatedIpAddress[], { pools, wanted }: Wish) {
  const fits = (one: AllocatedIpAddress) =>
    pools.includes(one.AllocatingAddressPool) && (wanted.length === 0 || wanted.includes(one.Address));
  const kept = held.filter(fits);
  const missing = wanted.filter((text) => !kept.some((one) => one.Address === text));
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

function subnetPools(world: World, adapter: VirtualNetworkAdapter, parameters: Parameters): readonly StaticIpAddressPool[] {
  const network = parameters.object("VMNetwork", "VMNetwork") ?? adapter.VMNetwork;
  const subnet = parameters.object("VMSubnet", "VMSubnet");
  const fits = (pool: StaticIpAddressPool) => (subnet ? pool.VMSubnet === subnet : pool.VMSubnet.VMNetwork === network);
  return [...world.store.pools.values()].filter(fits);
}
