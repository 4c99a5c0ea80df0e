import { checkImage, type ImageFile, type ImageOptions } from "../image-file.ts";
import { shortNames } from "../short-names.ts";
import { type DirectoryRecord, encodeRecord, packRecords, SECTOR, sectorsOf } from "./directory.ts";
import { fileEntries, folderEntries, selfEntries } from "./rock-ridge.ts";
import { encodeText, terminator, type Volume, volumeDescriptor } from "./volume-descriptors.ts";

const SYSTEM_AREA = 16;
const DESCRIPTORS = 3;
/** Four path tables, each a sector: two orders of bytes, two volumes. */
const PATH_TABLES = SYSTEM_AREA + DESCRIPTORS;
const FIRST_FOLDER = PATH_TABLES + 4;
/** Drives read ahead; genisoimage and xorriso leave as much behind the last file. */
const PADDING = 150;
const PATH_TABLE_SIZE = 10;

/**
 * An ISO 9660 image with Joliet and Rock Ridge, whose files are all in the root. Pure: the same input gives the same bytes.
 * Sectors, in order:
 *
 * 1. system area, descriptors (primary, Joliet, terminator), path tables
 * 2. the root as the primary volume and Rock Ridge show it
 * 3. the root as Joliet shows it
 * 4. the files, then padding
 *
 * Throws RangeError for names or a label that an image cannot hold.
 */
export function writeIso9660(files: readonly ImageFile[], options: ImageOptions): Buffer {
  checkImage(files, options);
  const primary = primaryRecords(files, options.modified);
  const joliet = jolietRecords(files);
  // Sizes do not depend on places, so a first draft tells where everything lies.
  const primarySize = draw(primary, { at: 0, size: 0, files: [] }, options.modified).length;
  const jolietSize = draw(joliet, { at: 0, size: 0, files: [] }, options.modified).length;
  const jolietAt = FIRST_FOLDER + sectorsOf(primarySize);
  const places = placeFiles(files, jolietAt + sectorsOf(jolietSize));
  const sectors = places.end + PADDING;

  const image = Buffer.alloc(sectors * SECTOR);
  const volume = { label: options.label, modified: options.modified, sectors };
  const folders = [
    { kind: "primary", records: primary, at: FIRST_FOLDER, size: primarySize, tables: PATH_TABLES },
    { kind: "joliet", records: joliet, at: jolietAt, size: jolietSize, tables: PATH_TABLES + 2 },
  ] as const;
  for (const [index, { kind, records, at, size, tables }] of folders.entries()) {
    const pathTable = { size: PATH_TABLE_SIZE, littleEndian: tables, bigEndian: tables + 1 };
    const root = encodeRecord({ identifier: SELF, location: at, size, folder: true }, options.modified);
    volumeDescriptor({ ...volume, kind, pathTable, root } satisfies Volume).copy(image, (SYSTEM_AREA + index) * SECTOR);
    writePathTables(image, tables, at);
    draw(records, { at, size, files: places.starts }, options.modified).copy(image, at * SECTOR);
  }
  terminator().copy(image, (SYSTEM_AREA + DESCRIPTORS - 1) * SECTOR);
  for (const [index, { content }] of files.entries()) image.set(content, (places.starts[index] ?? 0) * SECTOR);
  return image;
}

/** Identifiers of a folder in itself, and of its parent in it (ECMA-119 7.6.2). */
const SELF = Buffer.from([0]);
const PARENT = Buffer.from([1]);

interface Entry {
  readonly identifier: Buffer;
  readonly systemUse?: Buffer;
  /** Position of the file; null: the root itself. */
  readonly file: number | null;
  readonly size: number;
}

function primaryRecords(files: readonly ImageFile[], modified: Date): readonly Entry[] {
  const short = shortNames(files.map(({ name }) => name));
  const entries = files.map(({ name, content }, file) => {
    const { base = "", extension = "" } = short[file] ?? {};
    const identifier = encodeText("primary", `${base}.${extension};1`);
    return { identifier, systemUse: fileEntries(name, modified), file, size: content.length };
  });
  return [
    { identifier: SELF, systemUse: selfEntries(modified), file: null, size: 0 },
    { identifier: PARENT, systemUse: folderEntries(modified), file: null, size: 0 },
    ...inOrder(entries),
  ];
}

function jolietRecords(files: readonly ImageFile[]): readonly Entry[] {
  const entries = files.map(({ name, content }, file) => ({ identifier: encodeText("joliet", name), file, size: content.length }));
  return [{ identifier: SELF, file: null, size: 0 }, { identifier: PARENT, file: null, size: 0 }, ...inOrder(entries)];
}

/** ECMA-119 9.3: by name, then by extension, the shorter filled with blanks. */
function inOrder(entries: readonly Entry[]): readonly Entry[] {
  const key = ({ identifier }: Entry) => {
    const [name = "", extension = ""] = identifier.toString("latin1").split(/\.(?=[^.]*$)/);
    return name.padEnd(256) + extension;
  };
  return [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

interface Places {
  readonly at: number;
  readonly size: number;
  readonly files: readonly number[];
}

function draw(entries: readonly Entry[], { at, size, files }: Places, modified: Date): Buffer {
  return packRecords(
    entries.map((entry) => {
      const { identifier, systemUse, file } = entry;
      const target: DirectoryRecord =
        file === null
          ? { identifier, location: at, size, folder: true }
          : { identifier, location: files[file] ?? 0, size: entry.size, folder: false };
      return encodeRecord(systemUse ? { ...target, systemUse } : target, modified);
    }),
  );
}

/** Where each file starts; an empty one has no sector of its own. */
function placeFiles(files: readonly ImageFile[], first: number): { readonly starts: readonly number[]; readonly end: number } {
  let next = first;
  const starts = files.map(({ content }) => {
    const start = next;
    next += sectorsOf(content.length);
    return start;
  });
  return { starts, end: next };
}

/** ECMA-119 9.4: the root alone, its own parent; once in each order of bytes. */
function writePathTables(image: Buffer, sector: number, root: number): void {
  const little = sector * SECTOR;
  const big = little + SECTOR;
  image[little] = 1;
  image.writeUInt32LE(root, little + 2);
  image.writeUInt16LE(1, little + 6);
  image[big] = 1;
  image.writeUInt32BE(root, big + 2);
  image.writeUInt16BE(1, big + 6);
}
