import { SUCCESS } from "./objects/job.ts";
import type { Sizing, Template, VirtualDiskDrive, VirtualMachine, VirtualNetworkAdapter } from "./objects/machine.ts";
import type { Random } from "./random.ts";
import type { Store } from "./store.ts";
import { type DiskFile, makeVirtualHardDisk } from "./virtual-hard-disks.ts";

type Given = Pick<VirtualMachine, "Name" | "Generation" | "OperatingSystem" | "CreationSource"> & Partial<VirtualMachine>;

/** A VM that is powered off, with VMM's defaults (scvmm-domain 1.1) for whatever is not given. */
export function makeMachine(random: Random, at: Date, given: Given): VirtualMachine {
  const secureBoot = given.Generation === 2;
  return {
    $type: "VM",
    ID: random.guid(),
    MarkedForDeletion: false,
    VMId: random.guid().toUpperCase(),
    BiosGuid: random.guid(),
    Description: "",
    ComputerName: null,
    $guest: null,
    Status: "PowerOff",
    VirtualMachineState: "PowerOff",
    CPUCount: 1,
    Memory: 1024,
    DynamicMemoryEnabled: false,
    DynamicMemoryMinimumMB: null,
    DynamicMemoryMaximumMB: null,
    DynamicMemoryBufferPercentage: null,
    MemoryWeight: 5000,
    ExpectedCPUUtilization: 20,
    CPUReserve: 0,
    CPUMax: 100,
    RelativeWeight: 100,
    DiskIO: 0,
    NetworkUtilization: 0,
    VMHost: null,
    Cloud: null,
    Location: null,
    SecureBootEnabled: secureBoot ? true : null,
    SecureBootTemplate: secureBoot ? "MicrosoftWindows" : null,
    FirstBootDevice: secureBoot ? "SCSI,0,0" : null,
    BootOrder: secureBoot ? [] : ["CD", "IdeHardDrive", "PxeBoot", "Floppy"],
    StartAction: "NeverAutoTurnOnVM",
    StopAction: "SaveVM",
    DelayStart: 0,
    NumLockEnabled: false,
    LimitCPUFunctionality: false,
    LimitCPUForMigration: false,
    CheckpointType: "Production",
    OperatingSystemShutdownEnabled: true,
    TimeSynchronizationEnabled: true,
    DataExchangeEnabled: true,
    HeartbeatEnabled: true,
    BackupEnabled: true,
    VirtualDiskDrives: [],
    VirtualDVDDrives: [],
    VirtualFloppyDrive: null,
    VirtualFibreChannelAdapters: [],
    VMCheckpoints: [],
    VirtualNetworkAdapters: [],
    IsHighlyAvailable: false,
    HAVMPriority: null,
    AvailabilitySetNames: null,
    Owner: null,
    CostCenter: null,
    QuotaPoint: 1,
    Tag: "(none)",
    Enabled: true,
    CustomProperty: new Map(),
    CreationTime: at,
    AddedTime: at,
    ModifiedTime: at,
    SourceObjectType: "VM Template",
    IsOrphaned: false,
    MostRecentTask: null,
    FailedJobID: null,
    DeploymentErrorInfo: SUCCESS,
    $customized: null,
    $creation: null,
    $nestedVirtualization: false,
    $promisedBytes: 0,
    ...given,
  };
}

export interface DiskGiven extends DiskFile {
  readonly busType: string;
  readonly bus: number;
  readonly lun: number;
  readonly volumeType: string;
}

type TemplateGiven = Pick<
  Template,
  "Name" | "Description" | "Generation" | "OperatingSystem" | "ComputerName" | "IsCustomizable" | "Owner" | keyof Sizing
>;

/** A template without drives and adapters. */
export function makeTemplate(random: Random, at: Date, given: TemplateGiven): Template {
  return {
    $type: "Template",
    ID: random.guid(),
    MarkedForDeletion: false,
    Status: "Normal",
    SecureBootEnabled: given.Generation === 2 ? true : null,
    OSType: given.OperatingSystem.OSType,
    Tag: "(none)",
    VirtualDiskDrives: [],
    VirtualDVDDrives: [],
    VirtualNetworkAdapters: [],
    AddedTime: at,
    ModifiedTime: at,
    ...given,
  };
}

/** A drive with its own new disk file. */
export function makeDrive(random: Random, owner: VirtualMachine | Template, given: DiskGiven): VirtualDiskDrive {
  return {
    $type: "VirtualDiskDrive",
    ID: random.guid(),
    Name: owner.Name,
    Description: "",
    MarkedForDeletion: false,
    BusType: given.busType,
    Bus: given.bus,
    Lun: given.lun,
    VirtualHardDisk: makeVirtualHardDisk(random, given),
    StorageQoSPolicy: null,
    PassThroughDisk: null,
    IsVHD: true,
    HasSharedStorage: false,
    CreateDiffDisk: false,
    VolumeType: given.volumeType,
    IOPSMaximum: 0,
    Accessibility: owner.$type === "VM" ? "Internal" : "Public",
    $owner: owner,
  };
}

/** A synthetic adapter that is connected to nothing. */
export function makeAdapter(random: Random, owner: VirtualMachine | Template, slot: number): VirtualNetworkAdapter {
  return {
    $type: "VirtualNetworkAdapter",
    ID: random.guid(),
    Name: owner.Name,
    Description: "",
    MarkedForDeletion: false,
    SlotId: slot,
    MACAddress: null,
    MACAddressType: "Dynamic",
    IPv4AddressType: "Dynamic",
    IPv6AddressType: "Dynamic",
    IPv4Addresses: [],
    IPv6Addresses: [],
    VMNetwork: null,
    VMSubnet: null,
    LogicalNetwork: null,
    VirtualNetwork: "",
    VLanEnabled: false,
    VLanID: 0,
    VirtualNetworkAdapterType: "Synthetic",
    IsEmulated: false,
    VirtualNetworkAdapterComplianceStatus: "Compliant",
    MACAddressSpoofingEnabled: false,
    VMNetworkOptimizationEnabled: false,
    GuestIPNetworkVirtualizationUpdatesEnabled: false,
    PortClassification: null,
    $owner: owner,
  };
}

/** Name of the switch that every host has. */
const SWITCH = "Datacenter switch";

export function connect(
  adapter: VirtualNetworkAdapter,
  network: VirtualNetworkAdapter["VMNetwork"],
  subnet: VirtualNetworkAdapter["VMSubnet"],
): void {
  const vlan = subnet?.SubnetVLans[0];
  adapter.VMNetwork = network;
  adapter.VMSubnet = subnet;
  adapter.LogicalNetwork = network?.LogicalNetwork ?? null;
  adapter.VirtualNetwork = network ? SWITCH : "";
  adapter.VLanEnabled = vlan?.IsVlanEnabled ?? false;
  adapter.VLanID = vlan?.VLanId ?? 0;
}

/** Adds what a VM has been given to the tables. */
export function keepMachine(store: Store, vm: VirtualMachine): void {
  store.vms.set(vm.ID, vm);
  for (const drive of vm.VirtualDiskDrives) store.drives.set(drive.ID, drive);
  for (const adapter of vm.VirtualNetworkAdapters) store.adapters.set(adapter.ID, adapter);
}

/** Hyper-V's own range. */
export function dynamicMac(random: Random): string {
  const hex = random
    .below(2 ** 24)
    .toString(16)
    .toUpperCase()
    .padStart(6, "0");
  return `00:15:5D:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4)}`;
}
