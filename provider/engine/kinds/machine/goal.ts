import type { HookPoint } from "../../../model/hooks.ts";
import type { RemovedDiskPolicy } from "../../../model/kinds/machine-disks.ts";
import type { MaintenanceWindow } from "../../../model/maintenance-window.ts";
import type { ReclaimPolicy } from "../../../model/persistent-disk.ts";
import type { Json } from "../../../model/plan.ts";
import type { DiskSlot } from "../../disk-slots.ts";
import type { HardwareSettings } from "../../hardware.ts";
import type { Id, LiveIso, LiveVirtualHardDisk, Named } from "../../inventory.ts";
import type { MarkedGoal } from "../../marked-goal.ts";
import type { BlankMachine, DynamicMemory, MachineOptions } from "../../operation.ts";
import type { DesiredAdapter } from "./desired-adapter.ts";
import type { DesiredGuest } from "./guest.ts";
import type { DesiredSeed } from "./resolve-seed.ts";

/** What a machine shall be, resolved: data alone, so that it can be compared and re-planned from a fresh reading. */
export interface MachineGoal extends MarkedGoal {
  readonly kind: "ScvmmMachine";
  /** Replaced ones and doubles. Nothing else that was ever finished is removed. */
  readonly doomed: readonly Id[];
  /** VMs that bear the machine's name and go with the plan before it: an unfinished machine does not give way to them. */
  readonly leaving?: readonly Id[];
  /** null: nothing shall be left. */
  readonly desired: DesiredMachine | null;
  /** What is known of the VMs' persistent disks beside what the VMs say, by the names of their files, without extension. */
  readonly fates: DiskFates;
  /** People's own functions; null: there are none. */
  readonly hooks: MachineHooks | null;
}

/** The functions of the machine's ScvmmProvider, and what they are told. */
export interface MachineHooks {
  readonly scripts: Readonly<Partial<Record<HookPoint, string>>>;
  readonly environment: Readonly<Record<string, string>>;
  /** Of the manifest; {} where there is none any more. */
  readonly spec: Json;
}

/** deleted: its manifest is gone, and Delete was its policy; else what its manifest says. */
export type DiskFates = Readonly<Record<string, ReclaimPolicy | "deleted">>;

/** Everywhere null means: the manifest is silent, leave it as it is. */
export interface DesiredMachine {
  readonly name: string;
  readonly cloud: Named | null;
  readonly hostGroup: (Named & { readonly path: string }) | null;
  /** null beside silence: VMM no longer has it, and the VM needs it no more. */
  readonly template: Named | null;
  readonly hardwareProfile: Named | null;
  readonly operatingSystem: Named | null;
  /** How it is made where there is no template. */
  readonly blank: BlankMachine | null;
  /** Of a machine that is to be made, what it will have. */
  readonly generation: number | null;
  readonly hardware: HardwareSettings;
  readonly cpuCount: number;
  readonly memory: Sized | null;
  readonly dynamicMemory: (DynamicMemory & { readonly minimum: string; readonly maximum: string }) | null;
  readonly disks: readonly DesiredDisk[] | null;
  /** Of data disks that are no longer among them. */
  readonly removedDisks: RemovedDiskPolicy;
  /** Without an ISO: the drive is empty, or there is none. */
  readonly dvdDrive: { readonly iso: LiveIso | null } | null;
  readonly fibreChannel: readonly DesiredFibreChannel[] | null;
  readonly adapters: readonly DesiredAdapter[] | null;
  /** Of a machine that is being made. */
  readonly seed?: DesiredSeed | null;
  /** Of a machine that is being made. */
  readonly guest?: DesiredGuest | null;
  readonly tag: string | null;
  readonly customProperties: Readonly<Record<string, string>>;
  readonly availabilitySet: string | null;
  readonly description: string | null;
  readonly options: MachineOptions;
  readonly deletionProtection: boolean | null;
  readonly failedCreation: "Repair" | "Remove" | "Keep";
  readonly power: DesiredPower;
  /** Of the guest. */
  readonly hostname: string;
}

/** When a machine runs, and what may be done about it. */
export interface DesiredPower {
  readonly policy: "AlwaysOn" | "StartOnce" | "Manual" | "AlwaysOff";
  readonly cycle: "Never" | "WhenOff" | "Allow";
  readonly window: MaintenanceWindow | null;
  readonly shutdown: { readonly timeoutMs: number; readonly force: boolean };
}

/** MiB for memory, bytes for disks; `text` is what the manifest said. */
export interface Sized {
  readonly value: number;
  readonly text: string;
}

export interface DesiredDisk {
  readonly name: string | null;
  /** One that outlives the VM. */
  readonly persistent: PersistentSlot | null;
  readonly size: Sized | null;
  readonly dynamic: boolean;
  /** Disk of the library that it is a copy of. */
  readonly vhDisk: LiveVirtualHardDisk | null;
  readonly volumeType: string | null;
  readonly storageClassification: Named | null;
  readonly iopsMaximum: Sized | null;
  readonly storageQoSPolicy: Named | null;
}

/** A persistent disk in its place. */
export interface PersistentSlot extends DiskSlot {
  /** Of its file, without extension. */
  readonly fileName: string;
  /** That the file is made in; null: the one above the folder of the VM. */
  readonly folder: string | null;
}

export interface DesiredFibreChannel {
  /** Its name: which one it is depends on the host. */
  readonly virtualSan: string | null;
  readonly storageFabricClassification: Named | null;
}
