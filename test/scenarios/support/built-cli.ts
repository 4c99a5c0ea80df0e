import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Simulator } from "../../../provider/simulator/index.ts";
import { builtFolder } from "../../built-once.ts";

export interface Ended {
  /** null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when stdout holds the text; rejects when the process ends before. */
  readonly says: (text: string) => Promise<void>;
}

export interface Setting {
  readonly environment?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** The command as it is shipped: bundled, in a process of its own, in a folder that holds nothing. */
export class BuiltCli {
  readonly folder = mkdtempSync(join(tmpdir(), "scvmm-scenario-"));
  readonly #program: string;

  /** installed: with a copy of the program in the folder, so that it finds packages that lie there. */
  constructor({ installed = false } = {}) {
    if (installed) cpSync(builtFolder(), join(this.folder, "dist"), { recursive: true });
    this.#program = join(installed ? join(this.folder, "dist") : builtFolder(), "scvmm.js");
  }

  start(argv: readonly string[], setting: Setting = {}): Started {
    const child = spawn(process.execPath, [this.#program, ...argv], {
      cwd: this.folder,
      env: { PATH: process.env["PATH"], ...setting.environment },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    // A process that was killed does not read any more.
    child.stdin.on("error", () => {});
    child.stdin.end(setting.stdin ?? "");
    const ended = new Promise<Ended>((resolve) => child.once("close", (code) => resolve({ code, stdout, stderr })));
    const says = (text: string) =>
      new Promise<void>((resolve, reject) => {
        const look = () => {
          if (stdout.includes(text)) resolve();
        };
        child.stdout.on("data", look);
        child.once("close", () => reject(new Error(`ended without saying ${text}:\n${stdout}${stderr}`)));
        look();
      });
    return { child, ended, says };
  }

  run(argv: readonly string[], setting?: Setting): Promise<Ended> {
    return this.start(argv, setting).ended;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What `scvmm simulate` prints for the shell. */
export function environmentOf(simulator: Simulator): Record<string, string> {
  return { SCVMM_HOST: simulator.url, SCVMM_USERNAME: simulator.username, SCVMM_PASSWORD: simulator.password };
}
