import type { Parameters } from "../binding/parameters.ts";
import { customized, GUEST_PARAMETERS } from "../customization.ts";
import { DURATION_MS } from "../durations.ts";
import { makeDvdDrive } from "../iso-files.ts";
import { takePoolMac } from "../mac-pools.ts";
import { folderFor } from "../machine-folder.ts";
import { demandPresent, setPower } from "../machine-state.ts";
import { connect, makeAdapter, makeDrive, makeMachine } from "../make.ts";
import type { Cloud, Host } from "../objects/fabric.ts";
import type { Template, VirtualMachine, VmConfiguration } from "../objects/machine.ts";
import { demandOfNew, place } from "../placement.ts";
import { demandRoomToCreate } from "../quota.ts";
import { resize, SIZING_PARAMETERS, sizingOf } from "../sizing.ts";
import { unsupported } from "../unsupported.ts";
import { vmmErrors } from "../vmm-errors.ts";
import type { World } from "../world.ts";
import { createEmpty, EMPTY_SET } from "./create-empty-machine.ts";
import { creationWork } from "./creation-work.ts";
import type { CmdletDefinition } from "./definition.ts";

const configure: CmdletDefinition = {
  honours: ["VMTemplate", "Name", "Cloud", "VMHostGroup", "Description", "AvailabilitySetNames", "CostCenter", "ComputerName"],
  run: (parameters, world) => {
    const template = parameters.demanded("VMTemplate", "Template");
    const configuration: VmConfiguration = {
      $type: "VMConfiguration",
      ID: world.random.guid(),
      Name: parameters.text("Name") ?? template.Name,
      MarkedForDeletion: false,
      Description: parameters.text("Description") ?? null,
      VMTemplate: template,
      Cloud: parameters.object("Cloud", "Cloud") ?? null,
      VMHostGroup: parameters.object("VMHostGroup", "HostGroup") ?? null,
      AvailabilitySetNames: parameters.texts("AvailabilitySetNames") ?? null,
      CostCenter: parameters.text("CostCenter") ?? null,
      ComputerName: parameters.text("ComputerName") ?? null,
      $pinned: null,
      VMHost: null,
      VMLocation: null,
    };
    world.store.configurations.set(configuration.ID, configuration);
    return {
      objects: [configuration],
      work: {
        title: "Create virtual machine configuration",
        target: configuration,
        locks: [],
        durationMs: DURATION_MS.configuration,
        finish: () => undefined,
      },
    };
  },
};

const updateConfiguration: CmdletDefinition = {
  honours: ["VMConfiguration"],
  run: (parameters, world) => {
    const configuration = parameters.demanded("VMConfiguration", "VMConfiguration");
    return {
      objects: [configuration],
      work: {
        title: "Update virtual machine configuration",
        target: configuration,
        locks: [],
        durationMs: DURATION_MS.placement,
        finish: () => placeConfiguration(world, configuration),
      },
    };
  },
};

/** Pinned: placement keeps it, and says what stands against it. */
const pin: CmdletDefinition = {
  honours: ["VMConfiguration", "VMHost", "PinVMHost"],
  run: (parameters) => {
    const configuration = parameters.demanded("VMConfiguration", "VMConfiguration");
    const host = parameters.demanded("VMHost", "Host");
    if (!parameters.on("PinVMHost")) throw unsupported("Set-SCVMConfiguration", "a host that is not pinned");
    return {
      objects: [configuration],
      work: {
        title: "Change virtual machine configuration",
        target: configuration,
        locks: [],
        durationMs: DURATION_MS.configuration,
        finish: () => {
          configuration.VMHost = host;
          configuration.$pinned = host;
        },
      },
    };
  },
};

function hostFor(world: World, configuration: VmConfiguration, memoryMb: number, cloud: Cloud | null): Host {
  const { Name: name, VMTemplate: template, VMHostGroup: group } = configuration;
  const availabilitySets = configuration.AvailabilitySetNames ?? [];
  return place(world, demandOfNew(name, memoryMb, template, { availabilitySets }), { cloud, group, only: configuration.$pinned });
}

function placeConfiguration(world: World, configuration: VmConfiguration): void {
  const host = hostFor(world, configuration, configuration.VMTemplate.Memory, configuration.Cloud);
  configuration.VMHost = host;
  configuration.VMLocation = host.VMPaths[0] ?? "C:\\";
}

/** Where a new VM goes. */
interface Target {
  readonly template: Template;
  readonly cloud: Cloud | null;
  readonly host: Host;
  readonly path: string;
  readonly configuration: VmConfiguration | null;
}

/** From a configuration, which is placed now if it has not been (scvmm-domain D9); or from a template onto a host. */
function target(parameters: Parameters, world: World, memoryMb: (template: Template) => number): Target {
  const configuration = parameters.object("VMConfiguration", "VMConfiguration");
  if (!configuration)
    return {
      template: parameters.demanded("VMTemplate", "Template"),
      cloud: null,
      host: parameters.demanded("VMHost", "Host"),
      path: parameters.text("Path") ?? "",
      configuration: null,
    };
  const { VMTemplate: template } = configuration;
  const cloud = parameters.object("Cloud", "Cloud") ?? configuration.Cloud;
  const host = configuration.VMHost ?? hostFor(world, configuration, memoryMb(template), cloud);
  return { template, cloud, host, path: host.VMPaths[0] ?? "C:\\", configuration };
}

const SETS = ["NewVmFromVmConfig", "NewVmFromTemplate"];

/** The VM shows at once, as UnderCreation and with its description; disks and adapters come when the job has ended. */
const create: CmdletDefinition = {
  honours: [
    ...SIZING_PARAMETERS,
    "Name",
    "VMConfiguration",
    "VMTemplate",
    "VMHost",
    "Path",
    "Cloud",
    "Description",
    "HardwareProfile",
    "OperatingSystem",
    "ComputerName",
    "StartAction",
    "StopAction",
    "DelayStartSeconds",
    "CheckpointType",
    "CPULimitForMigration",
    "CPULimitFunctionality",
    "Generation",
    "SecureBootEnabled",
    "SecureBootTemplate",
    "Owner",
    "StartVM",
    ...GUEST_PARAMETERS,
  ],
  run: (parameters, world) => {
    if (parameters.set === EMPTY_SET) return createEmpty(parameters, world);
    if (!SETS.includes(parameters.set)) throw unsupported("New-SCVirtualMachine", `the parameter set ${parameters.set}`);
    const profile = parameters.object("HardwareProfile", "HardwareProfile");
    const sizing = (template: Template) => resize(sizingOf(profile ?? template), parameters);
    const at = target(parameters, world, (template) => sizing(template).Memory);
    if (profile && profile.Generation !== at.template.Generation)
      throw vmmErrors.badSizing(`the hardware profile is of generation ${profile.Generation}, the template of ${at.template.Generation}`);
    const guest = customized(parameters, at.template);
    const diskBytes = at.template.VirtualDiskDrives.reduce((sum, drive) => sum + drive.VirtualHardDisk.MaximumSize, 0);
    if (at.cloud) demandRoomToCreate(world, at.cloud, diskBytes, 1);
    const vm = makeMachine(world.random, new Date(world.now()), {
      ...describe(parameters, at, world),
      ...sizing(at.template),
      $customized: guest,
    });
    const finish = () => {
      demandPresent(world, vm);
      vm.$promisedBytes = 0;
      copyDevices(world, vm, at.template);
      setPower(world, vm, parameters.on("StartVM") ? "Running" : "PowerOff");
    };
    return {
      objects: [vm],
      work: creationWork(vm, {
        holds: [at.template],
        steps: ["Create virtual machine", "Deploy file", "Change properties of virtual machine"],
        begin: () => {
          vm.$promisedBytes = diskBytes;
          world.store.vms.set(vm.ID, vm);
        },
        finish,
        failed: () => {
          vm.$promisedBytes = 0;
          vm.$creation = finish;
        },
      }),
    };
  },
};

function describe(parameters: Parameters, at: Target, world: World) {
  const name = parameters.text("Name") ?? "";
  return {
    Name: name,
    Generation: at.template.Generation,
    CreationSource: at.template.Name,
    Description: parameters.text("Description") ?? at.configuration?.Description ?? "",
    OperatingSystem: parameters.object("OperatingSystem", "OperatingSystem") ?? at.template.OperatingSystem,
    ComputerName: parameters.text("ComputerName") ?? at.configuration?.ComputerName ?? null,
    Cloud: at.cloud,
    VMHost: at.host,
    Location: folderFor(world, at.host, at.path, name),
    StartAction: parameters.text("StartAction") ?? "NeverAutoTurnOnVM",
    StopAction: parameters.text("StopAction") ?? "SaveVM",
    DelayStart: parameters.number("DelayStartSeconds") ?? 0,
    CheckpointType: parameters.text("CheckpointType") ?? "Production",
    LimitCPUForMigration: parameters.boolean("CPULimitForMigration") ?? false,
    LimitCPUFunctionality: parameters.boolean("CPULimitFunctionality") ?? false,
    AvailabilitySetNames: at.configuration?.AvailabilitySetNames ?? null,
    CostCenter: at.configuration?.CostCenter ?? null,
    Owner: parameters.text("Owner") ?? null,
    ...secureBoot(parameters, at.template),
  };
}

/** Only generation 2 has it (scvmm-domain 4.12). */
function secureBoot(parameters: Parameters, template: Template) {
  if (template.SecureBootEnabled === null) return {};
  const bootTemplate = parameters.text("SecureBootTemplate");
  return {
    SecureBootEnabled: parameters.boolean("SecureBootEnabled") ?? template.SecureBootEnabled,
    ...(bootTemplate === undefined ? {} : { SecureBootTemplate: bootTemplate }),
  };
}

function copyDevices(world: World, vm: VirtualMachine, template: Template): void {
  for (const [index, source] of template.VirtualDiskDrives.entries()) {
    const disk = source.VirtualHardDisk;
    const drive = makeDrive(world.random, vm, {
      busType: source.BusType,
      bus: source.Bus,
      lun: source.Lun,
      sizeBytes: disk.MaximumSize,
      dynamic: disk.VHDType === "DynamicallyExpanding",
      format: disk.VHDFormatType,
      volumeType: source.VolumeType,
      fileName: `${vm.Name}_disk_${index + 1}`,
      directory: vm.Location ?? "",
      hostName: vm.VMHost?.Name ?? null,
      classification: disk.Classification,
      content: disk.$content,
    });
    vm.VirtualDiskDrives.push(drive);
    world.store.drives.set(drive.ID, drive);
  }
  for (const { Bus, Lun } of template.VirtualDVDDrives) {
    const drive = makeDvdDrive(world.random.guid(), vm, Bus, Lun);
    vm.VirtualDVDDrives.push(drive);
    world.store.dvdDrives.set(drive.ID, drive);
  }
  for (const source of template.VirtualNetworkAdapters) {
    const adapter = makeAdapter(world.random, vm, source.SlotId);
    adapter.MACAddressType = source.MACAddressType;
    if (source.MACAddressType === "Static") adapter.MACAddress = takePoolMac(world, adapter.ID);
    connect(adapter, source.VMNetwork, source.VMSubnet);
    vm.VirtualNetworkAdapters.push(adapter);
    world.store.adapters.set(adapter.ID, adapter);
  }
}

export const createCmdlets = {
  "New-SCVMConfiguration": configure,
  "New-SCVirtualMachine": create,
  "Set-SCVMConfiguration": pin,
  "Update-SCVMConfiguration": updateConfiguration,
} as const satisfies Record<string, CmdletDefinition>;
