import { checkImage, type ImageFile, type ImageOptions } from "../image-file.ts";
import { shortNames } from "../short-names.ts";
import { allocationTable, firstClusters } from "./allocation-table.ts";
import { fileEntries, labelEntry, paddedLabel } from "./directory-entries.ts";
import {
  clusterBytes,
  diskGeometry,
  ENTRY,
  FAT_COPIES,
  FIRST_CLUSTER,
  FLOPPY,
  type Geometry,
  RESERVED_SECTORS,
  rootSectors,
  SECTOR,
} from "./geometry.ts";

export interface FatOptions extends ImageOptions {
  /** A 1.44 MB floppy, or a disk without a partition table that is as large as its files need. */
  readonly medium: "floppy" | "disk";
  /** Volume serial number, 32 bits. */
  readonly serial: number;
}

/**
 * A FAT image with long names (VFAT), FAT12 or FAT16 by its size, whose files are all in the root. Pure. Throws RangeError for
 * what cannot be held: names, a label, more than the medium has room for.
 */
export function writeFat(files: readonly ImageFile[], options: FatOptions): Buffer {
  checkImage(files, options);
  const geometry = options.medium === "floppy" ? FLOPPY : diskGeometry(sum(clusterCounts(files, diskGeometry(0))));
  const counts = clusterCounts(files, geometry);
  if (sum(counts) > geometry.clusters) throw new RangeError("the files are too large for a floppy disk");
  const root = rootFolder(files, firstClusters(counts), options);
  if (root.length > geometry.rootEntries * ENTRY) throw new RangeError("a FAT image has no room for so many files");

  const image = Buffer.alloc(geometry.totalSectors * SECTOR);
  bootSector(geometry, options).copy(image);
  const table = allocationTable(geometry, counts);
  for (let copy = 0; copy < FAT_COPIES; copy++) table.copy(image, RESERVED_SECTORS * SECTOR + copy * table.length);
  const rootAt = RESERVED_SECTORS * SECTOR + FAT_COPIES * table.length;
  root.copy(image, rootAt);
  const dataAt = rootAt + rootSectors(geometry) * SECTOR;
  for (const [index, first] of firstClusters(counts).entries()) {
    if (first > 0) image.set(files[index]?.content ?? [], dataAt + (first - FIRST_CLUSTER) * clusterBytes(geometry));
  }
  return image;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

function clusterCounts(files: readonly ImageFile[], geometry: Geometry): readonly number[] {
  return files.map(({ content }) => Math.ceil(content.length / clusterBytes(geometry)));
}

function rootFolder(files: readonly ImageFile[], firsts: readonly number[], { label, modified }: ImageOptions): Buffer {
  const short = shortNames(files.map(({ name }) => name));
  const entries = files.flatMap(({ name, content }, index) => {
    const shortName = short[index];
    return shortName ? [fileEntries({ name, short: shortName, firstCluster: firsts[index] ?? 0, size: content.length, modified })] : [];
  });
  return Buffer.concat([labelEntry(label, modified), ...entries]);
}

/** The boot sector of FAT12 and FAT16: parameters, no code. */
function bootSector(geometry: Geometry, { label, serial }: FatOptions): Buffer {
  const sector = Buffer.alloc(SECTOR);
  // A jump over the parameters to a loop that stands still, for a firmware that would boot from it.
  sector.set([0xeb, 0x3c, 0x90]);
  sector.set([0xeb, 0xfe], 62);
  sector.write("MSWIN4.1", 3, "latin1");
  sector.writeUInt16LE(SECTOR, 11);
  sector[13] = geometry.sectorsPerCluster;
  sector.writeUInt16LE(RESERVED_SECTORS, 14);
  sector[16] = FAT_COPIES;
  sector.writeUInt16LE(geometry.rootEntries, 17);
  const small = geometry.totalSectors < 0x10000;
  sector.writeUInt16LE(small ? geometry.totalSectors : 0, 19);
  sector[21] = geometry.media;
  sector.writeUInt16LE(geometry.fatSectors, 22);
  sector.writeUInt16LE(geometry.sectorsPerTrack, 24);
  sector.writeUInt16LE(geometry.heads, 26);
  sector.writeUInt32LE(small ? 0 : geometry.totalSectors, 32);
  sector[36] = geometry.media === 0xf0 ? 0 : 0x80;
  sector[38] = 0x29;
  sector.writeUInt32LE(serial >>> 0, 39);
  sector.write(paddedLabel(label), 43, "latin1");
  sector.write(`FAT${geometry.bits}   `, 54, "latin1");
  sector.set([0x55, 0xaa], 510);
  return sector;
}
