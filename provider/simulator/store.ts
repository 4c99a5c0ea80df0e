import type { Cloud, CustomProperty, Host, HostGroup, ServerConnection } from "./objects/fabric.ts";
import type { HostFibreChannelVirtualSan, StorageFabricClassification, VirtualFibreChannelAdapter } from "./objects/fibre-channel.ts";
import type { VirtualFloppyDisk, VirtualFloppyDrive } from "./objects/floppy.ts";
import type { Task } from "./objects/job.ts";
import type { Iso, LibraryShare, VirtualDvdDrive } from "./objects/library.ts";
import type {
  HardwareProfile,
  HeldDrive,
  OperatingSystem,
  StandaloneVirtualHardDisk,
  Template,
  VirtualDiskDrive,
  VirtualMachine,
  VirtualNetworkAdapter,
  VmConfiguration,
} from "./objects/machine.ts";
import type {
  AllocatedIpAddress,
  AllocatedMacAddress,
  MacAddressPool,
  PortClassification,
  StaticIpAddressPool,
  VmNetwork,
  VmSubnet,
} from "./objects/network.ts";
import type { TypeName, VmmObject } from "./objects/object.ts";
import type { HostCluster } from "./objects/placement.ts";
import type { StorageClassification, StorageQosPolicy } from "./objects/storage.ts";
import { allVirtualHardDisks } from "./virtual-hard-disks.ts";

/** Everything that the server knows, by id and in the order of creation. */
export interface Store {
  readonly server: ServerConnection;
  readonly vms: Map<string, VirtualMachine>;
  readonly drives: Map<string, VirtualDiskDrive>;
  readonly dvdDrives: Map<string, VirtualDvdDrive>;
  readonly adapters: Map<string, VirtualNetworkAdapter>;
  readonly templates: Map<string, Template>;
  readonly clouds: Map<string, Cloud>;
  readonly hostGroups: Map<string, HostGroup>;
  readonly hosts: Map<string, Host>;
  readonly clusters: Map<string, HostCluster>;
  readonly hardwareProfiles: Map<string, HardwareProfile>;
  readonly operatingSystems: Map<string, OperatingSystem>;
  readonly libraryShares: Map<string, LibraryShare>;
  readonly libraryDisks: Map<string, StandaloneVirtualHardDisk>;
  /** Files on hosts that no VM has any more. */
  readonly looseDisks: Map<string, StandaloneVirtualHardDisk>;
  readonly storageClassifications: Map<string, StorageClassification>;
  readonly storageQosPolicies: Map<string, StorageQosPolicy>;
  readonly storageFabricClassifications: Map<string, StorageFabricClassification>;
  readonly virtualSans: Map<string, HostFibreChannelVirtualSan>;
  readonly fibreChannelAdapters: Map<string, VirtualFibreChannelAdapter>;
  readonly isos: Map<string, Iso>;
  readonly floppyDisks: Map<string, VirtualFloppyDisk>;
  /** By the id of the VM. */
  readonly floppyDrives: Map<string, VirtualFloppyDrive>;
  readonly vmNetworks: Map<string, VmNetwork>;
  readonly subnets: Map<string, VmSubnet>;
  readonly pools: Map<string, StaticIpAddressPool>;
  readonly addresses: Map<string, AllocatedIpAddress>;
  readonly macPools: Map<string, MacAddressPool>;
  readonly macAddresses: Map<string, AllocatedMacAddress>;
  readonly portClassifications: Map<string, PortClassification>;
  readonly customProperties: Map<string, CustomProperty>;
  readonly configurations: Map<string, VmConfiguration>;
  readonly tasks: Map<string, Task>;
  /** What cmdlets with a job group hold back until the last one of the group, by the group's id. */
  readonly jobGroups: Map<string, HeldDrive[]>;
  /** Static MAC addresses that are in use. */
  readonly macs: Set<string>;
}

export function emptyStore(server: ServerConnection): Store {
  return {
    server,
    vms: new Map(),
    drives: new Map(),
    dvdDrives: new Map(),
    adapters: new Map(),
    templates: new Map(),
    clouds: new Map(),
    hostGroups: new Map(),
    hosts: new Map(),
    clusters: new Map(),
    hardwareProfiles: new Map(),
    operatingSystems: new Map(),
    libraryShares: new Map(),
    libraryDisks: new Map(),
    looseDisks: new Map(),
    storageClassifications: new Map(),
    storageQosPolicies: new Map(),
    storageFabricClassifications: new Map(),
    virtualSans: new Map(),
    fibreChannelAdapters: new Map(),
    isos: new Map(),
    floppyDisks: new Map(),
    floppyDrives: new Map(),
    vmNetworks: new Map(),
    subnets: new Map(),
    pools: new Map(),
    addresses: new Map(),
    macPools: new Map(),
    macAddresses: new Map(),
    portClassifications: new Map(),
    customProperties: new Map(),
    configurations: new Map(),
    tasks: new Map(),
    jobGroups: new Map(),
    macs: new Set(),
  };
}

/** The table that objects of a type are kept in; null for those that exist only inside others. */
export function tableOf(store: Store, type: TypeName): ReadonlyMap<string, VmmObject> | null {
  switch (type) {
    case "VM":
      return store.vms;
    case "VirtualDiskDrive":
      return store.drives;
    case "VirtualDVDDrive":
      return store.dvdDrives;
    case "VirtualNetworkAdapter":
      return store.adapters;
    case "Template":
      return store.templates;
    case "Cloud":
      return store.clouds;
    case "HostGroup":
      return store.hostGroups;
    case "Host":
      return store.hosts;
    case "HostCluster":
      return store.clusters;
    case "HardwareProfile":
      return store.hardwareProfiles;
    case "OperatingSystem":
      return store.operatingSystems;
    case "LibraryShare":
      return store.libraryShares;
    case "ISO":
      return store.isos;
    case "VirtualFloppyDisk":
      return store.floppyDisks;
    case "VirtualFloppyDrive":
      return store.floppyDrives;
    case "StorageClassification":
      return store.storageClassifications;
    case "StorageQoSPolicy":
      return store.storageQosPolicies;
    case "StorageFabricClassification":
      return store.storageFabricClassifications;
    case "HostFibreChannelVirtualSAN":
      return store.virtualSans;
    case "VirtualFibreChannelAdapter":
      return store.fibreChannelAdapters;
    case "StandaloneVirtualHardDisk":
      return allVirtualHardDisks(store);
    case "VMNetwork":
      return store.vmNetworks;
    case "VMSubnet":
      return store.subnets;
    case "StaticIPAddressPool":
      return store.pools;
    case "AllocatedIPAddress":
      return store.addresses;
    case "AllocatedMACAddress":
      return store.macAddresses;
    case "MACAddressPool":
      return store.macPools;
    case "PortClassification":
      return store.portClassifications;
    case "CustomProperty":
      return store.customProperties;
    case "VMConfiguration":
      return store.configurations;
    case "Task":
      return store.tasks;
    case "ServerConnection":
      return new Map([[store.server.ID, store.server]]);
    case "UserRole":
      return new Map([[store.server.UserRole.ID, store.server.UserRole]]);
    case "CloudCapacity":
    case "CloudUsage":
    case "CustomPropertyValue":
    case "DefaultGateway":
    case "ErrorInfo":
    case "HostRating":
    case "Step":
    case "LogicalNetwork":
    case "LogicalNetworkDefinition":
    case "VMCheckpoint":
    case "StorageVolume":
    case "SubnetVLan":
    case "UserRoleQuota":
      return null;
  }
}
