import type { Mark } from "../model/mark.ts";
import type { HardwareSettings } from "./hardware.ts";
import type { LiveNameClaim } from "./inventory-names.ts";
import type { LiveAdapter, LiveAddress, LiveMacPool, LivePool, LiveVmNetwork } from "./inventory-network.ts";
import type { LiveCheckpoint, LiveDetachedDisk, LiveHost, VmCheckpoint } from "./inventory-storage.ts";
import type { SeedDevice } from "./operation-seed.ts";

/** VMM object id: a Guid in lower case. */
export type Id = string;

/** One reading of a VMM: immutable values, names as VMM spells them, sizes in bytes, memory in MiB. */
export interface Inventory {
  readonly server: { readonly name: string; readonly version: string };
  /** As whom this was read. */
  readonly account: LiveAccount;
  readonly vms: readonly VmStub[];
  /** Details of the VMs that carry any mark of ours, whatever its scope. */
  readonly owned: readonly LiveVm[];
  readonly addresses: readonly LiveAddress[];
  readonly pools: readonly LivePool[];
  readonly clouds: readonly LiveCloud[];
  readonly hostGroups: readonly (Named & { readonly path: string })[];
  readonly hosts: readonly LiveHost[];
  readonly templates: readonly LiveTemplate[];
  readonly hardwareProfiles: readonly (Named & { readonly generation: number; readonly memoryMb: number | null })[];
  /** Left of blank machines of ours, whatever their scope; no manifest can name them. */
  readonly temporaryTemplates: readonly { readonly id: Id; readonly mark: Mark }[];
  readonly operatingSystems: readonly Named[];
  readonly vmNetworks: readonly LiveVmNetwork[];
  readonly libraryShares: readonly (Named & { readonly path: string })[];
  /** Those of the library; the copies that hosts have are not among them. */
  readonly isos: readonly LiveIso[];
  /** Floppy images of the library that carry cloud-init data; others are of no use to a plan. */
  readonly floppySeeds: readonly LiveIso[];
  /** Those of the library; the disks of VMs are not among them. */
  readonly virtualHardDisks: readonly LiveVirtualHardDisk[];
  readonly storageClassifications: readonly Named[];
  readonly storageQoSPolicies: readonly Named[];
  readonly portClassifications: readonly Named[];
  readonly macPools: readonly LiveMacPool[];
  readonly storageFabricClassifications: readonly Named[];
  /** Each host has its own; they may have one name. */
  readonly virtualSans: readonly (Named & { readonly hostName: string | null })[];
  /** Definitions of custom properties that apply to VMs. */
  readonly customProperties: readonly Named[];
  /** Persistent disks that no VM has, or is about to lose, whatever their scope. */
  readonly detachedDisks: readonly LiveDetachedDisk[];
  /** Those that carry a mark of ours, whatever its scope. */
  readonly checkpoints: readonly LiveCheckpoint[];
  /** Of anybody. */
  readonly nameClaims: readonly LiveNameClaim[];
}

export interface Named {
  readonly id: Id;
  readonly name: string;
}

/** What is read of every VM, owned or not. */
export interface VmStub extends Named {
  readonly status: string;
  /** Name of the cloud; null outside any. */
  readonly cloud: string | null;
  readonly hostName: string | null;
  /** Path of its host group, without the VM's name. */
  readonly hostGroupPath: string | null;
}

export interface LiveVm extends VmStub {
  /** Hyper-V's id, upper case. */
  readonly vmId: string;
  readonly mark: Mark;
  /** When VMM got to know it, as VMM writes it; sorts by time. null where it could not be read. */
  readonly addedAt: string | null;
  /** false while only the description carries the mark: its creation has not been finished. */
  readonly sealed: boolean;
  /** Sealed, but its description carries the mark still: a run was broken off between the two. */
  readonly halfSealed: boolean;
  /** `VirtualMachineState`: the raw power state, e.g. Running, PowerOff, Saved, Paused. */
  readonly powerState: string;
  /** Name of what it was made from: a template, or a temporary one's. */
  readonly madeFrom: string | null;
  /** In a failover cluster, on shared storage. */
  readonly highlyAvailable: boolean;
  /** Without the mark. */
  readonly description: string;
  /** "" when unset. */
  readonly tag: string;
  /** Without MARK_PROPERTY. */
  readonly customProperties: Readonly<Record<string, string>>;
  readonly cpuCount: number;
  readonly memoryMb: number;
  readonly dynamicMemory: { readonly minimumMb: number; readonly maximumMb: number; readonly bufferPercentage: number } | null;
  readonly generation: number;
  readonly operatingSystem: string | null;
  readonly availabilitySets: readonly string[];
  readonly startAction: string;
  readonly stopAction: string;
  readonly checkpointType: string | null;
  readonly cpuLimitForMigration: boolean;
  readonly cpuLimitFunctionality: boolean;
  readonly hardware: HardwareSettings;
  /** Sorted by bus type, bus and lun, so that the boot disk comes first. */
  readonly disks: readonly LiveDisk[];
  /** While there are any, its disks are differencing ones. */
  readonly checkpoints: readonly VmCheckpoint[];
  /** Sorted by bus and lun. */
  readonly dvdDrives: readonly LiveDvdDrive[];
  /** Copies of ISOs beside the VM that no drive of it holds any more. */
  readonly leftIsos: readonly { readonly id: Id; readonly path: string; readonly isSeed: boolean }[];
  /** What carries cloud-init data that an apply of ours has attached and that is still there. */
  readonly seed: SeedDevice | null;
  readonly fibreChannel: readonly LiveFibreChannelAdapter[];
  /** Sorted by slot. */
  readonly adapters: readonly LiveAdapter[];
  /** The most recent job on the VM. */
  readonly job: { readonly id: Id; readonly status: string } | null;
}

/** Of a VM that need not be ours. */
export interface VmDetails extends Omit<LiveVm, "mark"> {
  readonly mark: Mark | null;
}

export interface LiveDisk {
  readonly id: Id;
  readonly busType: "IDE" | "SCSI";
  readonly bus: number;
  readonly lun: number;
  /** Maximum size. */
  readonly sizeBytes: number;
  readonly dynamic: boolean;
  readonly format: string;
  readonly volumeType: string;
  readonly iopsMaximum: number | null;
  /** Name of its storage QoS policy. */
  readonly storageQoSPolicy: string | null;
  /** Of its file on the host; null for a physical disk. */
  readonly path: string | null;
}

export interface LiveTemplate extends Named {
  readonly generation: number;
  /** `Windows`, `Linux`, `Other`; null where VMM does not say. */
  readonly osType: string | null;
  /** Whether VMM writes into the guests of its VMs. */
  readonly customizable: boolean;
  /** null where VMM does not say. */
  readonly memoryMb: number | null;
  /** In the order of LiveVm's; 0 bytes where the size is not known. `usedBytes`: of its file. */
  readonly disks: readonly { readonly sizeBytes: number; readonly usedBytes: number }[];
  /** Files of the library that it refers to and that VMM cannot find any more. */
  readonly missingFiles: readonly string[];
}

export interface LiveAccount {
  /** `DOMAIN\user`; null where VMM does not say, as all of these. */
  readonly user: string | null;
  readonly role: Named | null;
  /** `Administrator`, `DelegatedAdmin`, `ReadOnlyAdmin`, `TenantAdmin`, `SelfServiceUser`. */
  readonly profile: string | null;
}

/** A disk of the library: named by its file. */
export interface LiveVirtualHardDisk extends Named {
  /** UNC. */
  readonly path: string;
  readonly sizeBytes: number;
  /** VMM cannot find its file any more. */
  readonly missing: boolean;
}

export interface LiveDvdDrive {
  readonly id: Id;
  readonly busType: "IDE" | "SCSI";
  readonly bus: number;
  readonly lun: number;
  /** Where the mounted ISO lies: on the host when it was mounted by copy, which is then an ISO of its own. */
  readonly isoPath: string | null;
}

/** An ISO of the library: named by its file. */
export interface LiveIso extends Named {
  /** UNC. */
  readonly path: string;
  /** VMM cannot find its file any more. */
  readonly missing: boolean;
}

export interface LiveCloud extends Named {
  /** Paths of the host groups that it is made of; empty where the account may not see them. */
  readonly hostGroups: readonly string[];
  /** That its users may choose; empty where VMM tells none. */
  readonly portClassifications: readonly { readonly id: Id }[];
}

export interface LiveFibreChannelAdapter {
  readonly id: Id;
  readonly virtualSan: string | null;
  readonly storageFabricClassification: string | null;
}
