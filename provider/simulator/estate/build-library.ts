import { addLibraryIso } from "../iso-files.ts";
import { makeVirtualHardDisk } from "../virtual-hard-disks.ts";
import type { World } from "../world.ts";
import { type Estate, EstateError } from "./estate.ts";
import { find } from "./find.ts";

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** Library shares and the files in them, storage classifications and policies. */
export function buildShares(estate: Estate, world: World): void {
  const { store, random } = world;
  for (const { name, description } of estate.libraryShares) {
    const id = random.guid();
    const Path = `\\\\${store.server.Name}\\${name}`;
    store.libraryShares.set(id, {
      $type: "LibraryShare",
      ID: id,
      Name: name,
      MarkedForDeletion: false,
      Description: description,
      Path,
      LibraryServer: store.server.Name,
    });
  }
  for (const [index, iso] of estate.isos.entries())
    addLibraryIso(world, {
      share: shareOf(world, iso.share, `isos[${index}].share`),
      folder: iso.folder,
      file: iso.file,
      bytes: iso.sizeMb * MIB,
      owner: store.server.ConnectedUserName,
      visibleFrom: world.now() + iso.appearsAfterMinutes * 60_000,
    });
  for (const [index, disk] of estate.virtualHardDisks.entries()) {
    const share = shareOf(world, disk.share, `virtualHardDisks[${index}].share`);
    const dot = disk.file.lastIndexOf(".");
    const made = makeVirtualHardDisk(random, {
      directory: disk.folder === "" ? share.Path : `${share.Path}\\${disk.folder}`,
      fileName: disk.file.slice(0, dot),
      format: disk.file.slice(dot + 1).toUpperCase(),
      sizeBytes: disk.sizeGb * GIB,
      dynamic: disk.dynamic,
      hostName: null,
    });
    store.libraryDisks.set(made.ID, { ...made, SharePath: `${made.Directory}\\${disk.file}` });
  }
  for (const Name of estate.storageClassifications) {
    const ID = random.guid();
    store.storageClassifications.set(ID, { $type: "StorageClassification", ID, Name, MarkedForDeletion: false, Description: "" });
  }
  for (const Name of estate.storageQosPolicies) {
    const ID = random.guid();
    store.storageQosPolicies.set(ID, { $type: "StorageQoSPolicy", ID, Name, MarkedForDeletion: false, Description: "" });
  }
  for (const Name of estate.storageFabricClassifications) {
    const ID = random.guid();
    store.storageFabricClassifications.set(ID, {
      $type: "StorageFabricClassification",
      ID,
      Name,
      MarkedForDeletion: false,
      Description: "",
    });
  }
  for (const VMHost of store.hosts.values())
    for (const Name of estate.virtualSans) {
      const ID = random.guid();
      store.virtualSans.set(ID, { $type: "HostFibreChannelVirtualSAN", ID, Name, MarkedForDeletion: false, Description: "", VMHost });
    }
}

function shareOf({ store }: World, name: string, place: string) {
  try {
    return find(store.libraryShares, name, "library share");
  } catch (error) {
    throw new EstateError(place, error instanceof Error ? error.message : "not found");
  }
}
