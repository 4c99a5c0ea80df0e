import type { Diagnostic } from "../model/diagnostic.ts";
import type { Action, ChangeResult } from "../model/plan.ts";
import type { Planned } from "./plan-changes.ts";
import type { VmmPort } from "./port.ts";

/** What a live table needs. `step` counts from 1 within the change. */
export type ApplyEvent =
  /** `steps` known so far: reading VMM again may add more. */
  | { readonly type: "change-started"; readonly address: string; readonly action: Action; readonly steps: number }
  | { readonly type: "step-started"; readonly address: string; readonly step: number; readonly label: string }
  | { readonly type: "job-progress"; readonly address: string; readonly step: number; readonly job: string; readonly percent: number }
  /** retrying: VMM is busy, the failure may pass, or the answer was lost; the change goes on after a pause. */
  | {
      readonly type: "step-finished";
      readonly address: string;
      readonly step: number;
      readonly label: string;
      readonly state: "done" | "failed" | "retrying";
      readonly diagnostic: Diagnostic | null;
    }
  | { readonly type: "change-finished"; readonly result: ChangeResult };

export interface ApplyOptions {
  /** Most changes at a time, over all providers. */
  readonly parallelism: number;
  /** Aborted: nothing new is started, what runs is waited for, the rest is not-run. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ApplyEvent) => void;
  /** Milliseconds between two looks at the running jobs. */
  readonly pollIntervalMs?: number;
  /** Milliseconds since any fixed moment. */
  readonly now?: () => number;
  /** Resolves after so many milliseconds, or at once when the signal aborts. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export interface ApplyReport {
  /** One for every change but those with action none, sorted by address. */
  readonly results: readonly ChangeResult[];
  readonly summary: { readonly done: number; readonly failed: number; readonly notRun: number };
}

/** Carries out the work of a plan. `ports` by address of the ScvmmProvider. Never throws for what happens to a change: that is its result. */
export async function applyPlan(_planned: Planned, _ports: ReadonlyMap<string, VmmPort>, _options: ApplyOptions): Promise<ApplyReport> {
  throw new Error("not written yet");
}
