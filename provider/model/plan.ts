import type { Diagnostic } from "./diagnostic.ts";

/** How one change of an attribute is carried out, on the machine at hand. */
export const changePolicies = ["in-place", "power-off", "replace", "create-only"] as const;
export type ChangePolicy = (typeof changePolicies)[number];

/**
 * How changes of an attribute are carried out in general. hot-or-off: while the machine runs where its hardware and VMM allow that, which
 * is told in the attribute's `doc`, and else while it is off.
 */
const policies = [...changePolicies, "hot-or-off"] as const;
export type Policy = (typeof policies)[number];

export const actions = ["create", "update", "replace", "delete", "none"] as const;
export type Action = (typeof actions)[number];

/** What a change costs the machine that runs: off and on again, off for good, or lost. Deleting is an action, not a disruption. */
export const disruptions = ["none", "power-cycle", "power-off", "replace"] as const;
export type Disruption = (typeof disruptions)[number];

/**
 * power-off: people turn it off, as the manifest says (WhenOff) · permission: the manifest forbids to shut it down (Never) · window: the
 * maintenance window opens · state: it is neither off nor can it be shut down, e.g. saved · checkpoints: they are removed.
 */
export const waitReasons = ["power-off", "permission", "window", "state", "checkpoints"] as const;
export type WaitReason = (typeof waitReasons)[number];

/** An attribute that differs and is not set for now. */
export interface Waiting {
  readonly path: string;
  readonly for: WaitReason;
  /** With reason checkpoints those that VMM lists, in words. */
  readonly checkpoints?: readonly string[];
}

/** A JSON value; secrets never become one. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface AttributeChange {
  /** Path in the manifest, e.g. `spec.memory`, `spec.disks[1].size`, `spec.customProperty.role`. */
  readonly path: string;
  /** null: not there. Values are in the manifest's own form (quantities such as `4Gi`). */
  readonly before: Json;
  /** null: will not be there. KNOWN_AFTER_APPLY where VMM decides. */
  readonly after: Json;
  readonly policy: ChangePolicy;
  /** What VMM refuses it for now, whatever the power state. */
  readonly waitsFor?: Extract<WaitReason, "checkpoints" | "state">;
  /** The file of a disk that is taken off its VM: where it is on the host, and whether it stays there. */
  readonly file?: RemovedFile;
}

export const fileFates = ["detached", "deleted"] as const;

export interface RemovedFile {
  /** detached: it stays, with all data. */
  readonly fate: (typeof fileFates)[number];
  readonly path: string;
}

/** Whether data of an object that stays go with one of its disks; `waiting` are attributes that are not set. */
export function losesDisk(attributes: readonly AttributeChange[], waiting: readonly { readonly path: string }[]): boolean {
  return attributes.some(({ path, file }) => file?.fate === "deleted" && !waiting.some((one) => one.path === path));
}

export const KNOWN_AFTER_APPLY = "(known after apply)";

export interface Change {
  /** `Kind/namespace/name` */
  readonly address: string;
  readonly action: Action;
  /** Earlier address of an object that is taken over as it is, since its manifest was renamed; absent where there is none. */
  readonly movedFrom?: string;
  readonly disruption: Disruption;
  /** Paths of the attributes that it is for; empty where there is none. */
  readonly disruptedBy: readonly string[];
  /** Maintenance window that the disruption keeps to, in words; null: it comes with the apply. */
  readonly window: string | null;
  /** Attributes that this change does not set, in the order of `attributes`. */
  readonly waiting: readonly Waiting[];
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
  /** Of not-run: everything that lacks waits because the manifest says so, and nothing is wrong. */
  readonly waits?: true;
  readonly diagnostics: readonly Diagnostic[];
  /** Milliseconds from first step to last. */
  readonly durationMs: number;
}
