import type { DiskRecord } from "../model/disk-record.ts";
import type { Mark } from "../model/mark.ts";
import type { DiskIdentity } from "../model/persistent-disk.ts";
import type { Id, Named } from "./inventory.ts";

/** Named by its full name. */
export interface LiveHost extends Named {
  /** Path of its host group. */
  readonly hostGroupPath: string | null;
  /** Name of its failover cluster. */
  readonly cluster: string | null;
  /** false in maintenance mode, or where VMM may not place on it. */
  readonly available: boolean;
}

/** A persistent disk that has been detached, or is about to be. */
export interface LiveDetachedDisk {
  /** Of the definition that is its record. */
  readonly id: Id;
  /** Of its file, without extension. */
  readonly fileName: string;
  readonly identity: DiskIdentity;
  /** null: people have edited it, and it says no longer where the file is. */
  readonly record: DiskRecord | null;
}

/** As its VM lists it: anybody's. */
export interface VmCheckpoint extends Named {
  readonly mark: Mark | null;
}

/** A checkpoint that carries a mark of ours. */
export interface LiveCheckpoint extends Named {
  /** Of the VM object, not Hyper-V's (scvmm-domain 1.5). */
  readonly vmId: Id;
  readonly mark: Mark;
  /** Without the mark. */
  readonly description: string;
  /** As VMM writes it; sorts by time. null where it could not be read. */
  readonly takenAt: string | null;
}
