import type { Parameters } from "../binding/parameters.ts";
import { DURATION_MS } from "../durations.ts";
import { demandFirmware } from "../firmware.ts";
import { demandFree, demandPoweredOff } from "../machine-state.ts";
import type { Sizing, VirtualMachine } from "../objects/machine.ts";
import { demandOfCloud } from "../quota.ts";
import { resize, SIZING_PARAMETERS, sizingOf } from "../sizing.ts";
import type { CmdletDefinition } from "./definition.ts";
import { update } from "./update.ts";

type Property = keyof VirtualMachine;

/** Parameters that become a property as they are, and may at any time (scvmm-domain 2.13). */
const FREE = {
  Name: "Name",
  Description: "Description",
  Tag: "Tag",
  Owner: "Owner",
  CostCenter: "CostCenter",
  QuotaPoint: "QuotaPoint",
  Enabled: "Enabled",
  StartAction: "StartAction",
  StopAction: "StopAction",
  DelayStartSeconds: "DelayStart",
  CheckpointType: "CheckpointType",
  OperatingSystem: "OperatingSystem",
  AvailabilitySetNames: "AvailabilitySetNames",
  Cloud: "Cloud",
  HAVMPriority: "HAVMPriority",
  MemoryWeight: "MemoryWeight",
  CPUExpectedUtilizationPercent: "ExpectedCPUUtilization",
  CPUReserve: "CPUReserve",
  CPUMaximumPercent: "CPUMax",
  CPURelativeWeight: "RelativeWeight",
  DiskIops: "DiskIO",
  NetworkUtilizationMbps: "NetworkUtilization",
  EnableBackup: "BackupEnabled",
  EnableDataExchange: "DataExchangeEnabled",
  EnableHeartbeat: "HeartbeatEnabled",
  EnableOperatingSystemShutdown: "OperatingSystemShutdownEnabled",
  EnableTimeSync: "TimeSynchronizationEnabled",
} as const satisfies Readonly<Record<string, Property>>;

/** Those that need the VM to be off when they change something. */
const WHILE_OFF = {
  CPULimitForMigration: "LimitCPUForMigration",
  CPULimitFunctionality: "LimitCPUFunctionality",
  SecureBootEnabled: "SecureBootEnabled",
  SecureBootTemplate: "SecureBootTemplate",
  FirstBootDevice: "FirstBootDevice",
  BootOrder: "BootOrder",
  NumLock: "NumLockEnabled",
  EnableNestedVirtualization: "$nestedVirtualization",
} as const satisfies Readonly<Record<string, Property>>;

const CUSTOM = Array.from({ length: 10 }, (_, index) => `Custom${index + 1}`);
const PLAIN: Readonly<Record<string, Property>> = { ...FREE, ...WHILE_OFF };

const change: CmdletDefinition = {
  honours: ["VM", "RemoveFromCloud", ...SIZING_PARAMETERS, ...Object.keys(PLAIN), ...CUSTOM],
  run: (parameters, world) => {
    const vm = parameters.demanded("VM", "VM");
    demandFree(world, vm);
    const sizing = resize(sizingOf(vm), parameters);
    demandSizingAllowed(vm, sizing);
    for (const [parameter, property] of Object.entries(WHILE_OFF))
      if (parameters.has(parameter) && !same(vm[property], parameters.raw(parameter))) demandPoweredOff(vm);
    demandFirmware(vm, parameters);
    const cloud = parameters.object("Cloud", "Cloud");
    if (cloud && cloud !== vm.Cloud) demandOfCloud(world, cloud, vm);
    return update(world, vm, {
      title: "Change properties of virtual machine",
      target: vm,
      durationMs: DURATION_MS.setVm,
      finish: () => {
        if (vm.VMHost && vm.VirtualMachineState === "Running") vm.VMHost.AvailableMemory += vm.Memory - sizing.Memory;
        Object.assign(vm, sizing, changes(parameters));
        for (const device of [...vm.VirtualDiskDrives, ...vm.VirtualDVDDrives, ...vm.VirtualNetworkAdapters]) device.Name = vm.Name;
        for (const name of CUSTOM) setCustom(vm, name, parameters.text(name));
      },
    });
  },
};

function same(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

function changes(parameters: Parameters): Partial<VirtualMachine> {
  const given = Object.entries(PLAIN).filter(([parameter]) => parameters.has(parameter));
  const moved = parameters.on("RemoveFromCloud") ? { Cloud: null } : {};
  const set = Object.fromEntries(given.map(([parameter, property]) => [property, parameters.raw(parameter)]));
  // The server prints an empty tag as the recorded `(none)` (scvmm-domain 1.0).
  return { ...set, ...(set["Tag"] === "" ? { Tag: "(none)" } : {}), ...moved };
}

function setCustom(vm: VirtualMachine, name: string, value: string | undefined): void {
  if (value === undefined) return;
  if (value === "") vm.CustomProperty.delete(name);
  else vm.CustomProperty.set(name, value);
}

/** What of a running VM's sizing may change: static memory, static to dynamic, a wider range of dynamic memory (scvmm-domain 2.13). */
function demandSizingAllowed(vm: VirtualMachine, after: Sizing): void {
  if (vm.VirtualMachineState === "PowerOff" || vm.VirtualMachineState === "Stored") return;
  const wasDynamic = vm.DynamicMemoryEnabled;
  const narrower =
    wasDynamic &&
    ((after.DynamicMemoryMinimumMB ?? 0) > (vm.DynamicMemoryMinimumMB ?? 0) ||
      (after.DynamicMemoryMaximumMB ?? 0) < (vm.DynamicMemoryMaximumMB ?? 0));
  const startup = wasDynamic && after.Memory !== vm.Memory;
  const paused = vm.VirtualMachineState !== "Running" && !same(sizingOf(vm), after);
  if (after.CPUCount !== vm.CPUCount || narrower || startup || paused || (wasDynamic && !after.DynamicMemoryEnabled)) demandPoweredOff(vm);
}

export const changeCmdlets = { "Set-SCVirtualMachine": change } as const satisfies Record<string, CmdletDefinition>;
