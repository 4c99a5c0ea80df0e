import { sizeOf } from "../ip-address.ts";
import { reportedName } from "./guest.ts";
import type { Step, Task } from "./job.ts";
import type { VirtualMachine } from "./machine.ts";
import type { StaticIpAddressPool } from "./network.ts";
import type { ObjectOf, TypeName, Value, VmmObject } from "./object.ts";

/** Read-only properties that follow from others, and from the time (virtual milliseconds). */
type Derived<T extends TypeName> = Readonly<Record<string, (object: ObjectOf<T>, now: number) => Value>>;

const ZERO_GUID = "00000000-0000-0000-0000-000000000000";
const CUSTOM_FIELDS = Array.from({ length: 10 }, (_, index) => `Custom${index + 1}`);

/** StatusString is display text (scvmm-domain 1.1): what was recorded, else the name with spaces between its words. */
function displayed(status: string): string {
  return status === "PowerOff" ? "Stopped" : status.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ");
}

function jobStatus(task: Task, now: number): string {
  return task.$end ?? (now < task.$runsFrom ? "NotStarted" : "Running");
}

/** A failed job keeps 0 (scvmm-domain 1.7); a running one never shows 100. */
function progress(task: Task, now: number): number {
  if (task.$end !== null) return task.$end === "Failed" || task.$end === "Canceled" ? 0 : 100;
  if (now < task.$runsFrom) return 0;
  const share = (now - task.$runsFrom) / (task.$endsAt - task.$runsFrom);
  return Math.min(99, Math.floor(100 * share));
}

/** Of one step: those before it are done when it runs; where the job failed its last step did. */
function stepProgress(step: Step, now: number): number {
  const { $task: task, $from, $to } = step;
  if (task.$end === null) return Math.max(0, Math.min(100, Math.floor(((progress(task, now) / 100 - $from) / ($to - $from)) * 100)));
  return $to < 1 ? 100 : progress(task, now);
}

function stepStatus(step: Step, now: number): string {
  const done = stepProgress(step, now);
  if (step.$task.$end !== null) return done === 100 ? "Completed" : step.$task.$end;
  return done === 100 ? "Completed" : step === currentStep(step.$task, now) ? jobStatus(step.$task, now) : "NotStarted";
}

const currentStep = (task: Task, now: number): Step | null =>
  task.Steps.find((step) => stepProgress(step, now) < 100) ?? task.Steps.at(-1) ?? null;

const STEP: Derived<"Step"> = {
  Description: (step) => step.Name,
  Status: stepStatus,
  StatusString: (step, now) => JOB_STATUS_TEXT[stepStatus(step, now)] ?? stepStatus(step, now),
  Progress: (step, now) => `${stepProgress(step, now)} %`,
  ProgressValue: stepProgress,
};

const JOB_STATUS_TEXT: Readonly<Record<string, string>> = { SucceedWithInfo: "Completed w/ Info", NotStarted: "Not started" };

const TASK: Derived<"Task"> = {
  Description: (task) => task.Name,
  Status: jobStatus,
  StatusString: (task, now) => JOB_STATUS_TEXT[jobStatus(task, now)] ?? jobStatus(task, now),
  Progress: (task, now) => `${progress(task, now)} %`,
  ProgressValue: progress,
  IsCompleted: (task) => task.$end !== null,
  CurrentStep: currentStep,
};

const VM: Derived<"VM"> = {
  ObjectType: () => "VM",
  StatusString: (vm) => displayed(vm.Status),
  ComputerName: reportedName,
  ComputerNameString: (vm, now) => reportedName(vm, now) ?? "Unknown",
  MemoryAssignedMB: (vm) => (vm.VirtualMachineState === "Running" ? vm.Memory : 0),
  HostName: (vm) => vm.VMHost?.Name ?? null,
  HostId: (vm) => vm.VMHost?.ID ?? ZERO_GUID,
  HostType: (vm) => (vm.VMHost ? "VMHost" : "None"),
  HostGroupPath: (vm) => (vm.VMHost ? `${vm.VMHost.VMHostGroup.Path}\\${vm.Name}` : null),
  CloudId: (vm) => vm.Cloud?.ID ?? null,
  VMCPath: (vm) => (vm.Location ? `${vm.Location}\\Virtual Machines\\${vm.VMId}.vmcx` : null),
  VirtualHardDisks: (vm) => vm.VirtualDiskDrives.map((drive) => drive.VirtualHardDisk),
  TotalSize: (vm) => vm.VirtualDiskDrives.reduce((sum, drive) => sum + drive.VirtualHardDisk.Size, 0),
  VirtualizationPlatform: () => "HyperV",
  CustomProperties: (vm) => CUSTOM_FIELDS.map((field) => vm.CustomProperty.get(field) ?? ""),
  IsTagEmpty: (vm) => vm.Tag === "(none)",
  UserRoleID: () => ZERO_GUID,
  MostRecentTaskID: (vm) => vm.MostRecentTask?.ID ?? null,
  MostRecentTaskIfLocal: (vm) => vm.MostRecentTask,
  MostRecentTaskUIState: (vm, now) => (vm.MostRecentTask ? jobStatus(vm.MostRecentTask, now) : null),
  IsUndergoingLiveMigration: (vm) => vm.Status === "UnderMigration" && vm.VirtualMachineState === "Running",
  IsFaultTolerant: () => false,
  HasPassthroughDisk: () => false,
  HasSharedStorage: () => false,
  MarkedAsTemplate: () => false,
  CPUPerVirtualNumaNodeMaximum: () => null,
  NumaIsolationRequired: () => null,
  Accessibility: () => "Public",
  LastRestoredCheckpointID: (vm: VirtualMachine) => vm.VMId,
};

/** Reserved addresses are in no count of free ones; virtual IPs are (see assumptions: pool-counts). */
const POOL: Derived<"StaticIPAddressPool"> = {
  ObjectType: () => "StaticIPAddressPool",
  TotalAddresses: (pool: StaticIpAddressPool) => sizeOf(pool.$range),
  AvailableAddresses: (pool: StaticIpAddressPool) => sizeOf(pool.$range) - pool.$reservedCount - pool.$granted.size,
};

const NONE = {};

const DERIVED: { readonly [T in TypeName]: Derived<T> } = {
  AllocatedIPAddress: NONE,
  AllocatedMACAddress: NONE,
  Cloud: { ObjectType: () => "Cloud" },
  CloudCapacity: NONE,
  CloudUsage: NONE,
  CustomProperty: { ObjectType: () => "CustomProperty" },
  CustomPropertyValue: {
    CustomPropertyID: (value) => value.CustomProperty.ID,
    ObjectID: (value) => value.$object.ID,
  },
  DefaultGateway: NONE,
  ErrorInfo: NONE,
  HardwareProfile: { ObjectType: () => "HardwareProfile" },
  Host: {
    ObjectType: () => "VMHost",
    FullyQualifiedDomainName: (host) => host.Name,
    OverallStateString: (host) => host.OverallState,
    CommunicationStateString: (host) => host.CommunicationState,
    HyperVStateString: (host) => host.HyperVState,
  },
  HostCluster: { ObjectType: () => "HostCluster" },
  HostRating: NONE,
  HostFibreChannelVirtualSAN: NONE,
  HostGroup: {
    ObjectType: () => "VMHostGroup",
    AllChildGroups: (group) => descendants(group),
    AllChildHosts: (group) => [group, ...descendants(group)].flatMap((one) => one.Hosts),
  },
  ISO: { ObjectType: () => "ISO" },
  LibraryShare: { ObjectType: () => "LibraryShare" },
  LogicalNetwork: { ObjectType: () => "LogicalNetwork" },
  LogicalNetworkDefinition: { ObjectType: () => "LogicalNetworkDefinition" },
  MACAddressPool: { ObjectType: () => "MACAddressPool" },
  OperatingSystem: { ObjectType: () => "OperatingSystem" },
  PortClassification: { ObjectType: () => "PortClassification" },
  ServerConnection: NONE,
  Step: STEP,
  StandaloneVirtualHardDisk: { ObjectType: () => "VirtualHardDisk" },
  StaticIPAddressPool: POOL,
  StorageClassification: { ObjectType: () => "StorageClassification" },
  StorageFabricClassification: NONE,
  StorageQoSPolicy: { ObjectType: () => "StorageQoSPolicy" },
  StorageVolume: { ObjectType: () => "VMHostVolume" },
  SubnetVLan: NONE,
  Task: { ...TASK, ObjectType: () => "Job" },
  Template: {
    ObjectType: () => "Template",
    NicCount: (template) => template.VirtualNetworkAdapters.length,
    VirtualHardDisks: (template) => template.VirtualDiskDrives.map((drive) => drive.VirtualHardDisk),
    IsTagEmpty: (template) => template.Tag === "(none)",
  },
  UserRole: { ObjectType: () => "UserRole", Profile: (role) => role.UserRoleProfile },
  UserRoleQuota: NONE,
  VirtualDiskDrive: {
    ObjectType: () => "VirtualDiskDrive",
    VirtualHardDiskId: (drive) => drive.VirtualHardDisk.ID,
  },
  VirtualDVDDrive: { ObjectType: () => "VirtualDVDDrive", ISOId: (drive) => drive.ISO?.ID ?? null },
  VirtualFibreChannelAdapter: NONE,
  VirtualFloppyDisk: { ObjectType: () => "VirtualFloppyDisk" },
  VirtualFloppyDrive: { ObjectType: () => "VirtualFloppyDrive" },
  VM,
  VirtualNetworkAdapter: { ObjectType: () => "VirtualNetworkAdapter" },
  VMCheckpoint: { ObjectType: () => "VMCheckpoint" },
  VMConfiguration: NONE,
  VMNetwork: { ObjectType: () => "VMNetwork" },
  VMSubnet: { ObjectType: () => "VMSubnet" },
};

function descendants(group: ObjectOf<"HostGroup">): readonly ObjectOf<"HostGroup">[] {
  return group.ChildGroups.flatMap((child) => [child, ...descendants(child)]);
}

type Getter = (object: VmmObject, now: number) => Value;
const getters = new Map<TypeName, Map<string, Getter>>();

/** The property of that name, ignoring case; null where the object has none, as in PowerShell. */
export function readProperty(object: VmmObject, name: string, now: number): Value {
  const wanted = name.toLowerCase();
  const read = gettersOf(object).get(wanted) ?? learn(object, (key) => key.toLowerCase() === wanted).get(wanted);
  return read?.(object, now) ?? null;
}

/** All that a session sees of an object, by the names in lower case. */
export function readProperties(object: VmmObject, now: number): readonly (readonly [string, Value])[] {
  return [...learn(object, () => true)].map(([name, read]) => [name, read(object, now)] as const);
}

function gettersOf(object: VmmObject): Map<string, Getter> {
  const known = getters.get(object.$type);
  if (known !== undefined) return known;
  const derived = Object.entries(DERIVED[object.$type]).map(([key, derive]) => [key.toLowerCase(), derive as Getter] as const);
  const table = new Map<string, Getter>(derived);
  getters.set(object.$type, table);
  return table;
}

/** Most objects of a type have the same keys of their own: what one of them has taught is known for the others. */
function learn(object: VmmObject, wanted: (key: string) => boolean): ReadonlyMap<string, Getter> {
  const table = gettersOf(object);
  for (const key of Object.keys(object)) {
    const name = key.toLowerCase();
    if (!key.startsWith("$") && !table.has(name) && wanted(key))
      table.set(name, (one) => (one as unknown as Readonly<Record<string, Value>>)[key] ?? null);
  }
  return table;
}
