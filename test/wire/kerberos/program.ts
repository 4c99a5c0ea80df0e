import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build as bundle } from "esbuild";
import { KERBEROS } from "../../parts.ts";
import type { ProgramOptions, ProgramResult } from "./pool-program.ts";

/**
 * `pool-program.ts` bundled as the package is, in a folder with a build of npm's `kerberos` beside it, or with none.
 */
export class Program implements Disposable {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async install(kerberos: keyof typeof KERBEROS | undefined): Promise<Program> {
    const folder = mkdtempSync(join(tmpdir(), "scvmm-program-"));
    mkdirSync(join(folder, "node_modules"));
    if (kerberos !== undefined) symlinkSync(KERBEROS[kerberos], join(folder, "node_modules", "kerberos"));
    await bundle({
      entryPoints: [join(import.meta.dirname, "pool-program.ts")],
      outfile: join(folder, "program.mjs"),
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20.19",
      logLevel: "error",
    });
    return new Program(folder);
  }

  /** Runs it to its end. */
  async run(options: ProgramOptions, environment: NodeJS.ProcessEnv): Promise<ProgramResult> {
    const running = promisify(execFile)(process.execPath, [join(this.#folder, "program.mjs")], { env: { ...process.env, ...environment } });
    running.child.stdin?.end(JSON.stringify(options));
    const { stdout } = await running;
    return JSON.parse(stdout);
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
