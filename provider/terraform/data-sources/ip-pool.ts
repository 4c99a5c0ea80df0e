import type { Inventory } from "../../engine/inventory.ts";
import type { LivePool } from "../../engine/inventory-network.ts";
import { isVirtualIp } from "../../engine/is-virtual-ip.ts";
import { sortedBy } from "../../engine/text.ts";
import type { ObjectValue } from "../value/value.ts";
import { number, objects, ranges, rangeValues, text, texts } from "./attributes.ts";
import { lookup } from "./lookup.ts";

const VIRTUAL_IP = {
  address: text("The address."),
  description: text("What VMM's administrators see of it."),
  scope: text("Scope that owns it; null where nobody manages it."),
} as const;

export const ipPool = lookup({
  name: "scvmm_ip_pool",
  doc: "A static IP address pool of VMM.",
  finder: "pool",
  what: "static IP pool",
  objects: ({ pools }) => pools,
  attributes: {
    subnet: text("Its subnet, `10.20.30.0/24`."),
    range_start: text("First of its addresses."),
    range_end: text("Last of its addresses."),
    total: number("Addresses that it has."),
    free: number("Addresses that nobody has, as VMM counts them."),
    vip_ranges: ranges("Ranges that are kept for virtual IPs; null where the account may not see them."),
    reserved_ranges: ranges("Ranges that are given to nobody; null where the account may not see them."),
    virtual_ips: objects(VIRTUAL_IP, "Addresses of this pool that were given out and that no network adapter has, by address."),
    vm_network: text("Name of its VM network; null for a pool of a logical network."),
    vm_subnet: text("Name of its subnet of the VM network; null for a pool of a logical network."),
    logical_network: text("Name of its logical network."),
    gateways: texts("Default gateways that its guests are told, the first one first."),
    dns_servers: texts("DNS servers that its guests are told, the first one first."),
    dns_suffix: text("DNS suffix of its guests; null for none."),
    dns_search_suffixes: texts("Suffixes that its guests look names up with."),
  },
  values: (pool, inventory) => ({
    subnet: pool.subnet,
    range_start: pool.rangeStart,
    range_end: pool.rangeEnd,
    total: pool.totalAddresses,
    free: pool.availableAddresses,
    vip_ranges: rangeValues(pool.vips),
    reserved_ranges: rangeValues(pool.reserved),
    virtual_ips: virtualIps(pool, inventory),
    vm_network: pool.vmNetwork,
    vm_subnet: subnetName(pool, inventory),
    logical_network: pool.logicalNetwork,
    gateways: pool.gateways,
    dns_servers: pool.dnsServers,
    dns_suffix: pool.dnsSuffix,
    dns_search_suffixes: pool.dnsSearchSuffixes,
  }),
});

const subnetName = ({ vmSubnetId }: LivePool, { vmNetworks }: Inventory): string | null =>
  vmNetworks.flatMap(({ subnets }) => subnets).find(({ id }) => id === vmSubnetId)?.name ?? null;

function virtualIps({ id }: LivePool, { addresses }: Inventory): readonly ObjectValue[] {
  const own = addresses.filter((grant) => grant.poolId === id && isVirtualIp(grant));
  return sortedBy(own, ({ address }) => address).map(({ address, description, mark }) => ({
    address,
    description,
    scope: mark?.scope ?? null,
  }));
}
