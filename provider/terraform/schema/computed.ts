import { holdersOf, placeOf } from "../../engine/disk-places.ts";
import type { Inventory, LiveVm } from "../../engine/inventory.ts";
import type { LiveNameClaim } from "../../engine/inventory-names.ts";
import type { LiveAddress } from "../../engine/inventory-network.ts";
import type { LiveCheckpoint } from "../../engine/inventory-storage.ts";
import { readDeviceRecord } from "../../engine/kinds/machine/device-record.ts";
import type { Kind } from "../../model/load/kinds.ts";
import { diskFileName } from "../../model/persistent-disk.ts";
import { type ObjectValue, UNKNOWN, type Value } from "../value/value.ts";
import type { Attribute, Attributes, AttributeType } from "./attribute.ts";
import type { LiveObject } from "./mapping.ts";
import { NAMESPACE } from "./names.ts";

/** What VMM tells of an object beside what its configuration says. */
export interface Computed {
  readonly attributes: Attributes;
  /** Their values, null where there is no object; and those of inherited attributes that the state does not know. */
  read(state: ObjectValue, live: LiveObject, inventory: Inventory, scope: string): ObjectValue;
}

const TEXT: AttributeType = { kind: "string" };
const TEXTS: AttributeType = { kind: "list", of: { kind: "string" } };
const TEXTS_BY_NAME: AttributeType = { kind: "map", of: { kind: "string" } };
const tells = (type: AttributeType, doc: string): Attribute => ({ type, presence: "computed", doc });

const isVm = (live: LiveObject): live is LiveVm => live !== null && "powerState" in live;
const isAddress = (live: LiveObject): live is LiveAddress => live !== null && "poolId" in live;

/** A name that VMM spells in another way stays as people write it. */
const given = (state: ObjectValue, name: string): Value => (state[name] === UNKNOWN ? null : (state[name] ?? null));

const ofMachine: Computed = {
  attributes: {
    id: tells(TEXT, "VMM's id of the VM."),
    vm_id: tells(TEXT, "Hyper-V's id of the VM, which its guest sees too."),
    power_state: tells(TEXT, "What VMM says of its power: `Running`, `PowerOff`, `Saved`, `Paused`, …"),
    host: tells(TEXT, "Host that it is on."),
    ip_addresses: tells(TEXTS, "Addresses of all adapters as VMM last saw them, those of DHCP too."),
    mac_addresses: tells(TEXTS_BY_NAME, "MAC address of each of `network_adapters`."),
  },
  read: (state, live) => {
    if (!isVm(live)) return { id: null, vm_id: null, power_state: null, host: null, ip_addresses: null, mac_addresses: null };
    return {
      id: live.id,
      vm_id: live.vmId,
      name: given(state, "name") ?? live.name,
      power_state: live.powerState,
      host: live.hostName,
      ip_addresses: live.adapters.flatMap(({ ipv4Addresses, ipv6Addresses }) => [...ipv4Addresses, ...ipv6Addresses]),
      mac_addresses: macAddresses(live),
    };
  },
};

/** By the names that the VM carries of its adapters; without them as the import calls them. */
function macAddresses(vm: LiveVm): ObjectValue {
  const names = new Map([...(readDeviceRecord(vm)?.devices ?? [])].map(([device, id]) => [id, device]));
  const adapters = names.size > 0 ? vm.adapters.filter(({ id }) => names.has(id)) : vm.adapters;
  return Object.fromEntries(
    adapters.flatMap(({ id, macAddress }, index) => (macAddress ? [[names.get(id) ?? `eth${index}`, macAddress]] : [])),
  );
}

const ofVirtualIp: Computed = {
  attributes: { id: tells(TEXT, "VMM's id of the grant.") },
  read: (state, live) => (isAddress(live) ? { id: live.id, address: given(state, "address") ?? live.address } : { id: null }),
};

const isCheckpoint = (live: LiveObject): live is LiveCheckpoint => live !== null && "takenAt" in live;

const ofCheckpoint: Computed = {
  attributes: { id: tells(TEXT, "VMM's id of the checkpoint."), taken_at: tells(TEXT, "When it was taken, as VMM writes it.") },
  read: (state, live) =>
    isCheckpoint(live) ? { id: live.id, taken_at: live.takenAt, name: given(state, "name") ?? live.name } : { id: null, taken_at: null },
};

const isClaim = (live: LiveObject): live is LiveNameClaim => live !== null && !isVm(live) && !isAddress(live) && !isCheckpoint(live);

const ofName: Computed = {
  attributes: {
    id: tells(TEXT, "VMM's id of what keeps the claim."),
    name: tells(TEXT, "The name that is held: `name = scvmm_name.web.name` of a VM."),
  },
  read: (_, live) => (isClaim(live) ? { id: live.id, name: live.name } : { id: null, name: null }),
};

/** Of a disk VMM keeps no object: what is known of it is that of its file, which is called after scope and key. */
const ofPersistentDisk: Computed = {
  attributes: {
    id: tells(TEXT, "The key: VMM has no id of a disk."),
    host: tells(TEXT, "Host that its file lies on; null until a VM has claimed it."),
    file: tells(TEXT, "Its file; null until a VM has claimed it."),
    virtual_machine: tells(TEXT, "Name of the VM that has it; null for none."),
  },
  read: ({ key }, _, inventory, scope) => {
    const fileName = typeof key === "string" ? diskFileName({ scope, namespace: NAMESPACE, disk: key }) : "";
    const place = placeOf(inventory, fileName) ?? null;
    const [holder] = holdersOf(inventory, fileName);
    return { id: key ?? null, host: place?.hostName ?? null, file: place?.path ?? null, virtual_machine: holder?.vm.name ?? null };
  },
};

/** By kind. */
export const COMPUTED = {
  ScvmmMachine: ofMachine,
  ScvmmVirtualIP: ofVirtualIp,
  ScvmmPersistentDisk: ofPersistentDisk,
  ScvmmCheckpoint: ofCheckpoint,
  ScvmmName: ofName,
} as const satisfies Readonly<Partial<Record<Kind, Computed>>>;
