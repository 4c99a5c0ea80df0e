import { planAddresses } from "./adapter-addresses.ts";
import type { Parameters } from "./binding/parameters.ts";
import { formatMac, parseMac, returnMacs, takePoolMac } from "./mac-pools.ts";
import { demandPoweredOff } from "./machine-state.ts";
import { connect } from "./make.ts";
import type { VirtualMachine, VirtualNetworkAdapter } from "./objects/machine.ts";
import { vmmErrors } from "./vmm-errors.ts";
import type { World } from "./world.ts";

/** Parameters that become a property as they are. */
const FLAGS = {
  EnableMACAddressSpoofing: "MACAddressSpoofingEnabled",
  EnableVMNetworkOptimization: "VMNetworkOptimizationEnabled",
  EnableGuestIPNetworkVirtualizationUpdates: "GuestIPNetworkVirtualizationUpdatesEnabled",
} as const satisfies Readonly<Record<string, keyof VirtualNetworkAdapter>>;

const FLAG_NAMES = Object.keys(FLAGS) as (keyof typeof FLAGS)[];

export const ADAPTER_PARAMETERS = [
  "VMNetwork",
  "VMSubnet",
  "VLanEnabled",
  "VLanID",
  "PortClassification",
  "MACAddress",
  "MACAddressType",
  "IPv4AddressType",
  "IPv6AddressType",
  "NoConnection",
  ...FLAG_NAMES,
] as const;

/** Those of a change alone. */
export const CHANGE_PARAMETERS = [
  "IPv4AddressPools",
  "IPv4Addresses",
  "IPv6AddressPools",
  "IPv6Addresses",
  "NoPortClassification",
  ...ADAPTER_PARAMETERS,
] as const;

/** These may change only while the VM is off; being given again as they are, they do not change (see assumptions: adapter-while-running). */
export function demandAdapterChange(vm: VirtualMachine, adapter: VirtualNetworkAdapter, parameters: Parameters): void {
  const macType = macTypeOf(parameters.text("MACAddressType")) ?? adapter.MACAddressType;
  const mac = parseMac(parameters.text("MACAddress") ?? "") ?? 0;
  const changes = [
    (parameters.text("IPv4AddressType") ?? adapter.IPv4AddressType) !== adapter.IPv4AddressType,
    (parameters.text("IPv6AddressType") ?? adapter.IPv6AddressType) !== adapter.IPv6AddressType,
    macType !== adapter.MACAddressType || (mac !== 0 && formatMac(mac) !== adapter.MACAddress),
    ...FLAG_NAMES.map((name) => (parameters.boolean(name) ?? adapter[FLAGS[name]]) !== adapter[FLAGS[name]]),
  ];
  if (changes.includes(true)) demandPoweredOff(vm);
}

/** Carries the parameters out on an adapter: connection, MAC address, then IP addresses. Throws where a pool cannot serve. */
export function applyAdapter(world: World, adapter: VirtualNetworkAdapter, parameters: Parameters): void {
  demandConnection(world, adapter, parameters);
  const addresses = planAddresses(world, adapter, parameters, 4);
  const addresses6 = planAddresses(world, adapter, parameters, 6);
  applyConnection(adapter, parameters);
  applyMac(world, adapter, parameters);
  for (const name of FLAG_NAMES) adapter[FLAGS[name]] = parameters.boolean(name) ?? adapter[FLAGS[name]];
  adapter.PortClassification = parameters.on("NoPortClassification")
    ? null
    : (parameters.object("PortClassification", "PortClassification") ?? adapter.PortClassification);
  adapter.IPv4AddressType = parameters.text("IPv4AddressType") ?? adapter.IPv4AddressType;
  adapter.IPv6AddressType = parameters.text("IPv6AddressType") ?? adapter.IPv6AddressType;
  if (addresses) adapter.IPv4Addresses = addresses.map((one) => one.Address);
  if (addresses6) adapter.IPv6Addresses = addresses6.map((one) => one.Address);
}

/** The subnet must be one of the network, and the VLAN one of the subnet or of the site (see assumptions: vlan-rules). */
function demandConnection({ store }: World, adapter: VirtualNetworkAdapter, parameters: Parameters): void {
  const network = parameters.object("VMNetwork", "VMNetwork") ?? adapter.VMNetwork;
  const given = parameters.object("VMSubnet", "VMSubnet");
  if (!network) return;
  if (given && given.VMNetwork !== network) throw vmmErrors.subnetOfOther(given.Name, network.Name);
  if (!parameters.has("VLanEnabled") && !parameters.has("VLanID")) return;
  const kept = adapter.VMSubnet?.VMNetwork === network ? adapter.VMSubnet : network.VMSubnet[0];
  const sites = [...store.subnets.values()].flatMap(({ LogicalNetworkDefinition: site }) =>
    site.LogicalNetwork === network.LogicalNetwork ? [site] : [],
  );
  const isolated = network.IsolationType === "VLANNetwork";
  const vlans = isolated ? (given ?? kept)?.SubnetVLans : sites.flatMap((site) => site.SubnetVLans);
  const vlan = parameters.boolean("VLanEnabled") === false ? 0 : (parameters.number("VLanID") ?? adapter.VLanID);
  const fits = vlans?.some(({ VLanId, IsVlanEnabled }) => (IsVlanEnabled ? VLanId : 0) === vlan) ?? true;
  if (!fits && (isolated || vlan !== 0)) throw vmmErrors.vlanOutside(vlan, network.Name);
}

function applyConnection(adapter: VirtualNetworkAdapter, parameters: Parameters): void {
  const network = parameters.object("VMNetwork", "VMNetwork");
  const subnet = parameters.object("VMSubnet", "VMSubnet");
  const kept = network === adapter.VMNetwork ? adapter.VMSubnet : null;
  if (parameters.on("NoConnection")) connect(adapter, null, null);
  else if (network && (network !== adapter.VMNetwork || subnet)) connect(adapter, network, subnet ?? kept ?? network.VMSubnet[0] ?? null);
  else if (subnet) connect(adapter, subnet.VMNetwork, subnet);
  adapter.VLanEnabled = parameters.boolean("VLanEnabled") ?? adapter.VLanEnabled;
  adapter.VLanID = adapter.VLanEnabled ? (parameters.number("VLanID") ?? adapter.VLanID) : 0;
}

/** All-zero and static takes a MAC address of VMM's pool (scvmm-domain 2.7); what the adapter has no more goes back. */
function applyMac(world: World, adapter: VirtualNetworkAdapter, parameters: Parameters): void {
  const { macs } = world.store;
  const before = adapter.MACAddress;
  const type = macTypeOf(parameters.text("MACAddressType")) ?? adapter.MACAddressType;
  const mac = type === "Dynamic" ? dynamicMac(adapter) : staticMac(world, adapter, parseMac(parameters.text("MACAddress") ?? "") ?? 0);
  adapter.MACAddressType = type;
  adapter.MACAddress = mac;
  if (mac === before) return;
  if (before !== null) macs.delete(before);
  returnMacs(world, adapter.ID, mac);
  if (mac !== null) macs.add(mac);
}

const dynamicMac = ({ MACAddressType, MACAddress }: VirtualNetworkAdapter) => (MACAddressType === "Static" ? null : MACAddress);

function staticMac(world: World, adapter: VirtualNetworkAdapter, wanted: number): string {
  const { macs, macAddresses } = world.store;
  if (wanted === 0)
    return adapter.MACAddressType === "Static" && adapter.MACAddress !== null ? adapter.MACAddress : takePoolMac(world, adapter.ID);
  const text = formatMac(wanted);
  const held = [...macAddresses.values()].some((one) => one.Address === text && one.AssignedToID === adapter.ID);
  if (text !== adapter.MACAddress && macs.has(text) && !held) throw vmmErrors.macTaken(text);
  return text;
}

function macTypeOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  return text.toLowerCase() === "static" ? "Static" : "Dynamic";
}
