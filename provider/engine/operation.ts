import type { Diagnostic } from "../model/diagnostic.ts";
import type { Mark } from "../model/mark.ts";
import type { GuestCustomization } from "./guest.ts";
import type { HardwareSettings } from "./hardware.ts";
import type { Id } from "./inventory.ts";
import type { AddAdapter, RemoveAdapter, SetAdapter } from "./operation-adapter.ts";
import type { CreateCheckpoint, RemoveCheckpoint, SetCheckpoint } from "./operation-checkpoint.ts";
import type { AddFibreChannel, RemoveFibreChannel, SetFibreChannel } from "./operation-fibre-channel.ts";
import type { ClaimName, MarkName, ReleaseName } from "./operation-name.ts";
import type { AttachDisk, CreateCarrier, DetachDisk, DiscardRecord, ForgetDisk, RecordDisk } from "./operation-persistent-disk.ts";
import type { DiscardSeed, EjectSeed, InsertSeed, LookForGuest } from "./operation-seed.ts";

/**
 * What the engine asks of VMM: a closed union. Each operation is idempotent or looks first (`unless` in its batch), so that
 * it can be repeated after a crash. Ids come from the inventory; names never need to be resolved again.
 */
export type Operation =
  | DefineProperty
  | CreateMachine
  | SetMachine
  | SetCustomProperty
  | MarkMachine
  | AddAdapter
  | SetAdapter
  | RemoveAdapter
  | AddDisk
  | ExpandDisk
  | SetDisk
  | RemoveDisk
  | DropDisk
  | RecordDisk
  | DetachDisk
  | AttachDisk
  | ForgetDisk
  | DiscardRecord
  | CreateCarrier
  | AttachIso
  | DetachIso
  | RemoveIsoCopy
  | AddFibreChannel
  | SetFibreChannel
  | RemoveFibreChannel
  | InsertSeed
  | DiscardSeed
  | EjectSeed
  | LookForGuest
  | MigrateMachine
  | StartMachine
  | StopMachine
  | StopJob
  | RepairMachine
  | RemoveMachine
  | RemoveTemplate
  | GrantAddress
  | DescribeAddress
  | RevokeAddress
  | CreateCheckpoint
  | SetCheckpoint
  | RemoveCheckpoint
  | ClaimName
  | MarkName
  | ReleaseName;

export type OperationKind = Operation["kind"];

/** Make the definition of a custom property for VMs, unless VMM has one of that name. */
export interface DefineProperty {
  readonly kind: "define-property";
  readonly name: string;
  readonly description: string;
}

/** Make a VM from a template or from nothing, unless one of that name exists. Answers `taken` when a VM of that name is not ours. */
export interface CreateMachine {
  readonly kind: "create-machine";
  readonly name: string;
  readonly mark: Mark;
  /** Without the mark; it is added. */
  readonly description: string;
  readonly templateId: Id | null;
  /** Where there is no template: then a hardware profile is given. */
  readonly blank: BlankMachine | null;
  readonly cloudId: Id | null;
  /** Where no cloud is given, or on top of it. */
  readonly hostGroupId: Id | null;
  /** The very host, where it is not for VMM to choose: one that reaches the disks that are to be attached. */
  readonly hostId: Id | null;
  readonly hardwareProfileId: Id | null;
  readonly operatingSystemId: Id | null;
  readonly cpuCount: number;
  readonly memoryMb: number | null;
  readonly dynamicMemory: DynamicMemory | null;
  readonly availabilitySet: string | null;
  readonly options: MachineOptions;
  readonly guest: GuestCustomization | null;
}

/** A VM from a hardware profile with a new boot disk, or a copy of one of the library. VMM places it by a temporary template, which carries the mark until it is removed. */
export interface BlankMachine {
  readonly generation: number;
  readonly bootDisk: Pick<AddDisk, "content" | "volumeType" | "storageClassificationId">;
}

export interface DynamicMemory {
  readonly minimumMb: number;
  readonly maximumMb: number;
  readonly bufferPercentage: number | null;
}

/** null: leave as it is. */
export interface MachineOptions {
  readonly checkpointType: string | null;
  readonly cpuLimitForMigration: boolean | null;
  readonly cpuLimitFunctionality: boolean | null;
  readonly startAction: string | null;
  readonly stopAction: string | null;
}

/** Set-SCVirtualMachine: only the properties given. A name that another VM has is `taken`. */
export interface SetMachine {
  readonly kind: "set-machine";
  readonly vmId: Id;
  /** Not before VMM shows this mark in the VM's custom property: `busy` until then. */
  readonly onceSealed?: Mark;
  readonly set: Partial<{
    readonly name: string;
    /** As it shall stand in VMM, mark included where there shall be one. */
    readonly description: string;
    readonly tag: string;
    readonly cpuCount: number;
    readonly memoryMb: number;
    /** null: switch dynamic memory off (memoryMb must be given too). */
    readonly dynamicMemory: DynamicMemory | null;
    readonly operatingSystemId: Id;
    readonly cloudId: Id;
    readonly availabilitySets: readonly string[];
    readonly options: Partial<MachineOptions>;
    readonly hardware: Partial<HardwareSettings>;
  }>;
}

/** Set the value of a custom property whose definition exists. */
export interface SetCustomProperty {
  readonly kind: "set-custom-property";
  readonly vmId: Id;
  readonly name: string;
  /** null: remove the value. Never empty: VMM's cmdlet takes no empty text. */
  readonly value: string | null;
  /** Only while the VM is neither off nor on its way there: else the value stays, and the answer is unknown, so that all is read again. */
  readonly unlessOff?: true;
  /** Only while it has this value (null: none), or the new one already: else the answer is unknown, so that all is read again. */
  readonly from?: string | null;
}

/**
 * Write the mark of a finished VM, if it carries `from` (null: none of ours, in its description neither) or has the new one already. The
 * definition of the property must exist.
 */
export interface MarkMachine {
  readonly kind: "mark-machine";
  readonly vmId: Id;
  readonly mark: Mark;
  readonly from: Mark | null;
}

export interface AddDisk {
  readonly kind: "add-disk";
  readonly vmId: Id;
  readonly bus: number;
  readonly lun: number;
  /** A new empty disk, or a copy of a disk of the library. */
  readonly content: { readonly sizeBytes: number; readonly dynamic: boolean } | { readonly virtualHardDiskId: Id };
  /** Without extension; unique per VM. */
  readonly fileName: string;
  /** null: the folder of the VM. */
  readonly folder: string | null;
  readonly volumeType: string;
  readonly storageClassificationId: Id | null;
  readonly storageQoSPolicyId: Id | null;
}

export interface ExpandDisk {
  readonly kind: "expand-disk";
  readonly vmId: Id;
  readonly diskId: Id;
  /** Rounded up to a whole GiB by the cmdlet's unit. */
  readonly sizeBytes: number;
}

/** One thing at a time: the parameter sets of Set-SCVirtualDiskDrive exclude each other. */
export interface SetDisk {
  readonly kind: "set-disk";
  readonly vmId: Id;
  readonly diskId: Id;
  readonly set: { readonly iopsMaximum: number } | { readonly storageQoSPolicyId: Id } | { readonly volumeType: string };
}

/**
 * Takes a data disk off its VM, with its file or without. Only while its file lies where this says: else the answer is unknown, so that
 * all is read again. A file that another drive has too is never deleted. Absent counts as done.
 */
export interface DropDisk {
  readonly kind: "drop-disk";
  readonly vmId: Id;
  readonly diskId: Id;
  /** Of its file, whole. */
  readonly path: string;
  readonly keepFile: boolean;
}

/** Detaches the disk and deletes its file. */
export interface RemoveDisk {
  readonly kind: "remove-disk";
  readonly vmId: Id;
  readonly diskId: Id;
}

/**
 * Mount an ISO of the library in the DVD drive at this slot (IDE on generation 1, SCSI on generation 2), without a link: the host
 * gets a copy of its own. A drive that is not there is added, which needs the VM off; another medium in it is ejected first, and
 * the host's copy of it removed. An ISO of the same file name counts as mounted.
 */
export interface AttachIso {
  readonly kind: "attach-iso";
  readonly vmId: Id;
  readonly bus: number;
  readonly lun: number;
  /** The library's UNC path of the file: `LiveIso.path`. */
  readonly isoPath: string;
}

/** Empties a DVD drive and removes the copy that the host has of the ISO; the library's file stays. The drive stays too. */
export interface DetachIso {
  readonly kind: "detach-iso";
  readonly vmId: Id;
  readonly driveId: Id;
}

/** Remove an ISO that a host has for itself, left behind when a drive was emptied; the library's are never removed. None counts as done. */
export interface RemoveIsoCopy {
  readonly kind: "remove-iso-copy";
  readonly vmId: Id;
  readonly isoId: Id;
  /** For people. */
  readonly fileName: string;
}

/**
 * Move the VM to the host that VMM rates best in a host group, a cloud or both, unless it is there; live while it runs. What else is
 * asked of a host (memory, disk, networks) VMM knows.
 */
export interface MigrateMachine {
  readonly kind: "migrate-machine";
  readonly vmId: Id;
  readonly hostGroupId: Id | null;
  readonly cloudId: Id | null;
}

/** Whatever it stands in: off, saved or paused. */
export interface StartMachine {
  readonly kind: "start-machine";
  readonly vmId: Id;
}

export interface StopMachine {
  readonly kind: "stop-machine";
  readonly vmId: Id;
  /** shutdown: through the guest · force: cut the power · discard: give up the saved state. */
  readonly how: "shutdown" | "force" | "discard";
  /** Only while this custom property has a value: else the answer is unknown, so that all is read again. */
  readonly noted?: string;
}

/** Have VMM try a creation of ours that has failed once more, from where it stopped; one that has not failed counts as done. */
export interface RepairMachine {
  readonly kind: "repair-machine";
  readonly vmId: Id;
  /** That it still carries. */
  readonly mark: Mark;
}

/** Give up a job that is under way; one that is over, or gone, counts as done. What it has done so far stays done. */
export interface StopJob {
  readonly kind: "stop-job";
  readonly jobId: Id;
}

/** Remove a VM with its files, if it still carries this mark; absent counts as done. */
export interface RemoveMachine {
  readonly kind: "remove-machine";
  readonly vmId: Id;
  readonly mark: Mark;
}

/** Remove the temporary template of a blank machine, if it still carries this mark; absent counts as done. */
export interface RemoveTemplate {
  readonly kind: "remove-template";
  readonly templateId: Id;
  readonly mark: Mark;
}

/** Grant an address of a pool as a virtual IP, unless that address carries the mark; where none is given, any of the pool. */
export interface GrantAddress {
  readonly kind: "grant-address";
  readonly poolId: Id;
  /** null: next free. */
  readonly address: string | null;
  readonly mark: Mark;
  readonly description: string;
}

/** Set the description of a grant, mark included, if it carries the mark, `from`, or none of ours. */
export interface DescribeAddress {
  readonly kind: "describe-address";
  readonly addressId: Id;
  readonly mark: Mark;
  readonly from: Mark | null;
  readonly description: string;
}

/** Return a granted address to its pool; absent counts as done. */
export interface RevokeAddress {
  readonly kind: "revoke-address";
  readonly addressId: Id;
  readonly mark: Mark;
}

/** Code of the diagnostic of an operation or job that failed since a file is not where it was to be (VMM's error 2903). */
export const FILE_MISSING = "VMM_FILE_MISSING";

/**
 * done: nothing is left running · running: VMM works on `jobId` · taken: somebody else has the name or address ·
 * busy: VMM holds a lock or is short for the moment; nothing was changed, try again later · failed: nothing more will happen.
 */
export type Outcome =
  | { readonly state: "done"; readonly objectId: Id | null }
  | { readonly state: "running"; readonly jobId: Id; readonly objectId: Id | null }
  | { readonly state: "taken"; readonly diagnostic: Diagnostic }
  /** locked: another job is at it, and it is a matter of waiting for that. */
  | { readonly state: "busy"; readonly diagnostic: Diagnostic; readonly locked?: true }
  | { readonly state: "failed"; readonly diagnostic: Diagnostic }
  /** The answer was lost: whether VMM has carried it out must be read. */
  | { readonly state: "unknown"; readonly diagnostic: Diagnostic };

export interface JobReport {
  readonly id: Id;
  readonly state: "running" | "done" | "failed";
  /** Per cent. */
  readonly progress: number;
  readonly name: string;
  /** Of the object that the job made or changed. */
  readonly resultObjectId: Id | null;
  /** With state failed; with state done, what VMM noted beside (completed with info). */
  readonly diagnostic: Diagnostic | null;
  /** Whether the failure may pass by itself (a lock, a lost agent). */
  readonly transient: boolean;
}
