import type { VirtualMachine } from "./objects/machine.ts";
import type { Checkpoint } from "./objects/storage.ts";
import type { World } from "./world.ts";

/** The disks go on in differencing files (see assumptions: checkpoint-files). */
export function takeCheckpoint({ random, now }: World, vm: VirtualMachine, name: string, description = ""): Checkpoint {
  const id = random.guid();
  const checkpoint: Checkpoint = {
    $type: "VMCheckpoint",
    ID: random.guid(),
    Name: name,
    MarkedForDeletion: false,
    Description: description,
    CheckpointID: id.toUpperCase(),
    VMId: vm.ID,
    AddedTime: new Date(now()),
    VM: vm,
    $files: new Map(vm.VirtualDiskDrives.map((drive) => [drive.ID, drive.VirtualHardDisk])),
  };
  for (const drive of vm.VirtualDiskDrives) {
    const parent = drive.VirtualHardDisk;
    const fileName = `${parent.Name}_${random.guid().toUpperCase()}`;
    const path = `${parent.Directory}\\${fileName}.a${parent.VHDFormatType.toLowerCase()}`;
    drive.VirtualHardDisk = {
      ...parent,
      ID: random.guid(),
      Name: fileName,
      VHDType: "Differencing",
      Location: path,
      SharePath: path,
      ParentDisk: parent.Name,
    };
  }
  vm.VMCheckpoints.push(checkpoint);
  return checkpoint;
}

/** What was written after it goes into the file below: that of the next checkpoint, or the one that the VM writes to. */
export function mergeCheckpoint(vm: VirtualMachine, checkpoint: Checkpoint): void {
  const place = vm.VMCheckpoints.indexOf(checkpoint);
  const next = vm.VMCheckpoints[place + 1];
  for (const drive of vm.VirtualDiskDrives) {
    const below = checkpoint.$files.get(drive.ID);
    if (below && next) next.$files.set(drive.ID, below);
    else if (below) drive.VirtualHardDisk = below;
  }
  vm.VMCheckpoints.splice(place, 1);
  checkpoint.MarkedForDeletion = true;
}

/** Removes them all. */
export function mergeCheckpoints(vm: VirtualMachine): void {
  for (const checkpoint of [...vm.VMCheckpoints]) mergeCheckpoint(vm, checkpoint);
}
