export const SECTOR = 512;
export const ENTRY = 32;

export interface Geometry {
  readonly bits: 12 | 16;
  readonly totalSectors: number;
  readonly sectorsPerCluster: number;
  readonly fatSectors: number;
  readonly rootEntries: number;
  readonly clusters: number;
  readonly media: number;
  readonly sectorsPerTrack: number;
  readonly heads: number;
}

export const RESERVED_SECTORS = 1;
export const FAT_COPIES = 2;
/** The number of clusters alone tells the kinds apart. */
const FAT16_FROM = 4085;
const MOST_CLUSTERS = 65_524;
/** Entries of the table that stand for no cluster. */
export const FIRST_CLUSTER = 2;

/** A 3.5" disk of 1.44 MB, as every BIOS and driver knows it. */
export const FLOPPY: Geometry = {
  bits: 12,
  totalSectors: 2880,
  sectorsPerCluster: 1,
  fatSectors: 9,
  rootEntries: 224,
  clusters: 2847,
  media: 0xf0,
  sectorsPerTrack: 18,
  heads: 2,
};

const MEBIBYTE_SECTORS = (1024 * 1024) / SECTOR;
const LEAST_MEBIBYTES = 4;
const DISK_CLUSTER_SECTORS = 4;
const DISK_ROOT_ENTRIES = 512;

/** A disk of whole mebibytes, without a partition table; the smallest with room for so many clusters of 2 KiB. Throws RangeError when none has. */
export function diskGeometry(clustersNeeded: number): Geometry {
  const atLeast = Math.ceil((clustersNeeded * DISK_CLUSTER_SECTORS) / MEBIBYTE_SECTORS);
  for (let mebibytes = Math.max(LEAST_MEBIBYTES, atLeast); ; mebibytes++) {
    const geometry = diskOf(mebibytes * MEBIBYTE_SECTORS);
    if (geometry.clusters > MOST_CLUSTERS) throw new RangeError("the files are too large for a FAT disk");
    if (geometry.clusters >= clustersNeeded) return geometry;
  }
}

export const clusterBytes = ({ sectorsPerCluster }: Geometry) => sectorsPerCluster * SECTOR;
export const rootSectors = ({ rootEntries }: Geometry) => (rootEntries * ENTRY) / SECTOR;

/** The table takes from the clusters that it describes, so its size is tried upwards. */
function diskOf(totalSectors: number): Geometry {
  for (let fatSectors = 1; ; fatSectors++) {
    const data = totalSectors - RESERVED_SECTORS - FAT_COPIES * fatSectors - (DISK_ROOT_ENTRIES * ENTRY) / SECTOR;
    const clusters = Math.floor(data / DISK_CLUSTER_SECTORS);
    const bits = clusters < FAT16_FROM ? 12 : 16;
    if (Math.ceil(((clusters + FIRST_CLUSTER) * bits) / 8) > fatSectors * SECTOR) continue;
    return {
      bits,
      totalSectors,
      sectorsPerCluster: DISK_CLUSTER_SECTORS,
      fatSectors,
      rootEntries: DISK_ROOT_ENTRIES,
      clusters,
      media: 0xf8,
      sectorsPerTrack: 63,
      heads: 255,
    };
  }
}
