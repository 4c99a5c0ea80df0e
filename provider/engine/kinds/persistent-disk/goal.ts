import type { ReclaimPolicy } from "../../../model/persistent-disk.ts";
import type { Id } from "../../inventory.ts";

/** What shall be true of a disk that no VM has. */
export interface PersistentDiskGoal {
  readonly kind: "ScvmmPersistentDisk";
  /** Of its file, without extension. */
  readonly fileName: string;
  /** Nothing of it is ever a VM's or an address's. */
  readonly doomed: readonly Id[];
  /** What its record shall say; null: as it says. */
  readonly reclaim: ReclaimPolicy | null;
}
