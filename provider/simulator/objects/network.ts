/** Members that every VMM object has (scvmm-domain 1.0). */
export interface ClientObject {
  readonly ID: string;
  Name: string;
  MarkedForDeletion: boolean;
}

export interface LogicalNetwork extends ClientObject {
  readonly $type: "LogicalNetwork";
  readonly Description: string;
}

/** A site of a logical network: what its subnets and VLANs are. */
export interface LogicalNetworkDefinition extends ClientObject {
  readonly $type: "LogicalNetworkDefinition";
  readonly LogicalNetwork: LogicalNetwork;
  readonly SubnetVLans: SubnetVLan[];
}

export interface PortClassification extends ClientObject {
  readonly $type: "PortClassification";
  readonly Description: string;
}

/** Its texts have hyphens (scvmm-domain D22). */
export interface MacAddressPool extends ClientObject {
  readonly $type: "MACAddressPool";
  readonly Description: string;
  readonly MACAddressRangeStart: string;
  readonly MACAddressRangeEnd: string;
  readonly $first: number;
  readonly $last: number;
}

/** A MAC address that a pool has granted; its Name is its text. */
export interface AllocatedMacAddress extends ClientObject {
  readonly $type: "AllocatedMACAddress";
  readonly Address: string;
  readonly AssignedToID: string;
  readonly Description: string;
  readonly $pool: MacAddressPool;
}

export interface VmNetwork extends ClientObject {
  readonly $type: "VMNetwork";
  readonly Description: string;
  readonly LogicalNetwork: LogicalNetwork;
  readonly IsolationType: string;
  readonly VMSubnet: VmSubnet[];
}

/** Prints as `192.168.32.0/24-0`. */
export interface SubnetVLan {
  readonly $type: "SubnetVLan";
  readonly Subnet: string;
  readonly VLanId: number;
  readonly IsVlanEnabled: boolean;
}

export interface VmSubnet extends ClientObject {
  readonly $type: "VMSubnet";
  readonly Description: string;
  readonly VMSubnetID: number;
  readonly VMNetwork: VmNetwork;
  readonly SubnetVLans: readonly SubnetVLan[];
  readonly LogicalNetworkDefinition: LogicalNetworkDefinition;
  readonly MaxNumberOfPorts: number;
}

export interface DefaultGateway {
  readonly $type: "DefaultGateway";
  readonly IPAddress: string;
  readonly Metric: number;
}

/** Inclusive, as numbers (ip-address.ts). */
export interface AddressRange {
  readonly from: bigint;
  readonly to: bigint;
}

export interface StaticIpAddressPool extends ClientObject {
  readonly $type: "StaticIPAddressPool";
  readonly Description: string;
  readonly AddressFamily: string;
  readonly Subnet: string;
  readonly Vlan: number;
  readonly IPAddressRangeStart: string;
  readonly IPAddressRangeEnd: string;
  readonly IPAddressReservedSet: string;
  readonly VIPAddressSet: string;
  readonly DefaultGateways: readonly DefaultGateway[];
  readonly DNSServers: readonly string[];
  readonly DNSSuffix: string;
  readonly DNSSearchSuffixes: readonly string[];
  readonly VMSubnet: VmSubnet;
  readonly LogicalNetworkDefinition: LogicalNetworkDefinition;
  readonly $range: AddressRange;
  readonly $reserved: readonly AddressRange[];
  readonly $vips: readonly AddressRange[];
  /** How many addresses of the range are reserved. */
  readonly $reservedCount: number;
  /** What is granted, by the address as a number. */
  readonly $granted: Map<bigint, AllocatedIpAddress>;
}

/** An address that a pool has granted; its Name is its text. */
export interface AllocatedIpAddress extends ClientObject {
  readonly $type: "AllocatedIPAddress";
  readonly Address: string;
  readonly AllocatingAddressPool: StaticIpAddressPool;
  AssignedToID: string | null;
  readonly AssignedToType: string;
  readonly State: string;
  Description: string;
  Owner: string | null;
  readonly AddedTime: Date;
  ModifiedTime: Date;
}
