import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Something beside Node that a suite cannot do without. */
export interface Part {
  readonly available: boolean;
  /** What is missing and how to get it, in one line. */
  readonly missing: string;
}

/** Where `.ci/parts` puts what it installs. */
const PARTS = join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "scvmm-provider");
const INSTALL = "install it with: bash .ci/parts";

/** The interpreter that `SCVMM_TEST_PYTHON` names, else the one that `.ci/parts` made, else that of the PATH. */
export const PYTHON = process.env["SCVMM_TEST_PYTHON"] || firstThere(join(PARTS, "python", "bin", "python")) || "python3";

/** Python modules, e.g. `pypsrp`. */
export const python = (...modules: readonly string[]): Part => ({
  available: runs(PYTHON, "-c", `import ${modules.join(", ")}`),
  missing: `${modules.join(", ")} for ${PYTHON} (SCVMM_TEST_PYTHON); ${INSTALL}`,
});

/** Drives masterzen/winrm; its source is in test/wire/go. */
export const GO_DRIVER = process.env["SCVMM_TEST_GO_DRIVER"] || join(PARTS, "go", "winrm-driver");
export const goDriver = (): Part => ({
  available: runs(GO_DRIVER, "-version"),
  missing: `the built driver of masterzen/winrm (SCVMM_TEST_GO_DRIVER); ${INSTALL}`,
});

/** Two builds of npm's `kerberos`: as published, and one that seals what it is given. */
export const KERBEROS = { published: kerberosBuild("published"), sealing: kerberosBuild("sealing") };
/** Debian's, whose package of GSSAPI needs no compiler. */
export const GSSAPI_PYTHON = "/usr/bin/python3";
export const kerberos = (): Part => ({
  available:
    Object.values(KERBEROS).every((path) => existsSync(path)) &&
    runs(GSSAPI_PYTHON, "-c", "import gssapi") &&
    runs("klist", "-V") &&
    runs("faketime", "--version"),
  missing: `a KDC, ${GSSAPI_PYTHON} with gssapi, and npm's kerberos; ${INSTALL} kerberos`,
});

/** Debian's readers of disk images, and cloud-init's own code for its data sources. */
export const CLOUD_INIT_PYTHON = "/usr/bin/python3";
const IMAGE_READERS = ["isoinfo -version", "xorriso -version", "mcopy -V", "fsck.fat -V", "qemu-img -V", "blkid -V"] as const;
export const seedReaders = (): Part => ({
  available: IMAGE_READERS.every((line) => findable(line)) && runs(CLOUD_INIT_PYTHON, "-c", "import cloudinit"),
  missing: `readers of seed images and cloud-init; ${INSTALL} seed_readers`,
});

/** A program that a suite runs, as a part. */
export interface Tool extends Part {
  readonly command: string;
}
const tool = (command: string, version: string, name: string, part = "checkers"): Tool => ({
  command,
  available: runs(command, version),
  missing: `${name}; ${INSTALL} ${part}`,
});

/** Checkers of what pipelines are written in: published JSON schemas, actionlint, shellcheck. */
export const checkJsonschema = (): Tool => tool(join(PARTS, "checkers", "bin", "check-jsonschema"), "--version", "check-jsonschema");
export const actionlint = (): Tool => tool(join(PARTS, "checkers", "actionlint"), "-version", "actionlint");
export const shellcheck = (): Tool => tool("shellcheck", "--version", "shellcheck");

/** The Lua of Argo CD; its source is in test/examples/gopher-lua. */
export const gopherLua = (): Tool => tool(join(PARTS, "lua", "gopher-lua"), "-version", "gopher-lua", "lua");

/** HashiCorp's command for the CDK, and its generator of bindings: a folder with their node_modules. */
export const CDKTF = process.env["SCVMM_CDKTF"] || join(PARTS, "cdktf");
export const CDKTF_BIN = join(CDKTF, "node_modules", ".bin");
export const cdktf = (): Part => ({
  available: existsSync(join(CDKTF_BIN, "cdktf")),
  missing: `the cdktf command (SCVMM_CDKTF); ${INSTALL} cdktf`,
});

/** HashiCorp's null provider; its source is in test/examples/null-provider. The program, which only Terraform can run. */
export const NULL_PROVIDER = process.env["SCVMM_TEST_NULL_PROVIDER"] || join(PARTS, "null-provider", "terraform-provider-null_v3.2.4");
export const nullProvider = (): Part => ({
  available: existsSync(NULL_PROVIDER),
  missing: `the built null provider (SCVMM_TEST_NULL_PROVIDER), which takes Go; ${INSTALL} null_provider`,
});

/** cloud-init's own program, which knows what cloud-config may say. */
export const cloudInit = (): Tool => tool("cloud-init", "--version", "cloud-init", "seed_readers");

/** Runs one to its end. */
export function run(command: string, words: readonly string[], cwd: string): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd, encoding: "utf8" });
  return { status, output: stdout + stderr };
}

/** Microsoft's engine. */
export const powerShell = (): Part => ({
  available: runs("pwsh", "-NoProfile", "-Command", "exit 0"),
  missing: "pwsh, PowerShell 7, on the PATH",
});

/** HashiCorp's own program; a version that knows write-only attributes. */
export const terraform = (): Part => ({
  available: runs("terraform", "version"),
  missing: "terraform 1.11 or newer on the PATH",
});

/**
 * Whether a suite has the parts that it needs. When it has not, the last lines of the run say so.
 *
 *     describe.skipIf(!has("pypsrp against our server", python("pypsrp")))("pypsrp", () => …)
 */
export function has(suite: string, ...parts: readonly Part[]): boolean {
  const missing = parts.filter((part) => !part.available);
  if (missing.length === 0) return true;
  const line = `SKIPPED: ${suite}, for want of ${missing.map((part) => part.missing).join("; and ")}\n`;
  const notes = process.env["SCVMM_TEST_SKIPPED"];
  if (notes === undefined) process.stderr.write(line);
  else appendFileSync(notes, line);
  return false;
}

const runs = (program: string, ...given: readonly string[]): boolean => spawnSync(program, given, { stdio: "ignore" }).status === 0;

/** Debian keeps some programs where only root's PATH leads. */
function findable(line: string): boolean {
  const [program = "", ...given] = line.split(" ");
  const { error } = spawnSync(program, given, { stdio: "ignore", env: { ...process.env, PATH: `${process.env["PATH"]}:/usr/sbin` } });
  return error === undefined;
}

function kerberosBuild(name: string): string {
  return join(PARTS, "kerberos", name, "node_modules", "kerberos");
}

function firstThere(path: string): string | undefined {
  return existsSync(path) ? path : undefined;
}
