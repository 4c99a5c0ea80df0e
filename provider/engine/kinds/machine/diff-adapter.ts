import { groupBy } from "../../../model/group-by.ts";
import type { AttributeChange, ChangePolicy, Json } from "../../../model/plan.ts";
import type { LiveVm } from "../../inventory.ts";
import type { LiveAdapter, LiveAddress } from "../../inventory-network.ts";
import { familyOf, ipKey } from "../../ip-address.ts";
import type { AdapterSettings, Addressing, Family } from "../../operation-adapter.ts";
import { fold } from "../../text.ts";
import type { World } from "../../world.ts";
import type { Delta } from "./delta.ts";
import type { AddressWish, DesiredAdapter, DesiredMac } from "./desired-adapter.ts";
import { attributeChange, type MachineAttribute, policyOf } from "./policies.ts";
import { isOff } from "./power.ts";

const DEVICE = "spec.networking.devices[]";

/** What belongs together: it is set in one call, when all of it may be. */
interface Part {
  readonly changes: readonly AttributeChange[];
  readonly policy: ChangePolicy;
  readonly set: AdapterSettings;
}

/**
 * What differs between a device and its adapter. Pure.
 *
 * 1. Connection and addresses go together: an address is one of a network.
 * 2. Everything else by itself.
 * 3. One operation for what may be set as the VM is, one for what needs it off.
 */
export function diffAdapter(wanted: DesiredAdapter, adapter: LiveAdapter, index: number, live: LiveVm, world: World): Delta[] {
  const parts = [
    ...macPart(wanted, adapter, index),
    ...flagParts(wanted, adapter, index),
    ...classificationPart(wanted, adapter, index),
    ...networkPart(wanted, adapter, index, world),
  ];
  const groups = groupBy(parts, ({ policy }) => (isOff(live) ? "" : policy));
  return [...groups.values()].flatMap((group) => {
    const set: AdapterSettings = Object.assign({}, ...group.map((part) => part.set));
    const who = { vmId: live.id, adapterId: adapter.id, device: wanted.device, mark: live.mark };
    const operation = { kind: "set-adapter", ...who, set } as const;
    return group.flatMap(({ changes, policy }) => changes.map((change) => ({ change: { ...change, policy }, operation })));
  });
}

function part(pattern: MachineAttribute, before: Json, after: Json, index: number, set: AdapterSettings): Part {
  return { changes: [attributeChange(pattern, before, after, { index })], policy: policyOf(pattern), set };
}

function macPart({ mac }: DesiredAdapter, adapter: LiveAdapter, index: number): Part[] {
  if (!mac || hasMac(mac, adapter)) return [];
  const before = mac.field === "macAddressType" ? adapter.macAddressType : adapter.macAddress;
  return [part(`${DEVICE}.${mac.field}`, before, mac.text, index, { mac: mac.setting })];
}

/** MAC addresses of one form compare as texts do. */
function hasMac({ setting }: DesiredMac, { macAddressType, macAddress }: LiveAdapter): boolean {
  if (setting.type !== macAddressType) return false;
  if (setting.type === "Dynamic") return true;
  if (setting.from === "next") return macAddress !== null;
  if (setting.from === "given") return macAddress === setting.address;
  return macAddress !== null && setting.rangeStart <= macAddress && macAddress <= setting.rangeEnd;
}

function flagParts(wanted: DesiredAdapter, adapter: LiveAdapter, index: number): Part[] {
  const names = ["macAddressSpoofing", "vmNetworkOptimization", "guestIPNetworkVirtualizationUpdates"] as const;
  return names.flatMap((name) => {
    const after = wanted[name];
    return after === null || after === adapter[name] ? [] : [part(`${DEVICE}.${name}`, adapter[name], after, index, { [name]: after })];
  });
}

const sameName = (a: string | null, b: string | null): boolean => fold(a ?? "") === fold(b ?? "");

function classificationPart({ portClassification: wanted }: DesiredAdapter, adapter: LiveAdapter, index: number): Part[] {
  if (!wanted || sameName(wanted.name, adapter.portClassification)) return [];
  const set = { portClassificationId: wanted.id };
  return [part(`${DEVICE}.portClassification`, adapter.portClassification, wanted.name, index, set)];
}

function networkPart(wanted: DesiredAdapter, adapter: LiveAdapter, index: number, world: World): Part[] {
  const connection = diffConnection(wanted, adapter, index);
  const { changes, addressing, policy } = diffAddresses(wanted, adapter, index, world);
  if (connection.length === 0 && changes.length === 0) return [];
  const { vmNetworkId } = wanted.connection;
  const set: AdapterSettings = {
    // Where it stays connected the subnet is left alone: naming it anew could undo a VLAN that people have set.
    connection: connection.length > 0 ? wanted.connection : { vmNetworkId, subnetId: null, vlan: null },
    ...(changes.length > 0 ? { addressing } : {}),
    ...(changes.length > 0 && needsMac(wanted, adapter, addressing) ? { mac: { type: "Static", from: "next" } } : {}),
  };
  return [{ changes: [...connection, ...changes], policy, set }];
}

/** Static addresses go with a static MAC address (scvmm-domain 2.7), unless the manifest says what it shall be. */
function needsMac({ mac }: DesiredAdapter, { macAddressType }: LiveAdapter, { fixed }: Addressing): boolean {
  return mac === null && fixed.length > 0 && macAddressType !== "Static";
}

function diffConnection(wanted: DesiredAdapter, adapter: LiveAdapter, index: number): AttributeChange[] {
  const { vmNetwork, vmSubnet, vlan } = wanted;
  const changes: AttributeChange[] = [];
  const add = (name: "vmNetwork" | "vmSubnet" | "vlan", before: Json, after: Json) =>
    changes.push(attributeChange(`${DEVICE}.${name}`, before, after, { index }));
  if (!sameName(vmNetwork.name, adapter.vmNetwork)) add("vmNetwork", adapter.vmNetwork, vmNetwork.name);
  if (vmSubnet && !sameName(vmSubnet.name, adapter.vmSubnet)) add("vmSubnet", adapter.vmSubnet, vmSubnet.name);
  if (vlan !== null && vlan !== adapter.vlan) add("vlan", adapter.vlan, vlan);
  return changes;
}

interface AddressDiff {
  readonly changes: readonly AttributeChange[];
  readonly policy: ChangePolicy;
  readonly addressing: Addressing;
}

const FAMILIES: readonly Family[] = [4, 6];

const typeOf = (adapter: LiveAdapter, family: Family): string => (family === 4 ? adapter.ipv4AddressType : adapter.ipv6AddressType);

/**
 * Grants decide, not what the guest shows: that comes late, and of DHCP too. An address that people gave the guest by hand
 * counts as there, though (scvmm-domain 4.9). Types of addresses change only while the VM is off (2.13).
 */
function diffAddresses(wanted: DesiredAdapter, adapter: LiveAdapter, index: number, world: World): AddressDiff {
  const none: Addressing = { fixed: [], dynamic: [], grants: [], returns: [] };
  if (wanted.pools === null && wanted.wishes.length === 0) return { changes: [], policy: "in-place", addressing: none };
  // A virtual IP is its own manifest's, whomever it is assigned to.
  const granted = (world.grantsByHolder.get(adapter.id) ?? []).filter(({ mark }) => mark === undefined);
  const { lacking, spare } = match(wanted.wishes, granted, shown(adapter));
  const keeps = (family: Family): boolean => wanted.wishes.some((wish) => wish.family === family);
  const loses = (family: Family): boolean => wanted.wishes.length === 0 || spare.some(({ address }) => familyOf(address) === family);
  const dynamic = FAMILIES.filter((family) => typeOf(adapter, family) === "Static" && !keeps(family) && loses(family));
  const fixed = FAMILIES.filter((family) => lacking.some((wish) => wish.family === family) || (keeps(family) && loses(family)));
  const changes = lacking.length + spare.length + dynamic.length > 0 ? addressChanges(wanted, adapter, granted, index, world) : [];
  const turns = fixed.some((family) => typeOf(adapter, family) !== "Static") || dynamic.length > 0;
  const turnsMac = fixed.length > 0 && wanted.mac === null && adapter.macAddressType !== "Static";
  return {
    changes,
    policy: turns || turnsMac ? "power-off" : "in-place",
    addressing: { fixed, dynamic, grants: lacking.map(({ poolId, address }) => ({ poolId, address })), returns: spare.map(({ id }) => id) },
  };
}

const shown = ({ ipv4Addresses, ipv6Addresses }: LiveAdapter): ReadonlySet<string> =>
  new Set([...ipv4Addresses, ...ipv6Addresses].map(ipKey));

/** Which wishes are not met, and which grants meet none. Addresses that are given come first. */
function match(wishes: readonly AddressWish[], granted: readonly LiveAddress[], guest: ReadonlySet<string>) {
  const spare = new Set(granted);
  const lacking = wishes.filter(({ poolId, address }) => {
    const meets = (grant: LiveAddress): boolean => grant.poolId === poolId && (address === null || ipKey(grant.address) === ipKey(address));
    const met = [...spare].find(meets);
    if (met) spare.delete(met);
    return !met && (address === null || !guest.has(ipKey(address)));
  });
  return { lacking, spare: [...spare] };
}

function addressChanges(
  { pools, addresses, wishes }: DesiredAdapter,
  adapter: LiveAdapter,
  granted: readonly LiveAddress[],
  index: number,
  world: World,
): AttributeChange[] {
  const changes: AttributeChange[] = [];
  const had = [...new Set(granted.map(({ poolId }) => poolId))];
  const wanted = [...new Set(wishes.map(({ poolId }) => poolId))];
  if (pools !== null && (had.length !== wanted.length || wanted.some((id) => !had.includes(id)) || addresses.length === 0)) {
    const before = had.map((id) => world.poolsById.get(id)?.name ?? id);
    const after = pools.map(({ name }) => name);
    changes.push(attributeChange(`${DEVICE}.staticIPAddressPools`, before.length > 0 ? before : null, after, { index }));
  }
  if (addresses.length > 0) {
    const has = granted.length > 0 ? granted.map(({ address }) => address) : [...adapter.ipv4Addresses, ...adapter.ipv6Addresses];
    changes.push(attributeChange(`${DEVICE}.ipAddresses`, has.length > 0 ? has : null, addresses, { index }));
  }
  return changes;
}
