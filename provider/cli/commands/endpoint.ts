import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Command } from "commander";
import { DiagnosticError } from "../../model/diagnostic.ts";
import { ENDPOINT_FILES } from "../../scvmm/powershell/endpoint.generated.ts";
import { EXIT } from "../exit-code.ts";
import type { Runner } from "../runner.ts";
import type { Screen } from "../screen.ts";

/** People edit it, so that it is never written twice. */
const EDITED = "Scvmm.pssc";

const NEXT = `
On the host, as an administrator, in Windows PowerShell 5.1:

  Copy-Item .\\ScvmmBatch "$env:ProgramFiles\\WindowsPowerShell\\Modules" -Recurse -Force
  notepad .\\Scvmm.pssc                  # the group, and the account
  Register-PSSessionConfiguration -Name Scvmm -Path .\\Scvmm.pssc -Force

In the ScvmmProvider: connection.configurationName: Scvmm
Then: scvmm doctor
`;

async function write(folder: string, name: string, text: string): Promise<"written" | "kept"> {
  const file = join(folder, name);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: name === EDITED ? "wx" : "w" });
    return "written";
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && name === EDITED) return "kept";
    const summary = `The file cannot be written (${code})`;
    throw new DiagnosticError([
      { code: "ENDPOINT_UNWRITABLE", severity: "error", summary, file, hint: "Give another folder, or mend its permissions." },
    ]);
  }
}

async function endpoint(screen: Screen, _: object, folder = ".") {
  for (const [name, text] of Object.entries(ENDPOINT_FILES))
    screen.print(`${(await write(folder, name, text)) === "kept" ? "kept   " : "written"}  ${join(folder, name)}\n`);
  screen.print(NEXT);
  return EXIT.ok;
}

export const endpointCommand = (run: Runner) =>
  run(
    new Command("endpoint")
      .description("Write the PowerShell module for an exec host, with a role that allows nothing else")
      .argument("<folder>", "where to write it; a session configuration that is there already is kept"),
    endpoint,
  );
