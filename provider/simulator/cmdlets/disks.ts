import type { Parameters } from "../binding/parameters.ts";
import { type Content, contentOf } from "../disk-content.ts";
import { DURATION_MS } from "../durations.ts";
import { demandFree, demandPoweredOff } from "../machine-state.ts";
import { makeDrive } from "../make.ts";
import type { VirtualDiskDrive, VirtualMachine } from "../objects/machine.ts";
import { demandRoomToCreate } from "../quota.ts";
import { demandSlot } from "../slots.ts";
import { unsupported } from "../unsupported.ts";
import { vmmErrors } from "../vmm-errors.ts";
import type { World } from "../world.ts";
import type { CmdletDefinition } from "./definition.ts";
import { holdDrive, isForJobGroup } from "./templates.ts";
import { update } from "./update.ts";

const GIB = 1024 ** 3;
const LIBRARY_DISK = /^existingVHDToVMParamSet(SCSI|IDE)$/;
const NEW_DISK = /^newToVMParamSet(SCSI|IDE)(Fixed|Dynamic)$/;

const add: CmdletDefinition = {
  honours: [
    "VM",
    "SCSI",
    "IDE",
    "Bus",
    "LUN",
    "Dynamic",
    "Fixed",
    "VirtualHardDiskSizeMB",
    "FileName",
    "Path",
    "VolumeType",
    "VirtualHardDiskFormatType",
    "CreateDiffDisk",
    "JobGroup",
    "VirtualHardDisk",
    "StorageClassification",
    "StorageQoSPolicy",
  ],
  run: (parameters, world) => {
    if (isForJobGroup(parameters)) {
      holdDrive(parameters, world);
      return { objects: [] };
    }
    const kind = NEW_DISK.exec(parameters.set) ?? LIBRARY_DISK.exec(parameters.set);
    if (!kind || parameters.on("CreateDiffDisk")) throw unsupported("New-SCVirtualDiskDrive", `the parameter set ${parameters.set}`);
    const busType = kind[1] === "IDE" ? "IDE" : "SCSI";
    const vm = parameters.demanded("VM", "VM");
    const [bus, lun] = [parameters.number("Bus") ?? 0, parameters.number("LUN") ?? 0];
    demandFree(world, vm);
    demandSlot(vm, busType, bus, lun);
    if (busType === "IDE") demandPoweredOff(vm);
    const drive = newDrive(parameters, world, vm, { busType, bus, lun, ...contentOf(parameters) });
    return update(world, vm, {
      title: "Create virtual disk drive",
      target: drive,
      durationMs: DURATION_MS.newDisk,
      finish: () => {
        demandSlot(vm, busType, bus, lun);
        vm.VirtualDiskDrives.push(drive);
        world.store.drives.set(drive.ID, drive);
      },
    });
  },
};

interface Slot {
  readonly busType: string;
  readonly bus: number;
  readonly lun: number;
}

function newDrive(parameters: Parameters, world: World, vm: VirtualMachine, given: Slot & Content): VirtualDiskDrive {
  if (given.sizeBytes <= 0) throw vmmErrors.badSizing("a disk must have a size");
  if (vm.Cloud) demandRoomToCreate(world, vm.Cloud, given.sizeBytes, 0);
  if (vm.Generation === 2 && given.format === "VHD") throw vmmErrors.badSizing("generation 2 needs disks of the format VHDX");
  const drive = makeDrive(world.random, vm, {
    ...given,
    volumeType: parameters.text("VolumeType") ?? "None",
    directory: parameters.text("Path") ?? vm.Location ?? "",
    hostName: vm.VMHost?.Name ?? null,
    classification: parameters.object("StorageClassification", "StorageClassification")?.Name,
  });
  drive.StorageQoSPolicy = parameters.object("StorageQoSPolicy", "StorageQoSPolicy") ?? null;
  return drive;
}

/** The VM of a drive that is still there; drives of templates cannot be changed here. */
function ownerOf(world: World, drive: VirtualDiskDrive, cmdlet: string): VirtualMachine {
  if (drive.$owner.$type !== "VM") throw unsupported(cmdlet, "drives of templates");
  if (!world.store.drives.has(drive.ID)) throw vmmErrors.objectNotFound("VirtualDiskDrive", drive.Name);
  demandFree(world, drive.$owner);
  return drive.$owner;
}

/** Online growth is for SCSI and VHDX (scvmm-domain D4). */
const expand: CmdletDefinition = {
  honours: ["VirtualDiskDrive", "VirtualHardDiskSizeGB"],
  run: (parameters, world) => {
    const drive = parameters.demanded("VirtualDiskDrive", "VirtualDiskDrive");
    const vm = ownerOf(world, drive, "Expand-SCVirtualDiskDrive");
    const disk = drive.VirtualHardDisk;
    const bytes = (parameters.number("VirtualHardDiskSizeGB") ?? 0) * GIB;
    if (bytes <= disk.MaximumSize) throw vmmErrors.cannotShrink(disk.Name);
    if (vm.VMCheckpoints.length > 0) throw vmmErrors.hasCheckpoints(vm.Name);
    if (drive.BusType !== "SCSI" || disk.VHDFormatType !== "VHDX") demandPoweredOff(vm);
    if (vm.Cloud) demandRoomToCreate(world, vm.Cloud, bytes - disk.MaximumSize, 0);
    return update(world, vm, {
      title: "Expand virtual disk drive",
      target: drive,
      durationMs: DURATION_MS.expandDisk,
      finish: () => {
        if (disk.VHDType === "FixedSize") disk.Size += bytes - disk.MaximumSize;
        disk.MaximumSize = bytes;
      },
    });
  },
};

const change: CmdletDefinition = {
  honours: ["VirtualDiskDrive", "IOPSMaximum", "VolumeType", "StorageQoSPolicy", "DisableStorageQoS"],
  run: (parameters, world) => {
    const policy = parameters.on("DisableStorageQoS") ? null : parameters.object("StorageQoSPolicy", "StorageQoSPolicy");
    const drive = parameters.demanded("VirtualDiskDrive", "VirtualDiskDrive");
    return update(world, ownerOf(world, drive, "Set-SCVirtualDiskDrive"), {
      title: "Change properties of virtual disk drive",
      target: drive,
      durationMs: DURATION_MS.setDisk,
      finish: () => {
        drive.IOPSMaximum = parameters.number("IOPSMaximum") ?? drive.IOPSMaximum;
        drive.VolumeType = parameters.text("VolumeType") ?? drive.VolumeType;
        drive.StorageQoSPolicy = policy === undefined ? drive.StorageQoSPolicy : policy;
      },
    });
  },
};

const remove: CmdletDefinition = {
  honours: ["VirtualDiskDrive", "Confirm", "Force", "SkipDeleteVHD"],
  run: (parameters, world) => {
    const drive = parameters.demanded("VirtualDiskDrive", "VirtualDiskDrive");
    const vm = ownerOf(world, drive, "Remove-SCVirtualDiskDrive");
    if (vm.VMCheckpoints.length > 0) throw vmmErrors.hasCheckpoints(vm.Name);
    if (drive.BusType === "IDE") demandPoweredOff(vm);
    return update(world, vm, {
      title: "Remove virtual disk drive",
      target: drive,
      durationMs: DURATION_MS.removeDisk,
      finish: () => {
        vm.VirtualDiskDrives.splice(vm.VirtualDiskDrives.indexOf(drive), 1);
        world.store.drives.delete(drive.ID);
        drive.MarkedForDeletion = true;
      },
    });
  },
};

export const diskCmdlets = {
  "Expand-SCVirtualDiskDrive": expand,
  "New-SCVirtualDiskDrive": add,
  "Remove-SCVirtualDiskDrive": remove,
  "Set-SCVirtualDiskDrive": change,
} as const satisfies Record<string, CmdletDefinition>;
