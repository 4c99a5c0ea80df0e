import { countWithin, formatAddress, isVersion6, parseRanges } from "../ip-address.ts";
import { parseMac } from "../mac-pools.ts";
import type { AddressRange, LogicalNetwork, LogicalNetworkDefinition, StaticIpAddressPool, VmNetwork } from "../objects/network.ts";
import type { World } from "../world.ts";
import { type Estate, EstateError } from "./estate.ts";
import { find } from "./find.ts";

/** VM networks with their subnets, static pools, MAC pools and port classifications. Answers with the logical networks, by name. */
export function buildNetworks(estate: Estate, { store, random }: World): ReadonlyMap<string, LogicalNetwork> {
  const sites = new Map<string, LogicalNetworkDefinition>();
  for (const given of estate.vmNetworks) {
    const site = sites.get(given.logicalNetwork) ?? makeSite(given.logicalNetwork, random);
    sites.set(given.logicalNetwork, site);
    const network: VmNetwork = {
      $type: "VMNetwork",
      ID: random.guid(),
      Name: given.name,
      MarkedForDeletion: false,
      Description: "",
      LogicalNetwork: site.LogicalNetwork,
      IsolationType: given.isolation,
      VMSubnet: [],
    };
    store.vmNetworks.set(network.ID, network);
    for (const subnet of given.subnets) {
      const id = random.guid();
      const vlan = { $type: "SubnetVLan" as const, Subnet: subnet.cidr, VLanId: subnet.vlan, IsVlanEnabled: subnet.vlan !== 0 };
      site.SubnetVLans.push(vlan);
      const made = {
        $type: "VMSubnet" as const,
        ID: id,
        Name: subnet.name,
        MarkedForDeletion: false,
        Description: "",
        VMSubnetID: 3_000_000 + random.below(1_000_000),
        VMNetwork: network,
        SubnetVLans: [vlan],
        LogicalNetworkDefinition: site,
        MaxNumberOfPorts: 0,
      };
      network.VMSubnet.push(made);
      store.subnets.set(id, made);
    }
  }
  for (const [index, pool] of estate.pools.entries()) {
    const made = buildPool(pool, `pools[${index}]`, store.vmNetworks, random.guid());
    store.pools.set(made.ID, made);
  }
  for (const [index, pool] of estate.macPools.entries()) {
    const [first, last] = [parseMac(pool.start), parseMac(pool.end)];
    if (first === undefined || last === undefined || last < first) throw new EstateError(`macPools[${index}]`, "its ends are no range");
    const id = random.guid();
    const shared = { $type: "MACAddressPool" as const, ID: id, Name: pool.name, MarkedForDeletion: false, Description: "" };
    store.macPools.set(id, { ...shared, MACAddressRangeStart: pool.start, MACAddressRangeEnd: pool.end, $first: first, $last: last });
  }
  for (const name of estate.portClassifications) {
    const id = random.guid();
    store.portClassifications.set(id, { $type: "PortClassification", ID: id, Name: name, MarkedForDeletion: false, Description: "" });
  }
  return new Map([...sites].map(([name, { LogicalNetwork }]) => [name, LogicalNetwork]));
}

/** One site a logical network, with the VLANs of all its subnets. */
function makeSite(name: string, random: World["random"]): LogicalNetworkDefinition {
  const network: LogicalNetwork = { $type: "LogicalNetwork", ID: random.guid(), Name: name, MarkedForDeletion: false, Description: "" };
  const shared = { $type: "LogicalNetworkDefinition" as const, ID: random.guid(), Name: `${name}_0`, MarkedForDeletion: false };
  return { ...shared, LogicalNetwork: network, SubnetVLans: [] };
}

function buildPool(
  given: Estate["pools"][number],
  place: string,
  networks: ReadonlyMap<string, VmNetwork>,
  id: string,
): StaticIpAddressPool {
  const subnet = networkOf(given, place, networks).VMSubnet.find((one) => one.SubnetVLans.some((vlan) => vlan.Subnet === given.cidr));
  if (!subnet) throw new EstateError(place, `the VM network ${given.vmNetwork} has no subnet ${given.cidr}`);
  const [range] = parseRanges(`${given.start}-${given.end}`) ?? [];
  if (!range) throw new EstateError(place, `${given.start}-${given.end} is no range`);
  const reserved = ranges(given.reserved, `${place}.reserved`);
  return {
    $type: "StaticIPAddressPool",
    ID: id,
    Name: given.name,
    MarkedForDeletion: false,
    Description: "",
    AddressFamily: isVersion6(range.from) ? "InterNetworkV6" : "InterNetwork",
    Subnet: given.cidr,
    Vlan: subnet.SubnetVLans[0]?.VLanId ?? 0,
    IPAddressRangeStart: formatAddress(range.from),
    IPAddressRangeEnd: formatAddress(range.to),
    IPAddressReservedSet: given.reserved,
    VIPAddressSet: given.vips,
    DefaultGateways: [{ $type: "DefaultGateway", IPAddress: given.gateway, Metric: 0 }],
    DNSServers: given.dnsServers,
    DNSSuffix: given.dnsSuffix,
    DNSSearchSuffixes: [],
    VMSubnet: subnet,
    LogicalNetworkDefinition: subnet.LogicalNetworkDefinition,
    $range: range,
    $reserved: reserved,
    $vips: ranges(given.vips, `${place}.vips`),
    $reservedCount: countWithin(range, reserved),
    $granted: new Map(),
  };
}

function networkOf(given: Estate["pools"][number], place: string, networks: ReadonlyMap<string, VmNetwork>): VmNetwork {
  try {
    return find(networks, given.vmNetwork, "VM network");
  } catch (error) {
    throw new EstateError(`${place}.vmNetwork`, error instanceof Error ? error.message : "not found");
  }
}

function ranges(text: string, place: string): readonly AddressRange[] {
  const found = parseRanges(text);
  if (!found) throw new EstateError(place, `${text} is no list of addresses and ranges`);
  return found;
}
