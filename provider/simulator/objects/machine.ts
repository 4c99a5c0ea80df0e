import type { Cloud, CustomProperty, Host, HostGroup } from "./fabric.ts";
import type { VirtualFibreChannelAdapter } from "./fibre-channel.ts";
import type { VirtualFloppyDrive } from "./floppy.ts";
import type { CustomizedGuest, Guest } from "./guest.ts";
import type { ErrorInfo, Task } from "./job.ts";
import type { VirtualDvdDrive } from "./library.ts";
import type { ClientObject, LogicalNetwork, PortClassification, VmNetwork, VmSubnet } from "./network.ts";
import type { Checkpoint, StorageQosPolicy } from "./storage.ts";

export interface OperatingSystem extends ClientObject {
  readonly $type: "OperatingSystem";
  readonly Description: string;
  readonly Version: string;
  readonly Architecture: string;
  readonly Edition: string;
  readonly OSType: string;
  readonly IsWindows: boolean;
  readonly IsCustomizationAllowed: boolean;
}

/** Sizing that VMs, templates and hardware profiles share. Memory in MiB; what belongs to dynamic memory is null when static. */
export interface Sizing {
  CPUCount: number;
  Memory: number;
  DynamicMemoryEnabled: boolean;
  DynamicMemoryMinimumMB: number | null;
  DynamicMemoryMaximumMB: number | null;
  DynamicMemoryBufferPercentage: number | null;
}

export interface StandaloneVirtualHardDisk extends ClientObject {
  readonly $type: "StandaloneVirtualHardDisk";
  readonly Description: string;
  VHDType: string;
  readonly VHDFormatType: string;
  /** Bytes. */
  MaximumSize: number;
  /** Bytes on disk. */
  Size: number;
  readonly Location: string;
  readonly SharePath: string;
  readonly Directory: string;
  readonly HostName: string | null;
  readonly HostType: string;
  /** Name of the file that this one is a difference to. */
  readonly ParentDisk: string | null;
  readonly State: string;
  readonly IsOrphaned: boolean;
  readonly Classification: string;
  readonly Tag: string;
  /** Of a file that was imported, and of copies of it. */
  readonly $content?: Uint8Array | undefined;
}

export interface VirtualDiskDrive extends ClientObject {
  readonly $type: "VirtualDiskDrive";
  readonly Description: string;
  BusType: string;
  Bus: number;
  Lun: number;
  VirtualHardDisk: StandaloneVirtualHardDisk;
  StorageQoSPolicy: StorageQosPolicy | null;
  readonly PassThroughDisk: null;
  readonly IsVHD: boolean;
  readonly HasSharedStorage: boolean;
  readonly CreateDiffDisk: boolean;
  VolumeType: string;
  IOPSMaximum: number;
  readonly Accessibility: string;
  $owner: VirtualMachine | Template;
}

export interface VirtualNetworkAdapter extends ClientObject {
  readonly $type: "VirtualNetworkAdapter";
  readonly Description: string;
  SlotId: number;
  MACAddress: string | null;
  MACAddressType: string;
  IPv4AddressType: string;
  IPv6AddressType: string;
  IPv4Addresses: readonly string[];
  IPv6Addresses: readonly string[];
  VMNetwork: VmNetwork | null;
  VMSubnet: VmSubnet | null;
  LogicalNetwork: LogicalNetwork | null;
  VirtualNetwork: string;
  VLanEnabled: boolean;
  VLanID: number;
  readonly VirtualNetworkAdapterType: string;
  readonly IsEmulated: boolean;
  readonly VirtualNetworkAdapterComplianceStatus: string;
  MACAddressSpoofingEnabled: boolean;
  VMNetworkOptimizationEnabled: boolean;
  GuestIPNetworkVirtualizationUpdatesEnabled: boolean;
  PortClassification: PortClassification | null;
  $owner: VirtualMachine | Template;
}

export interface HardwareProfile extends ClientObject, Sizing {
  readonly $type: "HardwareProfile";
  readonly Description: string;
  readonly Owner: string;
  readonly Generation: number;
  readonly IsHighlyAvailable: boolean;
  readonly CreationTime: Date;
}

export interface Template extends ClientObject, Sizing {
  readonly $type: "Template";
  readonly Description: string;
  readonly Status: string;
  readonly Generation: number;
  readonly SecureBootEnabled: boolean | null;
  readonly OperatingSystem: OperatingSystem;
  readonly OSType: string;
  readonly ComputerName: string;
  readonly IsCustomizable: boolean;
  readonly Owner: string;
  readonly Tag: string;
  readonly VirtualDiskDrives: VirtualDiskDrive[];
  readonly VirtualDVDDrives: VirtualDvdDrive[];
  readonly VirtualNetworkAdapters: VirtualNetworkAdapter[];
  readonly AddedTime: Date;
  readonly ModifiedTime: Date;
}

/** A new drive that waits for the template of its job group. */
export interface HeldDrive {
  readonly busType: "IDE" | "SCSI";
  readonly bus: number;
  readonly lun: number;
  readonly sizeBytes: number;
  readonly dynamic: boolean;
  readonly format: string;
  readonly volumeType: string;
  readonly fileName: string;
  readonly classification?: string | undefined;
  readonly content?: Uint8Array | undefined;
}

/** What New-SCVMConfiguration makes; placement fills in VMHost and VMLocation. */
export interface VmConfiguration extends ClientObject {
  readonly $type: "VMConfiguration";
  readonly Description: string | null;
  readonly VMTemplate: Template;
  readonly Cloud: Cloud | null;
  readonly VMHostGroup: HostGroup | null;
  readonly AvailabilitySetNames: readonly string[] | null;
  readonly CostCenter: string | null;
  readonly ComputerName: string | null;
  VMHost: Host | null;
  VMLocation: string | null;
  /** Host that placement may not leave. */
  $pinned: Host | null;
}

export interface VirtualMachine extends ClientObject, Sizing {
  readonly $type: "VM";
  /** Hyper-V's id, upper case. */
  readonly VMId: string;
  readonly BiosGuid: string | null;
  Description: string;
  ComputerName: string | null;
  $guest: Guest | null;
  /** May be a management state while VirtualMachineState keeps the raw power state. */
  Status: string;
  VirtualMachineState: string;
  MemoryWeight: number;
  ExpectedCPUUtilization: number;
  CPUReserve: number;
  CPUMax: number;
  RelativeWeight: number;
  DiskIO: number;
  NetworkUtilization: number;
  VMHost: Host | null;
  Cloud: Cloud | null;
  Location: string | null;
  readonly Generation: number;
  SecureBootEnabled: boolean | null;
  SecureBootTemplate: string | null;
  FirstBootDevice: string | null;
  BootOrder: readonly string[];
  StartAction: string;
  StopAction: string;
  DelayStart: number;
  NumLockEnabled: boolean;
  LimitCPUFunctionality: boolean;
  LimitCPUForMigration: boolean;
  CheckpointType: string;
  OperatingSystem: OperatingSystem;
  OperatingSystemShutdownEnabled: boolean;
  TimeSynchronizationEnabled: boolean;
  DataExchangeEnabled: boolean;
  HeartbeatEnabled: boolean;
  BackupEnabled: boolean;
  readonly VirtualDiskDrives: VirtualDiskDrive[];
  readonly VirtualDVDDrives: VirtualDvdDrive[];
  VirtualFloppyDrive: VirtualFloppyDrive | null;
  readonly VirtualFibreChannelAdapters: VirtualFibreChannelAdapter[];
  readonly VMCheckpoints: Checkpoint[];
  readonly VirtualNetworkAdapters: VirtualNetworkAdapter[];
  IsHighlyAvailable: boolean;
  HAVMPriority: number | null;
  AvailabilitySetNames: readonly string[] | null;
  Owner: string | null;
  CostCenter: string | null;
  QuotaPoint: number;
  Tag: string;
  Enabled: boolean;
  readonly CustomProperty: Map<string, string>;
  readonly CreationTime: Date;
  readonly AddedTime: Date;
  ModifiedTime: Date;
  readonly CreationSource: string;
  readonly SourceObjectType: string;
  readonly IsOrphaned: boolean;
  MostRecentTask: Task | null;
  FailedJobID: string | null;
  DeploymentErrorInfo: ErrorInfo;
  $customized: CustomizedGuest | null;
  /** The end of its creation, while that has failed. */
  $creation: (() => void) | null;
  /** Not told by any property that is known. */
  $nestedVirtualization: boolean;
  /** Of the disks that its creation was let through with; 0 once they are there. */
  $promisedBytes: number;
}

export interface CustomPropertyValue extends ClientObject {
  readonly $type: "CustomPropertyValue";
  readonly Value: string;
  readonly CustomProperty: CustomProperty;
  readonly $object: VirtualMachine;
}
