import type { DiskRecord } from "../model/disk-record.ts";
import type { Mark } from "../model/mark.ts";
import type { Id } from "./inventory.ts";

/** Writes down where a disk is that is about to be detached, or changes what is written. */
export interface RecordDisk {
  readonly kind: "record-disk";
  /** Of the file, without extension; the record is called like it. */
  readonly fileName: string;
  readonly record: DiskRecord;
  /** Only where there is a record already: one that is gone is not written again. */
  readonly onlyChange: boolean;
}

/**
 * The file has been attached, or is about to be deleted with its drive: its record goes. Only while the VM has it and no job is at work on the VM, which could be one that detaches
 * it. Absent counts as done.
 */
export interface ForgetDisk {
  readonly kind: "forget-disk";
  readonly vmId: Id;
  readonly fileName: string;
  readonly because: "attached" | "doomed";
}

/** No VM has the file, and it is not where its record says: the record goes, as long as it says that still. Absent counts as done. */
export interface DiscardRecord {
  readonly kind: "discard-record";
  readonly fileName: string;
  readonly record: DiskRecord;
}

/**
 * Detaches a disk and keeps its file. Only if there is a record of it, and its file still lies where that says: else, as where VMM has moved
 * the VM meanwhile, the answer is unknown, so that all is read again. Absent counts as done.
 */
export interface DetachDisk {
  readonly kind: "detach-disk";
  readonly vmId: Id;
  readonly diskId: Id;
  readonly path: string;
  readonly hostName: string;
}

/** Attaches a file that lies on the VM's host, or where that host reaches it. Busy while another VM has it. */
export interface AttachDisk {
  readonly kind: "attach-disk";
  readonly vmId: Id;
  readonly bus: number;
  readonly lun: number;
  /** Of the file, whole. */
  readonly path: string;
  readonly volumeType: string;
  readonly storageQoSPolicyId: Id | null;
}

/** Makes a VM without a disk on a host, for a file that is to be deleted: VMM deletes it with its drive. Unless there is one with the mark. */
export interface CreateCarrier {
  readonly kind: "create-carrier";
  readonly name: string;
  /** Of the disk. */
  readonly mark: Mark;
  readonly hostId: Id;
  /** That the VM's own folder is made in. */
  readonly folder: string;
}
