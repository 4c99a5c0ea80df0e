import type { StandaloneVirtualHardDisk, VirtualMachine } from "./machine.ts";
import type { ClientObject } from "./network.ts";

export interface StorageClassification extends ClientObject {
  readonly $type: "StorageClassification";
  readonly Description: string;
}

export interface StorageQosPolicy extends ClientObject {
  readonly $type: "StorageQoSPolicy";
  readonly Description: string;
}

/** A checkpoint (.NET type VMSnapshot): its `VMId` is the VM object's ID (scvmm-domain 1.5). */
export interface Checkpoint extends ClientObject {
  readonly $type: "VMCheckpoint";
  Description: string;
  readonly CheckpointID: string;
  readonly VMId: string;
  readonly AddedTime: Date;
  readonly VM: VirtualMachine;
  /** The files that the VM's disks had when it was taken, by the id of the drive. */
  readonly $files: Map<string, StandaloneVirtualHardDisk>;
}
