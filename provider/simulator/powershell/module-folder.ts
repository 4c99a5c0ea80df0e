import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { MODULE_FILES } from "./module.generated.ts";

/** Why there is no PowerShell to run batches with: none on the PATH, one that is too old, or one that fails. */
export type EngineProblem = "missing" | "too-old" | "failed";

export class EngineError extends Error {
  readonly problem: EngineProblem;
  constructor(problem: EngineProblem, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "EngineError";
    this.problem = problem;
  }
}

const run = promisify(execFile);
const NAME = "VirtualMachineManager";

/**
 * The folder that holds the module, for PSModulePath. It is made once for each version of the module's files, in the user's cache, and
 * compiled there by PowerShell itself. Throws `EngineError`.
 */
export async function moduleFolder(command: string): Promise<string> {
  const files = Object.entries(MODULE_FILES);
  const digest = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16);
  const cache = process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  const folder = join(cache, "scvmm-provider", "simulated-vmm", digest);
  const module = join(folder, NAME);
  const assembly = join(module, "Cmdlets.dll");
  if (await exists(assembly)) return folder;
  await mkdir(module, { recursive: true });
  for (const [name, text] of files) await writeFile(join(module, name), text);
  await compile(command, module, assembly);
  return folder;
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

async function compile(command: string, module: string, assembly: string): Promise<void> {
  const given = ["-NoProfile", "-NonInteractive", "-File", join(module, "Build.ps1")];
  try {
    await run(command, [...given, "-Declarations", join(module, "Cmdlets.ps1"), "-To", assembly]);
  } catch (error) {
    const { code, stderr = "" } = error as { code?: unknown; stderr?: string };
    if (code === "ENOENT") throw new EngineError("missing", `There is no ${command} on the PATH.`, { cause: error });
    if (code === TOO_OLD) throw new EngineError("too-old", `${command} is older than PowerShell 7.5.`, { cause: error });
    throw new EngineError("failed", `${command} could not compile the simulated module: ${stderr.trim()}`, { cause: error });
  }
  if (!(await exists(assembly))) throw new EngineError("failed", `${command} left no compiled module behind.`);
}

/** Exit code of Build.ps1. */
const TOO_OLD = 75;
