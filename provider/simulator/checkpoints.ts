import type { VirtualMachine } from "./objects/machine.ts";
import type { Checkpoint } from "./objects/storage.ts";
import type { World } from "./world.ts";

/** As people and backup software do: the disks go on in differencing files (see assumptions: checkpoint-files). */
export function takeCheckpoint({ random, now }: World, vm: VirtualMachine, name: string): Checkpoint {
  const id = random.guid();
  const checkpoint: Checkpoint = {
    $type: "VMCheckpoint",
    ID: random.guid(),
    Name: name,
    MarkedForDeletion: false,
    Description: "",
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

/** Removes them all; what was written since goes into the files below. */
export function mergeCheckpoints(vm: VirtualMachine): void {
  const [first] = vm.VMCheckpoints;
  for (const drive of vm.VirtualDiskDrives) drive.VirtualHardDisk = first?.$files.get(drive.ID) ?? drive.VirtualHardDisk;
  vm.VMCheckpoints.splice(0);
}
