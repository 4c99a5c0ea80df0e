import type { MetricRegistry } from "./metrics.ts";

/** What one look for drift came to. */
export interface DriftFigures {
  readonly scope: string;
  /** By kind, zeros included. */
  readonly items: Readonly<Record<string, number>>;
  /** By state: in sync, drifted, … */
  readonly objects: Readonly<Record<string, number>>;
  /** VMs of the same clouds and host groups, by who manages them. */
  readonly vms: Readonly<Record<string, number>>;
  readonly at: Date;
  readonly durationMs: number;
  /** Whether everything could be compared. */
  readonly complete: boolean;
}

export type LookOutcome = "in-sync" | "drift" | "error" | "unreadable";

/** Figures of drift; none of them is there before the first look. */
export class DriftMetrics {
  readonly #items;
  readonly #objects;
  readonly #vms;
  readonly #success;
  readonly #duration;
  readonly #looks;
  readonly #failures;

  constructor(registry: MetricRegistry) {
    this.#items = registry.gauge("scvmm_drift_items", "Items of drift by kind, in the last look.");
    this.#objects = registry.gauge("scvmm_drift_objects", "Objects by state, in the last look.");
    this.#vms = registry.gauge("scvmm_drift_vms", "VMs of the scope's clouds and host groups by who manages them.");
    this.#success = registry.gauge("scvmm_drift_last_success_timestamp_seconds", "When everything could last be compared.");
    this.#duration = registry.gauge("scvmm_drift_duration_seconds", "Duration of the last look.");
    this.#looks = registry.counter("scvmm_drift_looks_total", "Looks for drift by outcome.");
    this.#failures = registry.gauge("scvmm_drift_consecutive_failures", "Looks in a row that could not read VMM.");
  }

  record({ scope, items, objects, vms, at, durationMs, complete }: DriftFigures): void {
    for (const [kind, count] of Object.entries(items)) this.#items.set({ scope, kind }, count);
    for (const [state, count] of Object.entries(objects)) this.#objects.set({ scope, state }, count);
    for (const [state, count] of Object.entries(vms)) this.#vms.set({ scope, state }, count);
    this.#duration.set({ scope }, Math.round(durationMs) / 1000);
    if (complete) this.#success.set({ scope }, Math.round(at.getTime() / 1000));
  }

  ended(outcome: LookOutcome, failuresInARow: number): void {
    this.#looks.add({ outcome });
    this.#failures.set({}, failuresInARow);
  }
}
