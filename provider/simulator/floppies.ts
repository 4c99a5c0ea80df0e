import type { VirtualFloppyDisk, VirtualFloppyDrive } from "./objects/floppy.ts";
import type { VirtualMachine } from "./objects/machine.ts";
import type { World } from "./world.ts";

interface FloppyFile {
  readonly directory: string;
  readonly file: string;
  readonly host: "LibraryServer" | "VMHost";
  readonly owner: string | null;
  readonly content: Uint8Array | null;
}

export function addFloppyDisk({ store, random }: World, { directory, file, host, owner, content }: FloppyFile): VirtualFloppyDisk {
  const disk: VirtualFloppyDisk = {
    $type: "VirtualFloppyDisk",
    ID: random.guid(),
    Name: file,
    MarkedForDeletion: false,
    Description: "",
    SharePath: `${directory}\\${file}`,
    Directory: directory,
    Size: content?.length ?? 0,
    State: "Normal",
    HostType: host,
    Owner: owner,
    $content: content,
  };
  store.floppyDisks.set(disk.ID, disk);
  return disk;
}

/** What the host gets: a copy beside the VM, as with an ISO (see assumptions: floppies). */
export function insertFloppy(world: World, drive: VirtualFloppyDrive, { Name, Owner, $content }: VirtualFloppyDisk): void {
  drive.Connection = "VirtualFloppyDisk";
  drive.VirtualFloppyDisk = addFloppyDisk(world, {
    directory: drive.$owner.Location ?? "",
    file: Name,
    host: "VMHost",
    owner: Owner,
    content: $content,
  });
}

/** The copy goes with it: no other VM has it (see assumptions: floppies). */
export function emptyFloppyDrive(world: World, drive: VirtualFloppyDrive): void {
  if (drive.VirtualFloppyDisk) world.store.floppyDisks.delete(drive.VirtualFloppyDisk.ID);
  drive.Connection = "None";
  drive.VirtualFloppyDisk = null;
}

/** The drive of a VM; null in generation 2. Its id follows from the VM's. */
export function floppyDriveOf({ store }: World, vm: VirtualMachine): VirtualFloppyDrive | null {
  if (vm.Generation !== 1) return null;
  const known = store.floppyDrives.get(vm.ID);
  if (known) return known;
  const drive: VirtualFloppyDrive = {
    $type: "VirtualFloppyDrive",
    ID: `${vm.ID.slice(0, 24)}00000000f10b`,
    Name: vm.Name,
    MarkedForDeletion: false,
    Description: "",
    Connection: "None",
    VirtualFloppyDisk: null,
    $owner: vm,
  };
  vm.VirtualFloppyDrive = drive;
  store.floppyDrives.set(vm.ID, drive);
  return drive;
}
