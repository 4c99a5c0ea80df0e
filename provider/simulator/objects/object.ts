import type { PsCredentialArgument } from "./credential.ts";
import type {
  Cloud,
  CloudCapacity,
  CloudUsage,
  CustomProperty,
  Host,
  HostGroup,
  ServerConnection,
  UserRole,
  UserRoleQuota,
} from "./fabric.ts";
import type { HostFibreChannelVirtualSan, StorageFabricClassification, VirtualFibreChannelAdapter } from "./fibre-channel.ts";
import type { VirtualFloppyDisk, VirtualFloppyDrive } from "./floppy.ts";
import type { ErrorInfo, Step, Task } from "./job.ts";
import type { Iso, LibraryShare, VirtualDvdDrive } from "./library.ts";
import type {
  CustomPropertyValue,
  HardwareProfile,
  OperatingSystem,
  StandaloneVirtualHardDisk,
  Template,
  VirtualDiskDrive,
  VirtualMachine,
  VirtualNetworkAdapter,
  VmConfiguration,
} from "./machine.ts";
import type {
  AllocatedIpAddress,
  AllocatedMacAddress,
  DefaultGateway,
  LogicalNetwork,
  LogicalNetworkDefinition,
  MacAddressPool,
  PortClassification,
  StaticIpAddressPool,
  SubnetVLan,
  VmNetwork,
  VmSubnet,
} from "./network.ts";
import type { HostCluster, HostRating, StorageVolume } from "./placement.ts";
import type { Checkpoint, StorageClassification, StorageQosPolicy } from "./storage.ts";

/**
 * Objects as a PowerShell session sees them: plain data, with the property names of VMM's own types (scvmm-domain 1).
 * Keys that begin with `$` are the simulator's own and no session sees them.
 */
export type VmmObject =
  | AllocatedIpAddress
  | AllocatedMacAddress
  | Checkpoint
  | Cloud
  | CloudCapacity
  | CloudUsage
  | CustomProperty
  | CustomPropertyValue
  | DefaultGateway
  | ErrorInfo
  | Step
  | HardwareProfile
  | Host
  | HostCluster
  | HostFibreChannelVirtualSan
  | HostGroup
  | Iso
  | LibraryShare
  | HostRating
  | LogicalNetwork
  | LogicalNetworkDefinition
  | MacAddressPool
  | OperatingSystem
  | PortClassification
  | ServerConnection
  | StandaloneVirtualHardDisk
  | StaticIpAddressPool
  | StorageClassification
  | StorageFabricClassification
  | StorageQosPolicy
  | StorageVolume
  | SubnetVLan
  | Task
  | Template
  | UserRole
  | UserRoleQuota
  | VirtualDiskDrive
  | VirtualDvdDrive
  | VirtualFibreChannelAdapter
  | VirtualFloppyDisk
  | VirtualFloppyDrive
  | VirtualMachine
  | VirtualNetworkAdapter
  | VmConfiguration
  | VmNetwork
  | VmSubnet;

export type TypeName = VmmObject["$type"];
export type ObjectOf<T extends TypeName> = Extract<VmmObject, { readonly $type: T }>;

/** A property's value. Enum values and Guids are texts, a hashtable is a Map. */
export type Value = null | boolean | number | string | Date | VmmObject | readonly Value[] | ReadonlyMap<string, Value>;

/** An argument as it reaches a cmdlet's binder. */
export type Argument = null | boolean | number | string | VmmObject | PsCredentialArgument | readonly Argument[];

export function isVmmObject(value: Value | Argument | undefined): value is VmmObject {
  return typeof value === "object" && value !== null && "$type" in value;
}

/** What `ToString()` of an object gives (scvmm-domain 1.0). */
export function printed(object: VmmObject): string {
  switch (object.$type) {
    case "HostGroup":
      return object.Path;
    case "ErrorInfo":
      return `${object.Code} (${object.DisplayableErrorCode})`;
    case "SubnetVLan":
      return `${object.Subnet}-${object.VLanId}`;
    case "DefaultGateway":
      return object.IPAddress;
    case "CloudCapacity":
    case "CloudUsage":
    case "UserRoleQuota":
      return `Microsoft.SystemCenter.VirtualMachineManager.${object.$type}`;
    case "AllocatedIPAddress":
    case "AllocatedMACAddress":
    case "Cloud":
    case "CustomProperty":
    case "CustomPropertyValue":
    case "HardwareProfile":
    case "Host":
    case "HostFibreChannelVirtualSAN":
    case "ISO":
    case "LibraryShare":
    case "HostCluster":
    case "HostRating":
    case "LogicalNetwork":
    case "LogicalNetworkDefinition":
    case "MACAddressPool":
    case "OperatingSystem":
    case "PortClassification":
    case "ServerConnection":
    case "StandaloneVirtualHardDisk":
    case "StaticIPAddressPool":
    case "Step":
    case "StorageClassification":
    case "StorageFabricClassification":
    case "StorageQoSPolicy":
    case "StorageVolume":
    case "Task":
    case "Template":
    case "UserRole":
    case "VirtualDVDDrive":
    case "VirtualFibreChannelAdapter":
    case "VirtualFloppyDisk":
    case "VirtualFloppyDrive":
    case "VirtualDiskDrive":
    case "VM":
    case "VirtualNetworkAdapter":
    case "VMCheckpoint":
    case "VMConfiguration":
    case "VMNetwork":
    case "VMSubnet":
      return object.Name;
  }
}
