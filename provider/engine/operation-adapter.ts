import type { Mark } from "../model/mark.ts";
import type { Id } from "./inventory.ts";

/** Add a synthetic adapter, unless the VM has `total` of them already. What needs its id is set once it can be seen. */
export interface AddAdapter {
  readonly kind: "add-adapter";
  readonly vmId: Id;
  /** For people: its name in the manifest. */
  readonly device: string;
  readonly connection: AdapterConnection;
  /** Adapters that the VM shall have afterwards. */
  readonly total: number;
}

/** Set-SCVirtualNetworkAdapter: only what is given. */
export interface SetAdapter {
  readonly kind: "set-adapter";
  readonly vmId: Id;
  readonly adapterId: Id;
  readonly device: string;
  /** Of the machine: kept with what is granted, so that a grant that outlives its VM tells whose it was. */
  readonly mark: Mark;
  readonly set: AdapterSettings;
}

export type AdapterSettings = Partial<{
  readonly connection: AdapterConnection;
  readonly portClassificationId: Id;
  readonly mac: MacSetting;
  readonly macAddressSpoofing: boolean;
  readonly vmNetworkOptimization: boolean;
  readonly guestIPNetworkVirtualizationUpdates: boolean;
  readonly addressing: Addressing;
}>;

export interface AdapterConnection {
  readonly vmNetworkId: Id;
  /** null: VMM chooses, or leaves it. */
  readonly subnetId: Id | null;
  /** 0: no tagging. null: it follows from the subnet. */
  readonly vlan: number | null;
}

/** `next`: of VMM's own pool. */
export type MacSetting =
  | { readonly type: "Dynamic" }
  | { readonly type: "Static"; readonly from: "next" }
  | { readonly type: "Static"; readonly from: "given"; readonly address: string }
  | { readonly type: "Static"; readonly from: "pool"; readonly poolId: Id; readonly rangeStart: string; readonly rangeEnd: string };

export type Family = 4 | 6;

/** Addresses come from pools by grants to the adapter; a grant that it holds already is never made twice. */
export interface Addressing {
  /** Families whose addresses are static from now on. */
  readonly fixed: readonly Family[];
  /** Families whose addresses are dynamic from now on. */
  readonly dynamic: readonly Family[];
  /** What it lacks; address null: the pool's next free one. */
  readonly grants: readonly { readonly poolId: Id; readonly address: string | null }[];
  /** Grants that go back to their pools. */
  readonly returns: readonly Id[];
}

/** Remove an adapter, and with it what pools granted to it; absent counts as done. */
export interface RemoveAdapter {
  readonly kind: "remove-adapter";
  readonly vmId: Id;
  readonly adapterId: Id;
  readonly device: string;
}
