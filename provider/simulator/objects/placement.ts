import type { Host, HostGroup } from "./fabric.ts";
import type { ErrorInfo } from "./job.ts";
import type { ClientObject } from "./network.ts";

/** A failover cluster of hosts (scvmm-domain 1.6). */
export interface HostCluster extends ClientObject {
  readonly $type: "HostCluster";
  readonly ClusterName: string;
  readonly HostGroup: HostGroup;
  readonly ClusterReserve: number;
  readonly Nodes: readonly Host[];
}

/** A volume of a host. Sizes in bytes; what is free follows from the VMs on it. */
export interface StorageVolume extends ClientObject {
  readonly $type: "StorageVolume";
  readonly VolumeLabel: string;
  readonly Capacity: number;
  readonly IsClusterSharedVolume: boolean;
  readonly IsAvailableForPlacement: boolean;
  /** Name of its storage classification. */
  readonly Classification: string;
}

/** What Get-SCVMHostRating says of one host (scvmm-domain 2.3; see assumptions: ratings). */
export interface HostRating {
  readonly $type: "HostRating";
  readonly Name: string;
  readonly VMHost: Host;
  /** 0 to 5; 0: cannot take the VM. */
  readonly Rating: number;
  readonly Description: string;
  readonly TransferType: string;
  /** MiB. */
  readonly EstimatedHostMemoryRemaining: number;
  /** MiB. */
  readonly EstimatedHostDiskSpaceRemaining: number;
  readonly ZeroRatingReasonList: readonly ErrorInfo[];
  readonly WarningReasonList: readonly ErrorInfo[];
}
