import type { Place } from "./manifests.ts";
import type { AttributeChange } from "./plan.ts";

export const driftKinds = ["changed", "missing", "unmanaged", "leaked", "power"] as const;
/**
 * changed: VMM differs from the manifest · missing: the manifest has it, VMM does not · unmanaged: a VM with this scope's mark
 * that no manifest has · leaked: an address, a name, a checkpoint, a template, a persistent disk or cloud-init data that was taken or brought and that nothing uses
 * any more · power: turned off or on by hand; reported, not fought.
 */
export type DriftKind = (typeof driftKinds)[number];

/** before: as VMM has it; after: as the manifest says. */
export interface DriftAttribute extends AttributeChange {
  /** Where the manifest says it; null where there is no manifest. */
  readonly place: Place | null;
}

export interface DriftItem {
  /** `Kind/namespace/name` */
  readonly address: string;
  readonly kind: DriftKind;
  /** The address whose mark it carries still, where its manifest was renamed; absent where it carries its own. */
  readonly movedFrom?: string;
  readonly attributes: readonly DriftAttribute[];
  readonly detail: string;
  /** Of its manifest, else of the ScvmmProvider that it was found with. */
  readonly place: Place | null;
}

/** What a rule of people's own keeps out of the count. Apply knows nothing of such rules. */
export interface IgnoredItem extends DriftItem {
  /** As it was written: `ScvmmMachine/web-farm/*:spec.tag`. */
  readonly rule: string;
  readonly reason: string | null;
}

/** Something with a manifest, or with a mark of the scope. */
export interface DriftObject {
  readonly address: string;
  readonly place: Place | null;
}

/** Nothing is known of it, neither that it is in sync nor that it is not. */
export interface UncheckedObject extends DriftObject {
  readonly reasons: readonly string[];
}

/** A VM that no scope manages. */
export interface StrangeVm {
  readonly name: string;
  readonly id: string;
  /** As VMM says it. */
  readonly status: string;
  readonly cloud: string | null;
  readonly hostGroup: string | null;
}

/** A virtual IP that carries no mark, and that VMM assigns to nothing. */
export interface UnownedIp {
  readonly address: string;
  readonly pool: string;
  readonly description: string;
}

/** VMs in the clouds and host groups that the manifests name, or that hold VMs of the scope; each counted once. */
export interface Coverage {
  /** `cloud Production`, `host group All Hosts\East`, sorted. */
  readonly places: readonly string[];
  readonly total: number;
  /** Has a manifest here. */
  readonly managed: number;
  /** Marked by another scope, or by this one without a manifest. */
  readonly others: number;
  /** Sorted by name; null where they were not asked for. Their number is total - managed - others. */
  readonly unmanaged: readonly StrangeVm[] | null;
  /** In the pools that the manifests name, sorted by address; null where they were not asked for. */
  readonly unownedIps: readonly UnownedIp[] | null;
}

export type DriftSummary = Readonly<Record<DriftKind, number>> & {
  /** Objects that were compared. */
  readonly checked: number;
  /** Of these, those with no item at all, ignored ones included. */
  readonly inSync: number;
  /** Of these, those with an item that counts. */
  readonly drifted: number;
  /** Items that rules keep out. */
  readonly ignored: number;
  /** Objects that could not be compared. */
  readonly unchecked: number;
};

/** The JSON that `scvmm drift -o json` prints: sorted, the same input gives the same bytes. */
export interface DriftReport {
  readonly formatVersion: "1";
  readonly scope: string;
  /** Sorted by address. There is drift if it is not empty. */
  readonly items: readonly DriftItem[];
  readonly ignored: readonly IgnoredItem[];
  readonly unchecked: readonly UncheckedObject[];
  /** Everything that was compared, sorted by address. */
  readonly objects: readonly DriftObject[];
  readonly coverage: Coverage;
  readonly summary: DriftSummary;
}
