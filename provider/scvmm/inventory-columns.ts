import { MARK_PROPERTY } from "../model/mark.ts";
import { each, flag, guid, integer, oneOf, optional, otherwise, record, sideBySide, table, text, texts } from "./decode.ts";
import { hardware } from "./hardware-columns.ts";
import { adapter } from "./inventory-network-columns.ts";

/** Columns of an inventory: property names of VMM's objects (scvmm-domain 1). Everything here is as VMM says it. */

const identity = record({ id: guid("ID") });

export const named = record({ id: guid("ID"), name: text("Name") });

export const server = record({
  name: text("Name"),
  fullName: optional(text("FullyQualifiedDomainName")),
  version: text("ProductVersion"),
  user: optional(text("ConnectedUserName")),
  profile: optional(text("Profile")),
  roleId: optional(guid("UserRole.ID")),
  roleName: optional(text("UserRole.Name")),
});

export const vmStub = record({
  id: guid("ID"),
  name: text("Name"),
  status: text("Status"),
  cloud: optional(text("Cloud.Name")),
  hostName: optional(text("HostName")),
  hostGroupPath: optional(text("HostGroupPath")),
});

/** A drive on a physical disk has no virtual hard disk. */
const disk = record({
  id: guid("ID"),
  busType: oneOf("BusType", ["IDE", "SCSI"]),
  bus: integer("Bus"),
  lun: integer("Lun"),
  sizeBytes: optional(integer("VirtualHardDisk.MaximumSize")),
  diskType: optional(text("VirtualHardDisk.VHDType")),
  format: optional(text("VirtualHardDisk.VHDFormatType")),
  volumeType: otherwise(text("VolumeType"), "None"),
  iopsMaximum: optional(integer("IOPSMaximum")),
  storageQoSPolicy: optional(text("StorageQoSPolicy.Name")),
  path: optional(text("VirtualHardDisk.SharePath")),
});

const dvdDrive = record({
  id: guid("ID"),
  busType: oneOf("BusType", ["IDE", "SCSI"]),
  bus: integer("Bus"),
  lun: integer("Lun"),
  isoPath: optional(text("ISO.SharePath")),
});

const fibreChannel = record({
  id: guid("ID"),
  virtualSan: optional(text("VirtualFibreChannelSAN.Name")),
  storageFabricClassification: optional(text("StorageFabricClassification.Name")),
});

export const virtualSan = record({ id: guid("ID"), name: text("Name"), hostName: optional(text("VMHost.Name")) });

const checkpoint = record({ id: guid("ID"), name: text("Name"), description: otherwise(text("Description"), "") });

const details = record({
  id: guid("ID"),
  name: text("Name"),
  status: text("Status"),
  cloud: optional(text("Cloud.Name")),
  hostName: optional(text("HostName")),
  vmId: text("VMId"),
  powerState: text("VirtualMachineState"),
  hostGroupPath: optional(text("HostGroupPath")),
  addedAt: optional(text("AddedTime")),
  madeFrom: optional(text("CreationSource")),
  highlyAvailable: otherwise(flag("IsHighlyAvailable"), false),
  description: otherwise(text("Description"), ""),
  tag: otherwise(text("Tag"), ""),
  customProperties: table("CustomProperty"),
  cpuCount: integer("CPUCount"),
  memoryMb: integer("Memory"),
  generation: integer("Generation"),
  operatingSystem: optional(text("OperatingSystem.Name")),
  availabilitySets: texts("AvailabilitySetNames"),
  startAction: text("StartAction"),
  stopAction: text("StopAction"),
  checkpointType: optional(text("CheckpointType")),
  cpuLimitForMigration: flag("LimitCPUForMigration"),
  cpuLimitFunctionality: flag("LimitCPUFunctionality"),
  disks: each("VirtualDiskDrives", disk),
  checkpoints: each("VMCheckpoints", checkpoint),
  dvdDrives: each("VirtualDVDDrives", dvdDrive),
  fibreChannel: each("VirtualFibreChannelAdapters", fibreChannel),
  adapters: each("VirtualNetworkAdapters", adapter),
});

/** What is taken together, or only looked at. */
const raw = record({
  location: optional(text("Location")),
  owner: optional(text(`CustomProperty.${MARK_PROPERTY}`)),
  dynamicMemoryEnabled: flag("DynamicMemoryEnabled"),
  dynamicMinimumMb: optional(integer("DynamicMemoryMinimumMB")),
  dynamicMaximumMb: optional(integer("DynamicMemoryMaximumMB")),
  dynamicBuffer: optional(integer("DynamicMemoryBufferPercentage")),
  floppyPath: optional(text("VirtualFloppyDrive.VirtualFloppyDisk.SharePath")),
  jobId: optional(guid("MostRecentTask.ID")),
  jobStatus: optional(text("MostRecentTask.Status")),
});

export const ownedVm = sideBySide({ vm: details, raw, hardware });

export const address = record({
  id: guid("ID"),
  address: text("Address"),
  poolId: optional(guid("AllocatingAddressPool.ID")),
  assignedToId: optional(guid("AssignedToID")),
  assignedToType: optional(text("AssignedToType")),
  description: optional(text("Description")),
});

/** A host group's text is its path (scvmm-domain 1.0). */
export const cloud = record({
  id: guid("ID"),
  name: text("Name"),
  hostGroups: texts("HostGroup"),
  portClassifications: each("PortClassifications", identity),
});

export const hostGroup = record({ id: guid("ID"), name: text("Name"), path: text("Path") });

/** Before 2012 R2 there was but generation 1, and no property for it. */
export const template = record({
  id: guid("ID"),
  name: text("Name"),
  generation: otherwise(integer("Generation"), 1),
  osType: optional(text("OSType")),
  customizable: otherwise(flag("IsCustomizable"), false),
  description: optional(text("Description")),
  memoryMb: optional(integer("Memory")),
  isos: each("VirtualDVDDrives", record({ path: optional(text("ISO.SharePath")), state: optional(text("ISO.State")) })),
  disks: each(
    "VirtualDiskDrives",
    record({
      busType: text("BusType"),
      bus: integer("Bus"),
      lun: integer("Lun"),
      sizeBytes: otherwise(integer("VirtualHardDisk.MaximumSize"), 0),
      usedBytes: otherwise(integer("VirtualHardDisk.Size"), 0),
      path: optional(text("VirtualHardDisk.SharePath")),
      state: optional(text("VirtualHardDisk.State")),
    }),
  ),
});

export const hardwareProfile = record({
  id: guid("ID"),
  name: text("Name"),
  generation: otherwise(integer("Generation"), 1),
  memoryMb: optional(integer("Memory")),
});

export const virtualHardDisk = record({
  id: guid("ID"),
  path: text("SharePath"),
  sizeBytes: otherwise(integer("MaximumSize"), 0),
  state: optional(text("State")),
});

export const libraryShare = record({ id: guid("ID"), name: text("Name"), path: text("Path") });

/** Its Name comes with or without `.iso` (scvmm-domain 1.5), so the path is what names it. */
export const iso = record({ id: guid("ID"), path: text("SharePath"), state: optional(text("State")) });

export const isoCopy = record({ id: guid("ID"), path: text("SharePath"), hostName: optional(text("HostName")) });
