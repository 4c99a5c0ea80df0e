import { createHash } from "node:crypto";
import { crc32c } from "./crc32c.ts";
import { guidBytes } from "./guid.ts";

const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;
/** The smallest that the format has. */
const BLOCK = MEBIBYTE;
const SECTOR = 512;

/** Where things lie; every place and size of a region is whole mebibytes (MS-VHDX 2.1). */
const PLACE = {
  headers: [64 * KIBIBYTE, 128 * KIBIBYTE],
  regionTables: [192 * KIBIBYTE, 256 * KIBIBYTE],
  log: MEBIBYTE,
  blockTable: 2 * MEBIBYTE,
  metadata: 3 * MEBIBYTE,
  blocks: 4 * MEBIBYTE,
} as const;

/** From here on the table of blocks would need entries of another kind in between (MS-VHDX 2.5). */
const MOST_BLOCKS = 4096;
const STATE_PRESENT = 6n;

/**
 * A dynamic VHDX (MS-VHDX) that holds a disk image; blocks of zeros take no room. Hyper-V attaches one to a SCSI or IDE
 * controller of either generation, where a generation 2 VM takes no VHD. Pure: ids come from the content.
 * Throws RangeError when the image is not whole sectors, or has 4 GiB and more.
 */
export function writeVhdx(disk: Uint8Array): Buffer {
  const count = Math.ceil(disk.length / BLOCK);
  if (disk.length === 0 || disk.length % SECTOR !== 0 || count >= MOST_BLOCKS) throw new RangeError(`no disk of ${disk.length} bytes`);
  const blocks = Array.from({ length: count }, (_, index) => disk.subarray(index * BLOCK, (index + 1) * BLOCK));
  const zeros = Buffer.alloc(BLOCK);
  const present = blocks.map((block) => zeros.compare(block, 0, block.length, 0, block.length) !== 0);
  const image = Buffer.alloc(PLACE.blocks + present.filter(Boolean).length * BLOCK);
  const content = createHash("sha256").update(disk).digest();
  fileIdentifier().copy(image);
  for (const [index, at] of PLACE.headers.entries()) header(content, index).copy(image, at);
  for (const at of PLACE.regionTables) regionTable().copy(image, at);
  metadata(disk.length, content).copy(image, PLACE.metadata);
  let next = PLACE.blocks;
  for (const [index, block] of blocks.entries()) {
    if (!present[index]) continue;
    image.writeBigUInt64LE(BigInt(next) | STATE_PRESENT, PLACE.blockTable + index * 8);
    image.set(block, next);
    next += BLOCK;
  }
  return image;
}

/** MS-VHDX 2.2.1: a signature and who made the file. */
function fileIdentifier(): Buffer {
  const bytes = Buffer.alloc(520);
  bytes.write("vhdxfile", 0, "latin1");
  bytes.write("scvmm-provider", 8, "utf16le");
  return bytes;
}

/** MS-VHDX 2.2.2; the one with the higher sequence number counts. An all-zero log id says that there is nothing to replay. */
function header(content: Uint8Array, sequence: number): Buffer {
  const bytes = Buffer.alloc(4 * KIBIBYTE);
  bytes.write("head", 0, "latin1");
  bytes.writeBigUInt64LE(BigInt(sequence + 1), 8);
  idFrom("file", content).copy(bytes, 16);
  idFrom("data", content).copy(bytes, 32);
  bytes.writeUInt16LE(1, 66);
  bytes.writeUInt32LE(MEBIBYTE, 68);
  bytes.writeBigUInt64LE(BigInt(PLACE.log), 72);
  return summed(bytes);
}

const BLOCK_TABLE = guidBytes("2dc27766-f623-4200-9d64-115e9bfd4a08");
const METADATA = guidBytes("8b7ca206-4790-4b9a-b8fe-575f050f886e");

/** MS-VHDX 2.2.3. */
function regionTable(): Buffer {
  const bytes = Buffer.alloc(64 * KIBIBYTE);
  const regions = [
    { id: BLOCK_TABLE, at: PLACE.blockTable },
    { id: METADATA, at: PLACE.metadata },
  ];
  bytes.write("regi", 0, "latin1");
  bytes.writeUInt32LE(regions.length, 8);
  for (const [index, { id, at }] of regions.entries()) {
    const entry = 16 + index * 32;
    id.copy(bytes, entry);
    bytes.writeBigUInt64LE(BigInt(at), entry + 16);
    bytes.writeUInt32LE(MEBIBYTE, entry + 24);
    bytes.writeUInt32LE(1, entry + 28);
  }
  return summed(bytes);
}

/** Items start behind the table (MS-VHDX 2.6.1). */
const ITEMS = 64 * KIBIBYTE;
const REQUIRED = 4;
const OF_DISK = 2;

/** MS-VHDX 2.6: block size, size and id of the disk, sizes of its sectors. */
function metadata(size: number, content: Uint8Array): Buffer {
  const items = [
    { id: "caa16737-fa36-4d43-b3b6-33f0aa44e76b", flags: REQUIRED, value: numbers(BLOCK, 0) },
    { id: "2fa54224-cd1b-4876-b211-5dbed83bf4b8", flags: REQUIRED | OF_DISK, value: numbers(size, 0) },
    { id: "beca12ab-b2e6-4523-93ef-c309e000c746", flags: REQUIRED | OF_DISK, value: idFrom("disk", content) },
    { id: "8141bf1d-a96f-4709-ba47-f233a8faab5f", flags: REQUIRED | OF_DISK, value: numbers(SECTOR) },
    { id: "cda348c7-445d-4471-9cc9-e9885251c556", flags: REQUIRED | OF_DISK, value: numbers(4096) },
  ];
  const bytes = Buffer.alloc(MEBIBYTE);
  bytes.write("metadata", 0, "latin1");
  bytes.writeUInt16LE(items.length, 10);
  let next = ITEMS;
  for (const [index, { id, flags, value }] of items.entries()) {
    const entry = 32 + index * 32;
    guidBytes(id).copy(bytes, entry);
    bytes.writeUInt32LE(next, entry + 16);
    bytes.writeUInt32LE(value.length, entry + 20);
    bytes.writeUInt32LE(flags, entry + 24);
    value.copy(bytes, next);
    next += value.length;
  }
  return bytes;
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
  return bytes;
}

/** With its checksum at byte 4, which counts as 0 in it. */
function summed(bytes: Buffer): Buffer {
  bytes.writeUInt32LE(crc32c(bytes), 4);
  return bytes;
}

/** `content` is the hash of the disk's. */
function idFrom(purpose: string, content: Uint8Array): Buffer {
  const bytes = createHash("sha256").update(purpose).update(content).digest().subarray(0, 16);
  // Version 8 of RFC 9562, made by the vendor's own rule; the byte is the seventh of the text, the eighth as stored.
  bytes[7] = ((bytes[7] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes;
}
