import type { Inventory, LiveVm } from "../../engine/inventory.ts";
import type { LiveNameClaim } from "../../engine/inventory-names.ts";
import type { LiveAddress } from "../../engine/inventory-network.ts";
import type { LiveCheckpoint } from "../../engine/inventory-storage.ts";
import type { AttributeChange } from "../../model/plan.ts";
import type { ObjectValue } from "../value/value.ts";
import type { Schema } from "./attribute.ts";

/** Steps into a value: names of attributes, keys of maps, places in lists. */
export type AttributePath = readonly (string | number)[];

/** A manifest as people could have written it, of what a configuration says. */
export interface MappedManifest {
  /** `apiVersion`, `kind`, `metadata`, `spec`; nothing that is null or unknown. */
  readonly object: Readonly<Record<string, unknown>>;
  /**
   * Attributes that are not known before apply, and therefore not in `object`. An object that lacks something required, and a list or a map of
   * objects of which one is not whole, are left out as a whole.
   */
  readonly unknown: readonly AttributePath[];
  /** `v1` Secrets that the manifest refers to, made of what is sensitive in the configuration, where all of it is given; absent: none. */
  readonly secrets?: readonly Readonly<Record<string, unknown>>[];
  /** Manifests of other kinds that it refers to and that come with it, such as ScvmmPersistentDisk; absent: none. */
  readonly companions?: readonly Readonly<Record<string, unknown>>[];
}

/** What VMM shows of a resource's object; null: nothing, or nothing of its own. */
export type LiveObject = LiveVm | LiveAddress | LiveCheckpoint | LiveNameClaim | null;

/** How a type of resource and a kind of the vocabulary say the same thing. Pure. */
export interface Mapping {
  /** e.g. `scvmm_virtual_machine` */
  readonly name: string;
  readonly kind: string;
  /** Namespace of its manifests; with the kind and the resource's key it makes the mark's address. */
  readonly namespace: string;
  /**
   * Beside what the vocabulary has, every type has the computed attributes of PLAN_ATTRIBUTES, and `key`, which is inherited: where the
   * configuration is silent a resource keeps the key of its state.
   */
  readonly schema: Schema;
  /**
   * Identity within the scope: `key`, by default what names the object; null while it is not known. Of the proposed new state, which keeps the
   * key that an object has when its name changes.
   */
  keyOf(proposed: ObjectValue): string | null;
  /** Of a configuration: what a state has beside it is VMM's, and not managed. */
  toManifest(config: ObjectValue, key: string): MappedManifest;
  /** The other way round, of a manifest that was written of an object of VMM (engine/import): a state whose computed values are null. */
  fromManifest(object: Readonly<Record<string, unknown>>): ObjectValue;
  /** Where in the configuration or state the value of a manifest's path stands; the nearest parent where there is no closer one. */
  attributePath(manifestPath: string, value: ObjectValue): AttributePath;
  /**
   * A state in which the live values (`before`) stand where VMM differs. What is equal to VMM keeps the form that it was written in, so that
   * `4Gi` and `4096Mi` are no change.
   */
  withLive(state: ObjectValue, changes: readonly AttributeChange[]): ObjectValue;
  /** A state whose computed values (`id`, `power_state`, …), but for those of PLAN_ATTRIBUTES, are what VMM shows of the object; null where it shows none. */
  withComputed(state: ObjectValue, live: LiveObject, inventory: Inventory, scope: string): ObjectValue;
}

/**
 * Computed attributes of every resource that tell of a plan. All are known in every plan, so that policy tools can read them.
 *
 * disruption: text, what the last change cost the machine (`none`, `power-cycle`, `power-off`, `replace`) · waiting: map of texts, attributes
 * that differ and are not set for now, with the reason · unfinished: text, what is left to do although no attribute differs; null for nothing.
 */
export const PLAN_ATTRIBUTES = ["disruption", "waiting", "unfinished"] as const;
