import type { Mark } from "../model/mark.ts";
import type { Id, Named } from "./inventory.ts";

export interface LiveAdapter {
  readonly id: Id;
  readonly slot: number;
  readonly macAddress: string | null;
  /** Dynamic or Static, as are the types of its addresses. */
  readonly macAddressType: string;
  readonly vmNetwork: string | null;
  readonly vmSubnet: string | null;
  /** 0: its traffic is not tagged. */
  readonly vlan: number;
  readonly portClassification: string | null;
  readonly macAddressSpoofing: boolean;
  readonly vmNetworkOptimization: boolean;
  readonly guestIPNetworkVirtualizationUpdates: boolean;
  readonly ipv4AddressType: string;
  /** What the guest has, as VMM last saw it: of DHCP too, and late (scvmm-domain 1.3). Grants tell what pools gave. */
  readonly ipv4Addresses: readonly string[];
  readonly ipv6AddressType: string;
  readonly ipv6Addresses: readonly string[];
}

/** An address that a pool has granted. */
export interface LiveAddress {
  readonly id: Id;
  readonly address: string;
  readonly poolId: Id;
  readonly assignedToId: Id | null;
  readonly assignedToType: string | null;
  /** Of what the grant itself is: a virtual IP. */
  readonly mark: Mark | undefined;
  /** Of the machine to whose adapter we have granted it; there as long as the grant is, whatever becomes of the machine. */
  readonly machine: Mark | undefined;
  /** Without the mark. */
  readonly description: string;
}

/** Both ends belong to it. */
export interface AddressRange {
  readonly first: string;
  readonly last: string;
}

export interface LivePool extends Named {
  /** CIDR. */
  readonly subnet: string;
  readonly rangeStart: string;
  readonly rangeEnd: string;
  readonly totalAddresses: number;
  readonly availableAddresses: number;
  /** Kept for virtual IPs; null where it could not be read. */
  readonly vips: readonly AddressRange[] | null;
  /** Granted to nobody; null where it could not be read. */
  readonly reserved: readonly AddressRange[] | null;
  /** Names of VM network and subnet; null for a pool of a logical network. */
  readonly vmNetwork: string | null;
  readonly vmSubnetId: Id | null;
  readonly logicalNetwork: string | null;
  /** What the pool tells its guests. */
  readonly gateways: readonly string[];
  readonly dnsServers: readonly string[];
  readonly dnsSuffix: string | null;
  readonly dnsSearchSuffixes: readonly string[];
}

export interface LiveVmNetwork extends Named {
  readonly logicalNetwork: string | null;
  /** NoIsolation, VLANNetwork, WindowsNetworkVirtualization or External; null where VMM tells none. */
  readonly isolation: string | null;
  readonly subnets: readonly LiveSubnet[];
}

export interface LiveSubnet extends Named {
  /** VLANs of its sites, 0 for none. */
  readonly vlans: readonly number[];
}

/** MAC addresses with colons and upper case. */
export interface LiveMacPool extends Named {
  readonly rangeStart: string;
  readonly rangeEnd: string;
}
