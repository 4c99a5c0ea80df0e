import { readFile } from "node:fs/promises";
import { DiagnosticError } from "../model/diagnostic.ts";
import type { SourceText } from "../model/load-manifests.ts";
import type { Screen } from "./screen.ts";

/** Names a file of Secret manifests that lie apart from the other manifests; a saved plan needs them again when it is applied. */
const SECRETS_FILE_VARIABLE = "SCVMM_SECRETS_FILE";

/** Throws DiagnosticError with code SECRETS_FILE_UNREADABLE. */
export async function readSecretsFile({ host }: Screen): Promise<readonly SourceText[]> {
  const file = host.environment[SECRETS_FILE_VARIABLE];
  if (!file) return [];
  try {
    return [{ file, text: await readFile(file, "utf8") }];
  } catch {
    const hint = `Check the path that ${SECRETS_FILE_VARIABLE} gives, and its permissions.`;
    const summary = "The file of Secrets cannot be read";
    throw new DiagnosticError([{ code: "SECRETS_FILE_UNREADABLE", severity: "error", summary, hint, file }]);
  }
}
