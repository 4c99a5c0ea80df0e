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
}

export interface PlanInput {
  readonly scope: string;
  readonly manifests: Manifests;
  /** By address of the ScvmmProvider. */
  readonly inventories: ReadonlyMap<string, Inventory>;
  readonly options: PlanOptions;
}
