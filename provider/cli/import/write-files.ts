import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DiagnosticError } from "../../model/diagnostic.ts";

export interface ManifestFile {
  /** Without a folder. */
  readonly name: string;
  readonly text: string;
}

/** Never over a file that is there. Throws DiagnosticError with the first that cannot be written. */
export async function writeFiles(folder: string, files: readonly ManifestFile[]): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => refuse(folder, error));
  for (const { name, text } of files) {
    const file = join(folder, name);
    await writeFile(file, text, { flag: "wx" }).catch((error: unknown) => refuse(file, error));
  }
}

function refuse(file: string, error: unknown): never {
  const exists = (error as NodeJS.ErrnoException).code === "EEXIST";
  throw new DiagnosticError([
    {
      code: exists ? "IMPORT_FILE_EXISTS" : "IMPORT_FILE_UNWRITABLE",
      severity: "error",
      summary: exists ? "There is such a file already" : "The file cannot be written",
      file,
      hint: exists ? "Import into an empty folder; nothing is ever written over." : "Check the folder and its permissions.",
    },
  ]);
}
