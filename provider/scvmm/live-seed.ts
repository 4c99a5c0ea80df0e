import { type SeedDevice, seedFileName } from "../engine/operation-seed.ts";
import { fileName, fold } from "../engine/text.ts";
import { SEED_EXTENSIONS } from "../seed/build-seed.ts";

interface Media {
  readonly id: string;
  readonly dvdDrives: readonly { readonly isoPath: string | null }[];
  readonly floppyPath: string | null;
}

/** By the name of the file: a clone has its original's medium, which bears another. */
export function liveSeed({ id, dvdDrives, floppyPath }: Media): SeedDevice | null {
  if (dvdDrives.some(({ isoPath }) => isSeed(isoPath, id, "dvd"))) return "dvd";
  return isSeed(floppyPath, id, "floppy") ? "floppy" : null;
}

const isSeed = (path: string | null, vmId: string, device: SeedDevice): boolean =>
  path !== null && fold(fileName(path)) === seedFileName(vmId, SEED_EXTENSIONS[device]);
