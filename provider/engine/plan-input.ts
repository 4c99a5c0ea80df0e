import type { Manifests } from "../model/manifests.ts";
import type { Inventory } from "./inventory.ts";

export interface PlanOptions {
  /** Delete what carries this scope's mark and has no manifest; false: only warn. */
  readonly prune: boolean;
  /** 0 to 1: the largest part of the owned objects that one plan may delete or replace. */
  readonly maxDeletionShare: number;
  readonly allowMassDeletion: boolean;
  /** Delete what the given manifests own, and nothing else. */
  readonly destroy?: boolean;
  /** Addresses with wildcards (model/glob.ts): only these, with what they wait for. Empty: all. */
  readonly targets?: readonly string[];
  /** None of these. */
  readonly excludes?: readonly string[];
  /** Addresses of protected objects that may be deleted in this run. */
  readonly allowDeleteProtected?: readonly string[];
  /** Addresses of machines that shall be made anew. */
  readonly replace?: readonly string[];
  /** The manifests are not all that there are of the scope: what is marked for another is not taken for a renamed one's, unless that says so. */
  readonly isPart?: boolean;
}

export interface PlanInput {
  readonly scope: string;
  readonly manifests: Manifests;
  /** By address of the ScvmmProvider. */
  readonly inventories: ReadonlyMap<string, Inventory>;
  readonly options: PlanOptions;
  /**
   * Milliseconds since 1970, to tell whether maintenance windows are open: in diagnostics alone, so that a plan is the same at any time.
   * Without it nothing is said of them.
   */
  readonly at?: number;
}
