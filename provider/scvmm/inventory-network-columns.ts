import { isIP } from "node:net";
import type { AddressRange } from "../engine/inventory-network.ts";
import { amount, each, type Field, flag, guid, integer, optional, otherwise, record, text, texts } from "./decode.ts";

/** Columns of networks, pools and adapters (scvmm-domain 1.3, 1.4). What older versions lack is null there. */

export const adapter = record({
  id: guid("ID"),
  slot: integer("SlotId"),
  macAddress: optional(text("MACAddress")),
  macAddressType: text("MACAddressType"),
  vmNetwork: optional(text("VMNetwork.Name")),
  vmSubnet: optional(text("VMSubnet.Name")),
  vlanEnabled: otherwise(flag("VLanEnabled"), false),
  vlanId: otherwise(integer("VLanID"), 0),
  portClassification: optional(text("PortClassification.Name")),
  macAddressSpoofing: otherwise(flag("MACAddressSpoofingEnabled"), false),
  vmNetworkOptimization: otherwise(flag("VMNetworkOptimizationEnabled"), false),
  guestIPNetworkVirtualizationUpdates: otherwise(flag("GuestIPNetworkVirtualizationUpdatesEnabled"), false),
  ipv4AddressType: text("IPv4AddressType"),
  ipv4Addresses: texts("IPv4Addresses"),
  ipv6AddressType: otherwise(text("IPv6AddressType"), "Dynamic"),
  ipv6Addresses: texts("IPv6Addresses"),
});

/**
 * A set of addresses as New-SCStaticIPAddressPool takes it, `10.0.0.25-10.0.0.35, 10.0.0.38`, or a list of such texts. Public
 * scripts take it out of a pool as text, but no value is recorded: what is not understood is not known, which is null.
 */
function addressSet(path: string): Field<readonly AddressRange[] | null> {
  return {
    column: path,
    read: (cell) => {
      const parts = typeof cell === "string" ? [cell] : Array.isArray(cell) ? cell : null;
      if (!parts?.every((part) => typeof part === "string")) return null;
      return parseAddressSet((parts as readonly string[]).join(","));
    },
  };
}

function parseAddressSet(set: string): readonly AddressRange[] | null {
  const parts = set
    .replaceAll(/\s*-\s*/g, "-")
    .split(/[\s,;]+/)
    .filter(Boolean);
  const ranges: AddressRange[] = [];
  for (const part of parts) {
    const [first = "", last = first, ...more] = part.split("-");
    if (more.length > 0 || isIP(first) === 0 || isIP(first) !== isIP(last)) return null;
    ranges.push({ first, last });
  }
  return ranges;
}

export const pool = record({
  id: guid("ID"),
  name: text("Name"),
  subnet: text("Subnet"),
  rangeStart: text("IPAddressRangeStart"),
  rangeEnd: text("IPAddressRangeEnd"),
  totalAddresses: amount("TotalAddresses"),
  availableAddresses: amount("AvailableAddresses"),
  vips: addressSet("VIPAddressSet"),
  reserved: addressSet("IPAddressReservedSet"),
  vmNetwork: optional(text("VMSubnet.VMNetwork.Name")),
  vmSubnetId: optional(guid("VMSubnet.ID")),
  logicalNetwork: optional(text("LogicalNetworkDefinition.LogicalNetwork.Name")),
  gateways: each("DefaultGateways", record({ address: text("IPAddress") })),
  dnsServers: texts("DNSServers"),
  dnsSuffix: optional(text("DNSSuffix")),
  dnsSearchSuffixes: texts("DNSSearchSuffixes"),
});

const subnet = record({
  id: guid("ID"),
  name: text("Name"),
  vlans: each("SubnetVLans", record({ id: integer("VLanId"), enabled: otherwise(flag("IsVlanEnabled"), true) })),
});

export const vmNetwork = record({
  id: guid("ID"),
  name: text("Name"),
  logicalNetwork: optional(text("LogicalNetwork.Name")),
  isolation: optional(text("IsolationType")),
  subnets: each("VMSubnet", subnet),
});

export const macPool = record({
  id: guid("ID"),
  name: text("Name"),
  rangeStart: text("MACAddressRangeStart"),
  rangeEnd: text("MACAddressRangeEnd"),
});
