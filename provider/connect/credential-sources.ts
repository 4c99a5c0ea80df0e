import { readFile } from "node:fs/promises";
import { CREDENTIALS_FILE_VARIABLE, type CredentialSources } from "../model/credential.ts";
import { DiagnosticError } from "../model/diagnostic.ts";

/** A credentials file that a flag or an attribute names. */
export interface NamedFile {
  readonly file: string;
  /** Who names it, for the hint: `--credentials-file`. */
  readonly origin: string;
}

/**
 * A file that is named goes before the environment; nothing else of the account comes from there then. Throws DiagnosticError with
 * code CREDENTIAL_FILE_UNREADABLE.
 */
export async function readCredentialSources(
  environment: CredentialSources["environment"],
  named: NamedFile | undefined,
): Promise<CredentialSources> {
  const file = named?.file ?? environment[CREDENTIALS_FILE_VARIABLE];
  if (!file) return { environment };
  try {
    const credentialsFile = { file, text: await readFile(file, "utf8") };
    return { environment: named === undefined ? environment : {}, credentialsFile };
  } catch {
    const summary = "The credentials file cannot be read";
    const hint = `Check the path that ${named?.origin ?? CREDENTIALS_FILE_VARIABLE} gives, and its permissions.`;
    throw new DiagnosticError([{ code: "CREDENTIAL_FILE_UNREADABLE", severity: "error", summary, hint, file }]);
  }
}
