import { DEFAULT_DEVICE } from "../../../model/kinds/network-device.ts";
import { type AttributeChange, type Json, KNOWN_AFTER_APPLY } from "../../../model/plan.ts";
import type { DesiredAdapter } from "./desired-adapter.ts";
import { attributeChange, type MachineAttribute } from "./policies.ts";

const DEVICE = "spec.networking.devices[]";

/** Every attribute that a new adapter is given, in the order of the manifest. What only the guest reads belongs to its making. */
export function adapterAttributes(adapter: DesiredAdapter, index: number): readonly AttributeChange[] {
  const { pools, addresses, mac, guest } = adapter;
  const set = (pattern: MachineAttribute, after: Json): readonly AttributeChange[] =>
    after === null || (Array.isArray(after) && after.length === 0) ? [] : [attributeChange(pattern, null, after, { index })];
  return [
    set(`${DEVICE}.vmNetwork`, adapter.vmNetwork.name),
    set(`${DEVICE}.vmSubnet`, adapter.vmSubnet?.name ?? null),
    set(`${DEVICE}.deviceName`, adapter.device === DEFAULT_DEVICE ? null : adapter.device),
    set(`${DEVICE}.vlan`, adapter.vlan),
    set(`${DEVICE}.portClassification`, adapter.portClassification?.name ?? null),
    mac ? set(`${DEVICE}.${mac.field}`, mac.text) : [],
    set(`${DEVICE}.macAddressSpoofing`, adapter.macAddressSpoofing),
    set(`${DEVICE}.vmNetworkOptimization`, adapter.vmNetworkOptimization),
    set(`${DEVICE}.guestIPNetworkVirtualizationUpdates`, adapter.guestIPNetworkVirtualizationUpdates),
    set(`${DEVICE}.staticIPAddressPools`, pools?.map((pool) => pool.name) ?? []),
    pools?.length || addresses.length > 0 ? set(`${DEVICE}.ipAddresses`, addresses.length > 0 ? addresses : KNOWN_AFTER_APPLY) : [],
    set(`${DEVICE}.gateway`, guest.gateway),
    set(`${DEVICE}.nameservers`, guest.nameservers),
    set(`${DEVICE}.searchDomains`, guest.searchDomains),
  ].flat();
}
