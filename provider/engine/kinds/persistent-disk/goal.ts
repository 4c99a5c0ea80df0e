import type { Mark } from "../../../model/mark.ts";
import type { ReclaimPolicy } from "../../../model/persistent-disk.ts";
import type { Id } from "../../inventory.ts";

/** What shall be true of a disk that no machine has. */
export interface PersistentDiskGoal {
  readonly kind: "ScvmmPersistentDisk";
  /** Of a VM that carries the disk while its file is deleted. */
  readonly mark: Mark;
  /** Of its file, without extension. */
  readonly fileName: string;
  /** Nothing of it is ever a machine's or an address's. */
  readonly doomed: readonly Id[];
  /** What its record shall say; null: as it says. */
  readonly reclaim: ReclaimPolicy | null;
  /** Whether its file shall go: its manifest is gone, and Delete was its policy. */
  readonly deleted: boolean;
}
