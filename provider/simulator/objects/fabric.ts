import type { ClientObject, LogicalNetwork } from "./network.ts";
import type { HostCluster, StorageVolume } from "./placement.ts";

export interface ServerConnection extends ClientObject {
  readonly $type: "ServerConnection";
  readonly Port: number;
  readonly IsConnected: boolean;
  readonly ServerInterfaceVersion: string;
  readonly ProductVersion: string;
  readonly FullyQualifiedDomainName: string;
  readonly Profile: string;
  readonly ConnectedUserName: string;
  readonly IsHighlyAvailable: boolean;
}

/** Prints its Path. */
export interface HostGroup extends ClientObject {
  readonly $type: "HostGroup";
  readonly Description: string;
  readonly Path: string;
  readonly IsRoot: boolean;
  readonly ParentHostGroup: HostGroup | null;
  readonly ChildGroups: HostGroup[];
  readonly Hosts: Host[];
  readonly Creator: string;
  readonly CreationDate: Date;
}

export interface Host extends ClientObject {
  readonly $type: "Host";
  readonly Description: string;
  readonly ComputerName: string;
  readonly DomainName: string;
  readonly OverallState: string;
  readonly CommunicationState: string;
  readonly ComputerState: string;
  readonly HyperVState: string;
  readonly VirtualizationPlatform: string;
  readonly LogicalProcessorCount: number;
  /** Bytes. */
  readonly TotalMemory: number;
  /** MiB. */
  AvailableMemory: number;
  readonly MemoryReserveMB: number;
  readonly DiskSpaceReserveMB: number;
  readonly CPUPercentageReserve: number;
  readonly VMPaths: readonly string[];
  readonly AvailableForPlacement: boolean;
  readonly MaintenanceHost: boolean;
  readonly VMHostGroup: HostGroup;
  HostCluster: HostCluster | null;
  readonly DiskVolumes: readonly StorageVolume[];
  readonly SupportsLiveMigration: boolean;
  /** Live migrations at a time, those from it and those to it together. */
  readonly LiveMigrationMaximum: number;
  readonly LiveStorageMigrationMaximum: number;
  /** Logical networks that its switch is on; null: all. */
  readonly $networks: ReadonlySet<LogicalNetwork> | null;
  /** When the live migrations that have taken a place of it end, in virtual milliseconds. */
  readonly $migrationEnds: number[];
}

export interface CloudCapacity {
  readonly $type: "CloudCapacity";
  readonly CPUCount: number;
  readonly MemoryMB: number;
  readonly StorageGB: number;
  readonly VMCount: number;
  readonly UseCPUCountMaximum: boolean;
  readonly UseMemoryMBMaximum: boolean;
  readonly UseStorageGBMaximum: boolean;
  readonly UseVMCountMaximum: boolean;
}

export interface Cloud extends ClientObject {
  readonly $type: "Cloud";
  readonly Description: string;
  readonly HostGroup: readonly HostGroup[];
  readonly CloudCapacity: CloudCapacity;
  /** What the role of the connected user may have of it. */
  readonly $userCapacity: CloudCapacity;
  readonly CustomProperty: ReadonlyMap<string, string>;
  readonly LastModifiedDate: Date;
}

export interface CustomProperty extends ClientObject {
  readonly $type: "CustomProperty";
  Description: string;
  readonly Members: readonly string[];
}
