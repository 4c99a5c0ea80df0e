import { both32 } from "./both-endian.ts";
import { recordedTime } from "./time-stamps.ts";

/**
 * System use entries of Rock Ridge (IEEE P1282 as RRIP 1.09), which give names and permissions to Unix. Each directory
 * record holds its own, so that no continuation area is needed.
 */

/** A seed holds secrets: only root reads it, wherever it is mounted. */
const FILE_MODE = 0o100400;
const FOLDER_MODE = 0o040500;

export function fileEntries(name: string, modified: Date): Buffer {
  return Buffer.concat([attributes(FILE_MODE, 1), alternateName(name), times(modified)]);
}

/** For the root's record of itself, which also says that the volume has Rock Ridge (SUSP 5.3, 5.5). */
export function selfEntries(modified: Date): Buffer {
  return Buffer.concat([sharing(), folderEntries(modified), extension()]);
}

export function folderEntries(modified: Date): Buffer {
  return Buffer.concat([attributes(FOLDER_MODE, 2), times(modified)]);
}

function entry(signature: string, version: number, ...data: readonly Uint8Array[]): Buffer {
  const size = data.reduce((sum, part) => sum + part.length, 4);
  return Buffer.concat([Buffer.from(signature, "latin1"), Buffer.from([size, version]), ...data]);
}

const sharing = () => entry("SP", 1, Buffer.from([0xbe, 0xef, 0]));

function extension(): Buffer {
  const identifier = Buffer.from("RRIP_1991A", "latin1");
  return entry("ER", 1, Buffer.from([identifier.length, 0, 0, 1]), identifier);
}

/** Mode, links, user 0, group 0. */
const attributes = (mode: number, links: number) => entry("PX", 1, both32(mode), both32(links), both32(0), both32(0));

const alternateName = (name: string) => entry("NM", 1, Buffer.from([0]), Buffer.from(name, "latin1"));

/** Time of the last modification alone (flag bit 1), in seven bytes. */
const times = (modified: Date) => entry("TF", 1, Buffer.from([0x02]), recordedTime(modified));
