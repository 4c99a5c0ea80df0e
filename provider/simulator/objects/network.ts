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
  readonly MaxNumberOfPorts: number;
}

export interface DefaultGateway {
  readonly $type: "DefaultGateway";
  readonly IPAddress: string;
  readonly Metric: number;
}

/** Inclusive, as 32-bit numbers. */
export interface AddressRange {
  readonly from: number;
  readonly to: number;
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
  readonly $range: AddressRange;
  readonly $reserved: readonly AddressRange[];
  readonly $vips: readonly AddressRange[];
  /** How many addresses of the range are reserved. */
  readonly $reservedCount: number;
  /** What is granted, by the address as a number. */
  readonly $granted: Map<number, AllocatedIpAddress>;
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
