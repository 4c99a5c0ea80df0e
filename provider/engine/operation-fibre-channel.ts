import type { Id } from "./inventory.ts";

interface Connection {
  /** One of the host that the VM is on; null: leave as it is. */
  readonly virtualSanId: Id | null;
  readonly storageFabricClassificationId: Id | null;
}

/** An adapter with world wide names that VMM chooses. Nothing tells one from another, so their number says whether it was made. */
export interface AddFibreChannel extends Connection {
  readonly kind: "add-fibre-channel";
  readonly vmId: Id;
  /** How many the VM has before it. */
  readonly present: number;
}

export interface SetFibreChannel extends Connection {
  readonly kind: "set-fibre-channel";
  readonly vmId: Id;
  readonly adapterId: Id;
}

/** Absent counts as done. */
export interface RemoveFibreChannel {
  readonly kind: "remove-fibre-channel";
  readonly vmId: Id;
  readonly adapterId: Id;
}
