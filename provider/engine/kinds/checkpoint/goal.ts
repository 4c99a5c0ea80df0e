import type { Mark } from "../../../model/mark.ts";
import type { Id } from "../../inventory.ts";
import type { MarkedGoal } from "../../marked-goal.ts";

/** What a checkpoint shall be, resolved: data alone, so that it can be compared and re-planned from a fresh reading. */
export interface CheckpointGoal extends MarkedGoal {
  readonly kind: "ScvmmCheckpoint";
  /** Of another VM than wanted, and doubles. */
  readonly doomed: readonly Id[];
  /** null: nothing shall be left. */
  readonly desired: DesiredCheckpoint | null;
}

export interface DesiredCheckpoint {
  /** null: that of a machine which is made, or made anew, before. */
  readonly vmId: Id | null;
  /** Of the machine; null where the VM has no manifest. */
  readonly machine: Mark | null;
  /** VMs of the machine that are removed before: never these. */
  readonly notOn: readonly Id[];
  /** null: the manifest is silent. */
  readonly name: string | null;
  /** Of a new one, where the manifest is silent. */
  readonly newName: string;
  /** null: the manifest is silent. */
  readonly description: string | null;
}
