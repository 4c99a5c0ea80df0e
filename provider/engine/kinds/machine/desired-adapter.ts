import type { Id, Named } from "../../inventory.ts";
import type { AdapterConnection, Family, MacSetting } from "../../operation-adapter.ts";

/** null: the manifest is silent, leave it as it is. */
export interface DesiredAdapter {
  /** Its name in the manifest and in the guest: its identity. */
  readonly device: string;
  readonly vmNetwork: Named;
  /** Asked for by name. */
  readonly vmSubnet: Named | null;
  readonly vlan: number | null;
  /** How a new or moved adapter is connected. */
  readonly connection: AdapterConnection;
  readonly portClassification: Named | null;
  readonly mac: DesiredMac | null;
  readonly macAddressSpoofing: boolean | null;
  readonly vmNetworkOptimization: boolean | null;
  readonly guestIPNetworkVirtualizationUpdates: boolean | null;
  /** As the manifest names them; null where it is silent, empty for dynamic addresses. */
  readonly pools: readonly Named[] | null;
  /** As the manifest gives them. */
  readonly addresses: readonly string[];
  /** What pools shall have granted to it: every address given, and one of each pool that none is given of. */
  readonly wishes: readonly AddressWish[];
  readonly guest: GuestNetwork;
}

/** `text` is what the manifest said. */
export interface DesiredMac {
  readonly setting: MacSetting;
  readonly field: "macAddressType" | "macAddress" | "macAddressPool";
  readonly text: string;
}

export interface AddressWish {
  readonly poolId: Id;
  readonly family: Family;
  /** null: any of the pool. */
  readonly address: string | null;
}

/** For the guest alone: VMM keeps none of it. What is null or empty follows from the pools (LivePool). */
export interface GuestNetwork {
  readonly gateway: string | null;
  readonly nameservers: readonly string[];
  readonly searchDomains: readonly string[];
}
