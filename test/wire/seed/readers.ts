import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Debian keeps some of them where only root looks. */
const PATH = `${process.env["PATH"]}:/usr/sbin:/sbin`;

/** Runs a reader; throws with what it said when it fails. */
export function run(program: string, ...given: readonly string[]): Buffer {
  // mtools would ask for a sane partition table; there is none on a superfloppy.
  const env = { ...process.env, PATH, LC_ALL: "C.UTF-8", TZ: "UTC", MTOOLS_SKIP_CHECK: "0", MTOOLSRC: "/dev/null" };
  const { status, stdout, stderr, error } = spawnSync(program, given, { env, maxBuffer: 256 * 1024 * 1024 });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${given.join(" ")}: exit ${status}\n${stderr}\n${stdout}`);
  return stdout;
}

/** A folder that lasts as long as `work`. */
export function within<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "scvmm-seed-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export type Contents = Readonly<Record<string, string>>;

/** Name → content in Base64, of what a folder holds or an image shall hold. */
export function contentsOf(files: readonly { readonly name: string; readonly content: Uint8Array }[]): Contents {
  const pairs = files.map(({ name, content }) => [name, Buffer.from(content).toString("base64")] as const);
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const readFolder = (folder: string): Contents =>
  contentsOf(readdirSync(folder).map((name) => ({ name, content: readFileSync(join(folder, name)) })));

function withImage<T>(image: Uint8Array, work: (path: string, out: string) => T): T {
  return within((folder) => {
    const [path, out] = [join(folder, "image"), join(folder, "out")];
    writeFileSync(path, image);
    mkdirSync(out);
    return work(path, out);
  });
}

/** By Rock Ridge. */
export const readByXorriso = (image: Uint8Array): Contents =>
  withImage(image, (path, out) => {
    run("xorriso", "-osirrox", "on:auto_chmod_on", "-indev", path, "-extract", "/", out);
    return readFolder(out);
  });

/** What isoinfo lists: by Joliet, by Rock Ridge, or the bare names. */
export const listByIsoinfo = (image: Uint8Array, ...how: readonly ("-J" | "-R")[]): readonly string[] =>
  withImage(image, (path) =>
    run("isoinfo", ...how, "-f", "-i", path)
      .toString()
      .split("\n")
      .filter(Boolean)
      .sort(),
  );

export const readByIsoinfo = (image: Uint8Array, name: string, ...how: readonly ("-J" | "-R")[]): Buffer =>
  withImage(image, (path) => run("isoinfo", ...how, "-x", `/${name}`, "-i", path));

export const describeByIsoinfo = (image: Uint8Array): string => withImage(image, (path) => run("isoinfo", "-d", "-i", path).toString());

/** By long names. */
export const readByMtools = (image: Uint8Array): Contents =>
  withImage(image, (path, out) => {
    if (/\d+ files?/.test(run("mdir", "-i", path, "-a", "::").toString())) run("mcopy", "-i", path, "-n", "::*", out);
    return readFolder(out);
  });

export const listByMtools = (image: Uint8Array): string => withImage(image, (path) => run("mdir", "-i", path, "-a", "::").toString());

/** Changes nothing, and fails on anything that it would mend. */
export const checkByDosfstools = (image: Uint8Array): string => withImage(image, (path) => run("fsck.fat", "-n", "-v", path).toString());

/** TYPE, LABEL and the like, as the kernel's side of a guest sees them. */
export const probe = (image: Uint8Array): Readonly<Record<string, string>> =>
  withImage(image, (path) => {
    const lines = run("blkid", "-p", "-o", "export", path).toString().split("\n");
    return Object.fromEntries(lines.filter((line) => line.includes("=")).map((line) => line.split("=", 2) as [string, string]));
  });

/** The disk that a VHDX holds, after a check of the file. */
export const readByQemu = (image: Uint8Array): Buffer =>
  withImage(image, (path, out) => {
    run("qemu-img", "check", "-f", "vhdx", path);
    run("qemu-img", "convert", "-f", "vhdx", "-O", "raw", path, join(out, "raw"));
    return readFileSync(join(out, "raw"));
  });
