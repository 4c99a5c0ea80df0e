import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Id } from "../inventory.ts";
import type { JobReport } from "../operation.ts";
import type { Step } from "../work.ts";
import type { World } from "../world.ts";
import type { Session } from "./session.ts";

/** A job that is left to itself. */
export interface LeftJob {
  readonly id: Id;
  readonly name: string;
  readonly percent: number;
}

/**
 * busy: the same step again, nothing was changed · disturbed: read VMM before going on · closed: the window is not open, so that what
 * needs it is left out · unrepaired: that VM is beyond repair · missing: that file is gone · taken: somebody else has the
 * name or address · late: the change has no more time · detached: nobody waits any more. Of the last two VMM may go on with a job.
 */
export type StepResult =
  /** `last`: steps that are to be done after all others. `objectId`: what VMM says that it has made or changed. */
  | { readonly state: "done"; readonly note: Diagnostic | null; readonly last?: readonly Step[]; readonly objectId?: Id | null }
  | { readonly state: "read"; readonly world: World }
  | { readonly state: "busy"; readonly diagnostic: Diagnostic; readonly locked?: true }
  | { readonly state: "disturbed"; readonly diagnostic: Diagnostic }
  | { readonly state: "closed" }
  | { readonly state: "unrepaired"; readonly vmId: Id; readonly diagnostic: Diagnostic }
  | { readonly state: "missing"; readonly path: string; readonly diagnostic: Diagnostic }
  | { readonly state: "taken"; readonly diagnostic: Diagnostic }
  | { readonly state: "late"; readonly job: LeftJob | null }
  | { readonly state: "detached"; readonly job: LeftJob | null }
  | { readonly state: "failed"; readonly diagnostic: Diagnostic };

export interface StepContext {
  readonly session: Session;
  readonly progress: (report: JobReport) => void;
  /** In the time of `pace.now`. */
  readonly deadline: number;
}
