import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Simulator } from "../../../provider/simulator/index.ts";
import { builtFolder } from "../../built-once.ts";
import { type Ended, type Started, startedProgram } from "../../started-program.ts";

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
    return startedProgram(child, setting.stdin);
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
