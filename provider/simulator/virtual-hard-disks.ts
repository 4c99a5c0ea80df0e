import type { StandaloneVirtualHardDisk } from "./objects/machine.ts";
import type { Random } from "./random.ts";
import type { Store } from "./store.ts";

export interface DiskFile {
  readonly directory: string;
  /** Without extension. */
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly dynamic: boolean;
  readonly format: string;
  /** null: in the library. */
  readonly hostName: string | null;
  readonly classification?: string | undefined;
  readonly content?: Uint8Array | undefined;
}

const MIB = 1024 ** 2;

export function makeVirtualHardDisk(random: Random, given: DiskFile): StandaloneVirtualHardDisk {
  const path = `${given.directory}\\${given.fileName}.${given.format.toLowerCase()}`;
  return {
    $type: "StandaloneVirtualHardDisk",
    ID: random.guid(),
    Name: given.fileName,
    Description: "",
    MarkedForDeletion: false,
    VHDType: given.dynamic ? "DynamicallyExpanding" : "FixedSize",
    VHDFormatType: given.format,
    MaximumSize: given.sizeBytes,
    Size: given.dynamic ? 4 * MIB : given.sizeBytes + 4 * MIB,
    Location: path,
    SharePath: path,
    Directory: given.directory,
    HostName: given.hostName,
    HostType: given.hostName === null ? "LibraryServer" : "VMHost",
    ParentDisk: null,
    State: "Normal",
    IsOrphaned: false,
    Classification: given.classification ?? "Local Storage",
    Tag: "(none)",
    $content: given.content,
  };
}

/** Of the library, of templates and of VMs. */
export function allVirtualHardDisks(store: Store): ReadonlyMap<string, StandaloneVirtualHardDisk> {
  const drives = [...store.templates.values(), ...store.vms.values()].flatMap((owner) => owner.VirtualDiskDrives);
  const disks = [...store.libraryDisks.values(), ...drives.map((drive) => drive.VirtualHardDisk)];
  return new Map(disks.map((disk) => [disk.ID, disk]));
}
