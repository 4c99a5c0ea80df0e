import type { Diagnostic } from "./diagnostic.ts";

/** How a change of an attribute is carried out. */
export const policies = ["in-place", "power-off", "replace", "create-only"] as const;
export type Policy = (typeof policies)[number];

export const actions = ["create", "update", "replace", "delete", "none"] as const;
export type Action = (typeof actions)[number];

/** What a change costs the machine that runs. Deleting is an action, not a disruption. */
export type Disruption = "none" | "power-cycle" | "replace";

/** A JSON value; secrets never become one. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface AttributeChange {
  /** Path in the manifest, e.g. `spec.memory`, `spec.disks[1].size`, `spec.customProperty.role`. */
  readonly path: string;
  /** null: not there. Values are in the manifest's own form (quantities such as `4Gi`). */
  readonly before: Json;
  /** null: will not be there. KNOWN_AFTER_APPLY where VMM decides. */
  readonly after: Json;
  readonly policy: Policy;
  /** What VMM refuses it for now, whatever the power state. */
  readonly waitsFor?: "checkpoints";
}

export const KNOWN_AFTER_APPLY = "(known after apply)";

export interface Change {
  /** `Kind/namespace/name` */
  readonly address: string;
  readonly action: Action;
  readonly disruption: Disruption;
  readonly attributes: readonly AttributeChange[];
  /** Why: `not in VMM`, `manifest differs in spec.memory`, `manifest is gone`, … Never empty unless action is none. */
  readonly cause: string;
}

export interface PlanSummary {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly delete: number;
  readonly none: number;
}

/** The JSON that `scvmm plan -o json` prints: sorted, deterministic, the same input gives the same bytes. */
export interface Plan {
  readonly formatVersion: "1";
  readonly scope: string;
  /** Sorted by address. */
  readonly changes: readonly Change[];
  readonly summary: PlanSummary;
  /** Objects that would be changed or refused, but were not asked for; absent where the plan is whole. */
  readonly leftOut?: number;
  /** `sha256:` and 64 hex digits over scope, changes and the live state that they are based on. */
  readonly fingerprint: string;
}

/** What apply says of one change: never a throw halfway. */
export interface ChangeResult {
  readonly address: string;
  readonly action: Action;
  readonly state: "done" | "failed" | "not-run";
  readonly diagnostics: readonly Diagnostic[];
  /** Milliseconds from first step to last. */
  readonly durationMs: number;
}
