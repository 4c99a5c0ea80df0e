import type { ClientObject, LogicalNetwork, PortClassification } from "./network.ts";
import type { HostCluster, StorageVolume } from "./placement.ts";

export interface ServerConnection extends ClientObject {
  readonly $type: "ServerConnection";
  readonly Port: number;
  readonly IsConnected: boolean;
  readonly ServerInterfaceVersion: string;
  readonly ProductVersion: string;
  readonly FullyQualifiedDomainName: string;
  readonly Profile: string;
  readonly UserRole: UserRole;
  readonly ConnectedUserName: string;
  readonly IsHighlyAvailable: boolean;
}

/** What the users of a role may do and have (see assumptions: user-roles). */
export interface UserRole extends ClientObject {
  readonly $type: "UserRole";
  readonly Description: string;
  readonly UserRoleProfile: string;
  /** Null where the profile alone says what its users may do. */
  readonly Permission: readonly string[] | null;
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
  readonly CustomQuotaCount: number;
  readonly UseCPUCountMaximum: boolean;
  readonly UseMemoryMBMaximum: boolean;
  readonly UseStorageGBMaximum: boolean;
  readonly UseVMCountMaximum: boolean;
  readonly UseCustomQuotaCountMaximum: boolean;
}

/** Of a role as a whole, or of each of its users, in one cloud. */
export interface UserRoleQuota extends Omit<CloudCapacity, "$type"> {
  readonly $type: "UserRoleQuota";
  readonly ID: string;
  readonly Cloud: Cloud;
  readonly UserRole: UserRole;
  readonly QuotaPerUser: boolean;
}

/** What counts in a cloud at the moment; property names as the cmdlet's help lists them. */
export interface CloudUsage {
  readonly $type: "CloudUsage";
  readonly CPUUsageCount: number;
  readonly CustomQuotaUsageCount: number;
  readonly MemoryUsageMB: number;
  readonly StorageUsageGB: number;
  readonly VMUsageCount: number;
}

export interface Cloud extends ClientObject {
  readonly $type: "Cloud";
  readonly Description: string;
  readonly HostGroup: readonly HostGroup[];
  readonly PortClassifications: readonly PortClassification[];
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
