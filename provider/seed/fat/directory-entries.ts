import type { ShortName } from "../short-names.ts";
import { ENTRY } from "./geometry.ts";

const ATTRIBUTE = { label: 0x08, archive: 0x20, longName: 0x0f } as const;
const UNITS_PER_ENTRY = 13;
/** Places of the units of a name in a long entry. */
const UNIT_PLACES = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30] as const;
const LAST_LONG = 0x40;

interface File {
  readonly name: string;
  readonly short: ShortName;
  readonly firstCluster: number;
  readonly size: number;
  readonly modified: Date;
}

/** The entries of a file: its long name from the end to the start, then the short one. */
export function fileEntries({ name, short, firstCluster, size, modified }: File): Buffer {
  const padded = Buffer.from(short.base.padEnd(8) + short.extension.padEnd(3), "latin1");
  const entry = stamped(padded, ATTRIBUTE.archive, modified);
  entry.writeUInt16LE(firstCluster, 26);
  entry.writeUInt32LE(size, 28);
  return Buffer.concat([...longEntries(name, checksum(padded)), entry]);
}

export function labelEntry(label: string, modified: Date): Buffer {
  return stamped(Buffer.from(paddedLabel(label), "latin1"), ATTRIBUTE.label, modified);
}

/** Labels are in capitals, as short names are. */
export const paddedLabel = (label: string) => label.toUpperCase().padEnd(11);

function stamped(name: Buffer, attribute: number, modified: Date): Buffer {
  const entry = Buffer.alloc(ENTRY);
  name.copy(entry);
  entry[11] = attribute;
  const time = (modified.getUTCHours() << 11) | (modified.getUTCMinutes() << 5) | (modified.getUTCSeconds() >> 1);
  const date = ((modified.getUTCFullYear() - 1980) << 9) | ((modified.getUTCMonth() + 1) << 5) | modified.getUTCDate();
  entry.writeUInt16LE(time, 14);
  entry.writeUInt16LE(date, 16);
  entry.writeUInt16LE(date, 18);
  entry.writeUInt16LE(time, 22);
  entry.writeUInt16LE(date, 24);
  return entry;
}

function longEntries(name: string, sum: number): readonly Buffer[] {
  const count = Math.ceil(name.length / UNITS_PER_ENTRY);
  const entries = Array.from({ length: count }, (_, index) => {
    const entry = Buffer.alloc(ENTRY);
    entry[0] = (index + 1) | (index + 1 === count ? LAST_LONG : 0);
    entry[11] = ATTRIBUTE.longName;
    entry[13] = sum;
    for (const [position, at] of UNIT_PLACES.entries()) entry.writeUInt16LE(unitAt(name, index * UNITS_PER_ENTRY + position), at);
    return entry;
  });
  return entries.reverse();
}

/** One 0 ends a name that does not fill its entry; the rest is 0xFFFF. */
function unitAt(name: string, index: number): number {
  if (index < name.length) return name.charCodeAt(index);
  return index === name.length ? 0 : 0xffff;
}

/** Ties long entries to their short one. */
function checksum(short: Uint8Array): number {
  return short.reduce((sum, byte) => (((sum & 1) << 7) + (sum >> 1) + byte) & 0xff, 0);
}
