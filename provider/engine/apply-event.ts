import type { Diagnostic } from "../model/diagnostic.ts";
import type { Action, ChangeResult } from "../model/plan.ts";

/** What a live table needs. `step` counts from 1 within the change. */
export type ApplyEvent =
  /** `steps` known so far: reading VMM again may add more. */
  | { readonly type: "change-started"; readonly address: string; readonly action: Action; readonly steps: number }
  | { readonly type: "step-started"; readonly address: string; readonly step: number; readonly label: string }
  | { readonly type: "job-progress"; readonly address: string; readonly step: number; readonly job: string; readonly percent: number }
  /** retrying: VMM is busy, the failure may pass, or the answer was lost; the change goes on after a pause. left: nobody waits for it any more. */
  | {
      readonly type: "step-finished";
      readonly address: string;
      readonly step: number;
      readonly label: string;
      readonly state: "done" | "failed" | "retrying" | "left";
      readonly diagnostic: Diagnostic | null;
    }
  | { readonly type: "change-finished"; readonly result: ChangeResult };
