import { spawn } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import { builtFolder } from "../../built-once.ts";

export const ROOT = join(import.meta.dirname, "../../..");
export const EXAMPLES = join(ROOT, "examples");

/** On a machine that has much else to do an example takes most of a minute. */
const PATIENCE_MS = 150_000;

export interface Ran {
  /** null where it took too long. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What somebody has after a clone and `npm ci`, but for what the examples do not need: the examples, and a command that is built. */
export class CleanCopy {
  readonly root = mkdtempSync(join(tmpdir(), "scvmm-examples-"));
  readonly #transcript = join(this.root, "transcript");

  constructor() {
    cpSync(EXAMPLES, join(this.root, "examples"), { recursive: true, filter: (path) => !/sim[^/]*\.env$|\.secrets$/.test(path) });
    copyFileSync(join(ROOT, "package.json"), join(this.root, "package.json"));
    symlinkSync(builtFolder(), join(this.root, "dist"));
    mkdirSync(join(this.root, "bin"));
    cpSync(join(import.meta.dirname, "npx.sh"), join(this.root, "bin/npx"));
  }

  /** Where an example is. */
  folder(example: string): string {
    return join(this.root, "examples", example);
  }

  /** What plans have printed so far, each below its command. */
  get transcript(): string {
    return existsSync(this.#transcript) ? readFileSync(this.#transcript, "utf8") : "";
  }

  /** Commands as in a terminal, to their end or the first that fails; what they left running is killed. */
  async sh(folder: string, script: string, environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const child = spawn("sh", ["-e", "-c", script], {
      cwd: folder,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: `${join(this.root, "bin")}:${process.env["PATH"]}`,
        HOME: this.root,
        NO_COLOR: "1",
        TRANSCRIPT: this.#transcript,
        SCVMM_TEST_COMMAND: join(this.root, "dist/scvmm.js"),
        SCVMM_TEST_VERSION: packageJson.version,
        ...environment,
      },
    });
    const group = child.pid ?? 0;
    const kill = () => {
      try {
        process.kill(-group, "SIGKILL");
      } catch {
        // all of it has ended
      }
    };
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    const patience = setTimeout(kill, PATIENCE_MS);
    child.once("exit", kill);
    const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
    clearTimeout(patience);
    return { code, stdout, stderr };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
