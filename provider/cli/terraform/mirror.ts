import { mkdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { writeWhole } from "../write-whole.ts";

/** How configurations name the provider, and in full. */
export const SOURCE = "scvmm/scvmm";
const REGISTRY = "registry.terraform.io";
const PROGRAM = "terraform-provider-scvmm";

const SYSTEMS: Readonly<Record<string, string>> = { linux: "linux", darwin: "darwin", freebsd: "freebsd", win32: "windows" };
const PROCESSORS: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64", arm: "arm" };

/** Terraform's name of a platform; undefined for one that it has none for here. */
export function platformName(platform: string, arch: string): string | undefined {
  const [system, processor] = [SYSTEMS[platform], PROCESSORS[arch]];
  return system && processor ? `${system}_${processor}` : undefined;
}

/** Where a file that a shell or Node starts is a program. Windows is none of these: it takes the release's own executable. */
export const PLATFORMS = ["linux_amd64", "linux_arm64", "linux_arm", "darwin_amd64", "darwin_arm64", "freebsd_amd64"] as const;
export type Platform = (typeof PLATFORMS)[number];

/** Where Terraform looks by itself, for this user. */
export function impliedMirror(environment: Readonly<Record<string, string | undefined>>): string {
  return join(environment["HOME"] || homedir(), ".terraform.d", "plugins");
}

/** One file of a package. */
export interface PackageFile {
  readonly name: string;
  readonly content: Buffer;
  readonly executable: boolean;
}

export type Installed = "installed" | "unchanged" | "replaced";

/**
 * Writes the package of one platform into a filesystem mirror. What is there and the same stays untouched, so that a Terraform
 * that runs it is not disturbed. Throws what the file system says.
 */
export async function installPackage(mirror: string, version: string, platform: string, files: readonly PackageFile[]): Promise<Installed> {
  const folder = packageFolder(mirror, version, platform);
  const before = await Promise.all(files.map(({ name }) => readFile(join(folder, name)).catch(() => undefined)));
  const different = files.filter(({ content }, at) => !before[at]?.equals(content));
  if (different.length === 0) return "unchanged";
  await mkdir(folder, { recursive: true });
  for (const { name, content, executable } of different) {
    const path = join(folder, name);
    await writeWhole(path, content, executable ? 0o755 : 0o644);
  }
  return before.some((content) => content !== undefined) ? "replaced" : "installed";
}

/** Of an unpacked package. */
const packageFolder = (mirror: string, version: string, platform: string) =>
  join(mirror, REGISTRY, ...SOURCE.split("/"), version, platform);

/**
 * The files of a package, from the bundle's folder. Terraform starts the first whose name begins with the program's, and Node takes
 * the kind of a file without an extension from the package.json beside it.
 */
export async function packageFiles(bundle: string, version: string): Promise<readonly PackageFile[]> {
  const file = async (from: string, name = from, executable = false) => ({ name, content: await readFile(join(bundle, from)), executable });
  return Promise.all([file(PROGRAM, `${PROGRAM}_v${version}`, true), file("package.json"), file("LEGAL.txt")]);
}
