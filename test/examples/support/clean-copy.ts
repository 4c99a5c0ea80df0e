import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import packageJson from "../../../package.json" with { type: "json" };
import { platformName } from "../../../provider/cli/terraform/mirror.ts";
import { builtFolder } from "../../built-once.ts";
import { CDKTF_BIN, NULL_PROVIDER } from "../../parts.ts";

export const ROOT = join(import.meta.dirname, "../../..");
export const EXAMPLES = join(ROOT, "examples");

/** On a machine that has much else to do an example takes most of a minute, and one that runs cdktf some. */
const PATIENCE_MS = 280_000;

export interface Ran {
  /** null where it took too long. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Programs that it left running. */
  readonly left: readonly string[];
}

const DYING_MS = 5000;

/** What is still there of a session when what was asked to end has had its time; it is killed. */
async function lastOf(session: string): Promise<readonly string[]> {
  const until = performance.now() + DYING_MS;
  const running = () =>
    spawnSync("pgrep", ["-l", "-s", session], { encoding: "utf8" })
      .stdout.split("\n")
      .filter((line) => line !== "");
  while (running().length > 0 && performance.now() < until) await sleep(50);
  const left = running();
  spawnSync("pkill", ["-KILL", "-s", session]);
  return left;
}

/** As a clone has them: not what somebody's own run has left. */
const FILES = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "examples", "cdktf.json"], {
  cwd: ROOT,
  encoding: "utf8",
})
  .split("\0")
  .filter((file) => file !== "" && existsSync(join(ROOT, file)));

/** What somebody has after a clone and `npm ci`, but for what the examples do not need: the examples, and a command that is built. */
export class CleanCopy {
  readonly root = mkdtempSync(join(tmpdir(), "scvmm-examples-"));
  readonly #transcript = join(this.root, "transcript");

  constructor() {
    for (const file of FILES) cpSync(join(ROOT, file), join(this.root, file));
    copyFileSync(join(ROOT, "package.json"), join(this.root, "package.json"));
    symlinkSync(builtFolder(), join(this.root, "dist"));
    symlinkSync(join(ROOT, "node_modules"), join(this.root, "node_modules"));
    mkdirSync(join(this.root, "bin"));
    cpSync(join(import.meta.dirname, "npx.sh"), join(this.root, "bin/npx"));
    for (const name of ["terraform", "cdktf"]) cpSync(join(import.meta.dirname, "terraform.sh"), join(this.root, "bin", name));
  }

  /** Where an example is. */
  folder(example: string): string {
    return join(this.root, "examples", example);
  }

  /** Puts HashiCorp's null provider beside where `scvmm terraform install` puts ours: whoever is on a network has it from the registry. */
  addNullProvider(): void {
    const name = basename(NULL_PROVIDER);
    const version = name.slice(name.indexOf("_v") + 2);
    const platform = platformName(process.platform, process.arch) ?? "";
    cpSync(NULL_PROVIDER, join(this.root, ".terraform.d/plugins/registry.terraform.io/hashicorp/null", version, platform, name));
  }

  /** What plans have printed so far, each below its command. */
  get transcript(): string {
    return existsSync(this.#transcript) ? readFileSync(this.#transcript, "utf8") : "";
  }

  /** Commands as in a terminal, where each has a process group of its own; to their end or the first that fails. */
  async sh(folder: string, script: string, environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const child = spawn("bash", ["-e", "-c", `set -m\n${script}`], {
      cwd: folder,
      // a session of its own, by which all that it starts is known
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: `${join(this.root, "bin")}:${CDKTF_BIN}:${process.env["PATH"]}`,
        HOME: this.root,
        NO_COLOR: "1",
        // Of cdktf and Terraform: no questions, no looks for newer versions.
        CI: "1",
        CHECKPOINT_DISABLE: "1",
        DISABLE_VERSION_CHECK: "1",
        TRANSCRIPT: this.#transcript,
        SCVMM_TEST_COMMAND: join(this.root, "dist/scvmm.js"),
        SCVMM_TEST_VERSION: packageJson.version,
        ...environment,
      },
    });
    const session = String(child.pid);
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    const closed = once(child, "close");
    const patience = setTimeout(() => spawnSync("pkill", ["-KILL", "-s", session]), PATIENCE_MS);
    const [code] = (await once(child, "exit")) as [number | null];
    clearTimeout(patience);
    const left = await lastOf(session);
    await closed;
    return { code, stdout, stderr, left };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
