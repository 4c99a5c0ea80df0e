import { FIRST_CLUSTER, type Geometry, SECTOR } from "./geometry.ts";

/** The table for files that lie one after the other, given their numbers of clusters (0: an empty file). */
export function allocationTable(geometry: Geometry, counts: readonly number[]): Buffer {
  const end = geometry.bits === 12 ? 0xfff : 0xffff;
  const values = [end & (0xff00 | geometry.media), end];
  for (const count of counts) {
    for (let left = count; left > 0; left--) values.push(left === 1 ? end : values.length + 1);
  }
  const table = Buffer.alloc(geometry.fatSectors * SECTOR);
  for (const [index, value] of values.entries()) {
    if (geometry.bits === 16) table.writeUInt16LE(value, index * 2);
    else writeTwelve(table, index, value);
  }
  return table;
}

/** Two entries share three bytes. */
function writeTwelve(table: Buffer, index: number, value: number): void {
  const at = Math.floor((index * 3) / 2);
  const both = table.readUInt16LE(at);
  table.writeUInt16LE(index % 2 === 0 ? (both & 0xf000) | value : (both & 0x000f) | (value << 4), at);
}

/** First cluster of each file; 0 for an empty one. */
export function firstClusters(counts: readonly number[]): readonly number[] {
  let next = FIRST_CLUSTER;
  return counts.map((count) => {
    const first = count === 0 ? 0 : next;
    next += count;
    return first;
  });
}
