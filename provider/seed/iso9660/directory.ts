import { writeBoth16, writeBoth32 } from "./both-endian.ts";
import { recordedTime } from "./time-stamps.ts";

export const SECTOR = 2048;

export interface DirectoryRecord {
  /** As recorded: `USER_DAT.;1`, UTF-16 for Joliet, one byte 0 or 1 for the folder itself and its parent. */
  readonly identifier: Uint8Array;
  /** First sector. */
  readonly location: number;
  /** Bytes. */
  readonly size: number;
  readonly folder: boolean;
  readonly systemUse?: Uint8Array;
}

/** ECMA-119 9.1. */
export function encodeRecord({ identifier, location, size, folder, systemUse }: DirectoryRecord, modified: Date): Buffer {
  // A padding byte makes what follows the identifier start at an even position.
  const head = 33 + identifier.length + (identifier.length % 2 === 0 ? 1 : 0);
  const length = head + (systemUse?.length ?? 0);
  const record = Buffer.alloc(length + (length % 2));
  record[0] = record.length;
  writeBoth32(record, location, 2);
  writeBoth32(record, size, 10);
  recordedTime(modified).copy(record, 18);
  record[25] = folder ? 0x02 : 0;
  writeBoth16(record, 1, 28);
  record[32] = identifier.length;
  record.set(identifier, 33);
  if (systemUse) record.set(systemUse, head);
  return record;
}

/** Records one after the other, none across the border of two sectors (ECMA-119 6.8.1.1); whole sectors. */
export function packRecords(records: readonly Buffer[]): Buffer {
  const sectors: Buffer[] = [];
  let used = SECTOR;
  for (const record of records) {
    if (used + record.length > SECTOR) {
      sectors.push(Buffer.alloc(SECTOR));
      used = 0;
    }
    const sector = sectors.at(-1);
    if (sector) record.copy(sector, used);
    used += record.length;
  }
  return Buffer.concat(sectors);
}

export const sectorsOf = (bytes: number) => Math.ceil(bytes / SECTOR);
