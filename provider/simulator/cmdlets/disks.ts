import type { Parameters } from "../binding/parameters.ts";
import { type Content, contentOf } from "../disk-content.ts";
import { DURATION_MS } from "../durations.ts";
import { demandLoose, demandNoFile, keepFile, takeFile } from "../loose-disks.ts";
import { demandFree, demandPoweredOff } from "../machine-state.ts";
import { makeDrive } from "../make.ts";
import type { StandaloneVirtualHardDisk, VirtualDiskDrive, VirtualMachine } from "../objects/machine.ts";
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
const HOST_DISK = /^existingHostVHDToVMParamSet(SCSI|IDE)$/;
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
    "UseLocalVirtualHardDisk",
  ],
  run: (parameters, world) => {
    if (isForJobGroup(parameters)) {
      holdDrive(parameters, world);
      return { objects: [] };
    }
    const local = HOST_DISK.exec(parameters.set);
    const kind = local ?? NEW_DISK.exec(parameters.set) ?? LIBRARY_DISK.exec(parameters.set);
    if (!kind || parameters.on("CreateDiffDisk")) throw unsupported("New-SCVirtualDiskDrive", `the parameter set ${parameters.set}`);
    const busType = kind[1] === "IDE" ? "IDE" : "SCSI";
    const vm = parameters.demanded("VM", "VM");
    const [bus, lun] = [parameters.number("Bus") ?? 0, parameters.number("LUN") ?? 0];
    demandFree(world, vm);
    demandSlot(vm, busType, bus, lun);
    if (busType === "IDE") demandPoweredOff(vm);
    const file = local ? fileOnHost(parameters, world, vm) : null;
    const content = file ? contentOfFile(file) : contentOf(parameters);
    const drive = newDrive(parameters, world, vm, { busType, bus, lun, ...content });
    const { SharePath: path } = drive.VirtualHardDisk;
    if (!file) demandNoFile(world, path, vm.VMHost);
    return update(world, vm, {
      title: "Create virtual disk drive",
      target: drive,
      durationMs: DURATION_MS.newDisk,
      finish: () => {
        demandSlot(vm, busType, bus, lun);
        if (file) takeFile(world, demandLoose(world, path, vm.VMHost));
        vm.VirtualDiskDrives.push(drive);
        world.store.drives.set(drive.ID, drive);
      },
    });
  },
};

function fileOnHost(parameters: Parameters, world: World, vm: VirtualMachine): StandaloneVirtualHardDisk {
  const folder = (parameters.text("Path") ?? "").replace(/\\$/, "");
  return demandLoose(world, `${folder}\\${parameters.text("FileName") ?? ""}`, vm.VMHost);
}

const contentOfFile = (file: StandaloneVirtualHardDisk): Content => ({
  sizeBytes: file.MaximumSize,
  dynamic: file.VHDType === "DynamicallyExpanding",
  format: file.VHDFormatType,
  fileName: file.Name,
  content: file.$content,
});

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
    directory: (parameters.text("Path") ?? vm.Location ?? "").replace(/\\$/, ""),
    hostName: vm.VMHost?.Name ?? null,
    classification: parameters.object("StorageClassification", "StorageClassification")?.Name,
  });
  drive.StorageQoSPolicy = parameters.object("StorageQoSPolicy", "StorageQoSPolicy") ?? null;
  return drive;
}

/** The VM of a drive that is still there; drives of templates cannot be changed here. */
function ownerOf(world: World, drive: VirtualDiskDrive, cmdlet: string): VirtualMachine {
  if (drive.$owner.$type !== "VM") throw unsupported(cmdlet, "drives of templates");
  // First: what shows late of an earlier job shows then, and may be the removal of this drive.
  demandFree(world, drive.$owner);
  if (!world.store.drives.has(drive.ID)) throw vmmErrors.objectNotFound("VirtualDiskDrive", drive.Name);
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
        if (parameters.on("SkipDeleteVHD")) keepFile(world, drive.VirtualHardDisk);
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
