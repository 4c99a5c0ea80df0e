import { createHash } from "node:crypto";
import { writeFat } from "./fat/write-fat.ts";
import { writeIso9660 } from "./iso9660/write-iso9660.ts";
import { type NoCloud, noCloudFiles, SEED_LABEL } from "./no-cloud.ts";
import { writeVhdx } from "./vhdx/write-vhdx.ts";

export type SeedDevice = "dvd" | "floppy" | "scsi" | "ide";
export type SeedFileSystem = "vfat" | "iso9660";

/** The extension by which VMM's library knows what a file is. */
export const SEED_EXTENSIONS: Readonly<Record<SeedDevice, string>> = { dvd: "iso", floppy: "vfd", scsi: "vhdx", ide: "vhdx" };

/** No clock: the same seed has the same bytes, whenever it is made. */
const MODIFIED = new Date("2000-01-01T00:00:00Z");

/** The image of a seed, as the device takes it. Pure. Throws RangeError when it is too large for a floppy. */
export function buildSeed(seed: NoCloud, device: SeedDevice, fileSystem: SeedFileSystem): Buffer {
  const files = noCloudFiles(seed);
  const options = { label: SEED_LABEL, modified: MODIFIED };
  const serial = createHash("sha256").update(seed.instanceId).digest().readUInt32LE(0);
  switch (device) {
    case "dvd":
      return writeIso9660(files, options);
    case "floppy":
      return writeFat(files, { ...options, medium: "floppy", serial });
    case "scsi":
    case "ide": {
      const disk = fileSystem === "vfat" ? writeFat(files, { ...options, medium: "disk", serial }) : writeIso9660(files, options);
      return writeVhdx(disk);
    }
  }
}
