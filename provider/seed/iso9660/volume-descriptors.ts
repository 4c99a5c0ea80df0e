import { writeBoth16, writeBoth32 } from "./both-endian.ts";
import { SECTOR } from "./directory.ts";
import { digitTime, NO_DIGIT_TIME } from "./time-stamps.ts";

export interface Volume {
  readonly kind: "primary" | "joliet";
  readonly label: string;
  readonly modified: Date;
  /** Sectors of the whole volume. */
  readonly sectors: number;
  readonly pathTable: { readonly size: number; readonly littleEndian: number; readonly bigEndian: number };
  /** The root's directory record, 34 bytes. */
  readonly root: Uint8Array;
}

const TYPES = { primary: 1, joliet: 2 } as const;
/** UCS-2 level 3 (Joliet 3.2). */
const JOLIET_ESCAPE = "%/E";
/** The texts of a descriptor: place and size (ECMA-119 8.4). */
const BLANK_TEXTS = [
  [8, 32],
  [190, 128],
  [318, 128],
  [446, 128],
  [574, 128],
  [702, 37],
  [739, 37],
  [776, 37],
] as const;

/** A primary descriptor (ECMA-119 8.4), or the supplementary one that Joliet is (8.5). */
export function volumeDescriptor({ kind, label, modified, sectors, pathTable, root }: Volume): Buffer {
  const sector = header(TYPES[kind]);
  for (const [at, size] of BLANK_TEXTS) blank(kind, size).copy(sector, at);
  writeText(sector, kind, label, 40, 32);
  writeBoth32(sector, sectors, 80);
  if (kind === "joliet") sector.write(JOLIET_ESCAPE, 88, "latin1");
  writeBoth16(sector, 1, 120);
  writeBoth16(sector, 1, 124);
  writeBoth16(sector, SECTOR, 128);
  writeBoth32(sector, pathTable.size, 132);
  sector.writeUInt32LE(pathTable.littleEndian, 140);
  sector.writeUInt32BE(pathTable.bigEndian, 148);
  sector.set(root, 156);
  digitTime(modified).copy(sector, 813);
  digitTime(modified).copy(sector, 830);
  NO_DIGIT_TIME.copy(sector, 847);
  NO_DIGIT_TIME.copy(sector, 864);
  sector[881] = 1;
  return sector;
}

/** ECMA-119 8.3. */
export const terminator = () => header(255);

function header(type: number): Buffer {
  const sector = Buffer.alloc(SECTOR);
  sector[0] = type;
  sector.write("CD001", 1, "latin1");
  sector[6] = 1;
  return sector;
}

function writeText(sector: Buffer, kind: Volume["kind"], text: string, at: number, size: number): void {
  blank(kind, size).copy(sector, at);
  encodeText(kind, text).copy(sector, at, 0, size);
}

/** Filled with blanks; half a unit at the end of an odd size stays 0. */
function blank(kind: Volume["kind"], size: number): Buffer {
  const filled = Buffer.alloc(size);
  encodeText(kind, " ".repeat(kind === "joliet" ? Math.floor(size / 2) : size)).copy(filled);
  return filled;
}

/** Joliet records UTF-16, most significant byte first. */
export function encodeText(kind: Volume["kind"], text: string): Buffer {
  return kind === "joliet" ? Buffer.from(text, "utf16le").swap16() : Buffer.from(text, "latin1");
}
