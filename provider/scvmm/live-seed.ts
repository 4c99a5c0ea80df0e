import { baseName } from "../engine/disk-files.ts";
import { isDisk, type SeedDevice, seedFileName } from "../engine/operation-seed.ts";
import { fileName, fold } from "../engine/text.ts";
import { SEED_EXTENSIONS } from "../seed/build-seed.ts";

interface SeedDisk {
  readonly busType: "IDE" | "SCSI";
  readonly path: string | null;
}

interface Media {
  readonly id: string;
  readonly disks: readonly SeedDisk[];
  readonly dvdDrives: readonly { readonly isoPath: string | null }[];
  readonly floppyPath: string | null;
}

/** By the name of the file: a clone has its original's medium, which bears another. */
export function liveSeed({ id, disks, dvdDrives, floppyPath }: Media): SeedDevice | null {
  const disk = disks.find(({ path }) => isSeedOf(path, id, "scsi"));
  if (disk) return disk.busType === "IDE" ? "ide" : "scsi";
  if (dvdDrives.some(({ isoPath }) => isSeedOf(isoPath, id, "dvd"))) return "dvd";
  return isSeedOf(floppyPath, id, "floppy") ? "floppy" : null;
}

/** The machine's own disks: a seed among them is not the manifest's matter. */
export const withoutSeed = <T extends SeedDisk>(vmId: string, disks: readonly T[]): readonly T[] =>
  disks.filter(({ path }) => !isSeedOf(path, vmId, "scsi"));

export const isSeedOf = (path: string | null, vmId: string, device: SeedDevice): boolean =>
  path !== null && underlying(path, device) === seedFileName(vmId, SEED_EXTENSIONS[device]);

/** While its VM has checkpoints, a disk has the file of a difference to the one that was attached. */
const underlying = (path: string, device: SeedDevice): string =>
  isDisk(device) ? `${baseName(path)}.${SEED_EXTENSIONS[device]}` : fold(fileName(path));
