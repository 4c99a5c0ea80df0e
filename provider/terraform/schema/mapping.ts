import type { AttributeChange } from "../../model/plan.ts";
import type { ObjectValue } from "../value/value.ts";
import type { Schema } from "./attribute.ts";

/** Steps into a value: names of attributes, keys of maps, places in lists. */
export type AttributePath = readonly (string | number)[];

/** A manifest as people could have written it, of what a configuration says. */
export interface MappedManifest {
  /** `apiVersion`, `kind`, `metadata`, `spec`; nothing that is null or unknown. */
  readonly object: Readonly<Record<string, unknown>>;
  /** Attributes that are not known before apply, and therefore not in `object`. */
  readonly unknown: readonly AttributePath[];
}

/** How a type of resource and a kind of the vocabulary say the same thing. Pure. */
export interface Mapping {
  /** e.g. `scvmm_virtual_machine` */
  readonly name: string;
  readonly kind: string;
  /** Namespace of its manifests; with the kind and the resource's key it makes the mark's address. */
  readonly namespace: string;
  readonly schema: Schema;
  /** Identity within the scope: `key`, by default what names the object; null while it is not known. */
  keyOf(config: ObjectValue): string | null;
  toManifest(config: ObjectValue, key: string): MappedManifest;
  /** Where in the configuration or state the value of a manifest's path stands; the nearest parent where there is no closer one. */
  attributePath(manifestPath: string, value: ObjectValue): AttributePath;
  /**
   * A state in which the live values (`before`) stand where VMM differs. What is equal to VMM keeps the form that it was written in, so that
   * `4Gi` and `4096Mi` are no change.
   */
  withLive(state: ObjectValue, changes: readonly AttributeChange[]): ObjectValue;
}
