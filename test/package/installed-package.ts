import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const PATIENCE_MS = 15_000;
/** What somebody has who installed the package: a folder with it under node_modules, and Node's types. */
export class InstalledPackage {
  readonly folder = mkdtempSync(join(tmpdir(), "scvmm-library-"));

  /** `beside`: other packages that the somebody has. */
  constructor(parts: { readonly types: boolean; readonly beside?: readonly string[] }) {
    const home = join(this.folder, "node_modules/scvmm-provider");
    mkdirSync(join(this.folder, "node_modules/.bin"), { recursive: true });
    execFileSync(process.execPath, [join(ROOT, ".tools/build.mjs"), join(home, "dist"), ...(parts.types ? ["--types"] : [])], {
      cwd: ROOT,
    });
    cpSync(join(ROOT, "package.json"), join(home, "package.json"));
    symlinkSync(join(home, "dist/scvmm.js"), join(this.folder, "node_modules/.bin/scvmm"));
    symlinkSync(join(ROOT, "node_modules/@types"), join(this.folder, "node_modules/@types"));
    symlinkSync(join(ROOT, "node_modules/undici-types"), join(this.folder, "node_modules/undici-types"));
    for (const name of parts.beside ?? []) symlinkSync(join(ROOT, "node_modules", name), join(this.folder, "node_modules", name));
    writeFileSync(join(this.folder, "package.json"), JSON.stringify({ name: "somebody", type: "module" }));
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** What the compiler says of all files, declarations of the package included, and as JavaScript what it makes of them. */
  compile(as: { readonly module: string; readonly moduleResolution?: string; readonly noEmit?: true } = { module: "NodeNext" }): string {
    const compilerOptions = { target: "ES2022", strict: true, types: ["node"], skipLibCheck: false, ...as };
    this.write("tsconfig.json", JSON.stringify({ compilerOptions, include: ["*.ts"] }));
    try {
      return execFileSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", this.folder], { encoding: "utf8" });
    } catch (error) {
      return String((error as { stdout?: unknown }).stdout ?? error);
    }
  }

  /** A command in the folder, to its end; one that takes too long is killed with all that it started. */
  run(
    command: string,
    words: readonly string[],
    environment: Readonly<Record<string, string>>,
  ): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
    const child = spawn(command, words, {
      cwd: this.folder,
      env: { PATH: process.env["PATH"], NO_COLOR: "1", ...environment },
      detached: true,
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (part: Buffer) => {
      stdout += part.toString("utf8");
    });
    child.stderr.on("data", (part: Buffer) => {
      stderr += part.toString("utf8");
    });
    const patience = setTimeout(() => child.pid && process.kill(-child.pid, "SIGKILL"), PATIENCE_MS);
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => {
        clearTimeout(patience);
        resolve({ code, stdout, stderr });
      });
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
