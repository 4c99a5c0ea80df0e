import type { Iso, LibraryShare, VirtualDvdDrive } from "./objects/library.ts";
import type { VirtualMachine } from "./objects/machine.ts";
import type { World } from "./world.ts";

const ZERO_GUID = "00000000-0000-0000-0000-000000000000";

interface LibraryFile {
  readonly share: LibraryShare;
  /** Below the share; "" is its root. */
  readonly folder: string;
  readonly file: string;
  readonly bytes: number;
  readonly owner: string | null;
  readonly visibleFrom: number;
  readonly content?: Uint8Array;
}

/** An ISO of the library, put into its table. */
export function addLibraryIso({ store, random }: World, given: LibraryFile): Iso {
  const directory = given.folder === "" ? given.share.Path : `${given.share.Path}\\${given.folder}`;
  const iso = makeIso(random.guid(), given.file, directory, {
    Size: given.bytes,
    LibraryShareId: given.share.ID,
    HostType: "LibraryServer",
    HostName: given.share.LibraryServer,
    Accessibility: "Public",
    Owner: given.owner,
    $visibleFrom: given.visibleFrom,
    $content: given.content ?? null,
  });
  store.isos.set(iso.ID, iso);
  return iso;
}

/** What the host of a VM gets when an ISO is mounted without a link: a copy beside the VM (scvmm-domain 2.9). */
export function copyBesideMachine({ store, random, now }: World, vm: VirtualMachine, iso: Iso): Iso {
  const copy = makeIso(random.guid(), iso.SharePath.slice(iso.SharePath.lastIndexOf("\\") + 1), vm.Location ?? "", {
    Size: iso.Size,
    LibraryShareId: ZERO_GUID,
    HostType: "VMHost",
    HostName: vm.VMHost?.Name ?? null,
    Accessibility: "Internal",
    Owner: iso.Owner,
    $visibleFrom: now(),
    $content: iso.$content,
  });
  store.isos.set(copy.ID, copy);
  return copy;
}

type Rest = Pick<Iso, "Size" | "LibraryShareId" | "HostType" | "HostName" | "Accessibility" | "Owner" | "$visibleFrom" | "$content">;

function makeIso(id: string, file: string, directory: string, rest: Rest): Iso {
  return {
    $type: "ISO",
    ID: id,
    Name: file.replace(/\.iso$/i, ""),
    MarkedForDeletion: false,
    Description: "",
    SharePath: `${directory}\\${file}`,
    Directory: directory,
    State: "Normal",
    FamilyName: "",
    Release: "",
    IsOrphaned: false,
    ...rest,
  };
}

export function makeDvdDrive(id: string, owner: VirtualDvdDrive["$owner"], bus: number, lun: number): VirtualDvdDrive {
  return {
    $type: "VirtualDVDDrive",
    ID: id,
    Name: owner.Name,
    MarkedForDeletion: false,
    Description: "",
    Connection: "None",
    ISO: null,
    HostDrive: "",
    BusType: owner.Generation === 1 ? "IDE" : "SCSI",
    Bus: bus,
    Lun: lun,
    ISOLinked: false,
    Accessibility: owner.$type === "VM" ? "Internal" : "Public",
    $owner: owner,
  };
}

/** Takes an ISO out of the library or off its host; drives that hold it are empty afterwards. */
export function dropIso({ store }: World, iso: Iso): void {
  for (const drive of store.dvdDrives.values()) if (drive.ISO === iso) empty(drive);
  store.isos.delete(iso.ID);
}

export function empty(drive: VirtualDvdDrive): void {
  drive.Connection = "None";
  drive.ISO = null;
  drive.HostDrive = "";
  drive.ISOLinked = false;
}
