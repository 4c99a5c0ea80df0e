import type { Mark } from "../model/mark.ts";
import type { Id } from "./inventory.ts";

/** Take a checkpoint of a VM, unless one of its checkpoints carries the mark. */
export interface CreateCheckpoint {
  readonly kind: "create-checkpoint";
  readonly vmId: Id;
  readonly mark: Mark;
  readonly name: string;
  /** Without the mark; it is added. */
  readonly description: string;
}

/** Set name and description of a checkpoint that carries the mark, or `from`. */
export interface SetCheckpoint {
  readonly kind: "set-checkpoint";
  readonly checkpointId: Id;
  readonly mark: Mark;
  readonly from: Mark | null;
  /** null: as it is. */
  readonly name: string | null;
  /** Whole, without the mark; it is added. */
  readonly description: string;
}

/** Remove a checkpoint, if it still carries this mark; what was written since is merged. Absent counts as done. */
export interface RemoveCheckpoint {
  readonly kind: "remove-checkpoint";
  readonly checkpointId: Id;
  readonly mark: Mark;
}
