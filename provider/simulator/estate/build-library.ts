import { addLibraryIso } from "../iso-files.ts";
import type { World } from "../world.ts";
import { type Estate, EstateError } from "./estate.ts";
import { find } from "./find.ts";

const MIB = 1024 ** 2;

/** Library shares and the files in them. */
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
}

function shareOf({ store }: World, name: string, place: string) {
  try {
    return find(store.libraryShares, name, "library share");
  } catch (error) {
    throw new EstateError(place, error instanceof Error ? error.message : "not found");
  }
}
