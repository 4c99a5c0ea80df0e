import { readFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { type Diagnostic, DiagnosticError } from "../model/diagnostic.ts";
import type { LoadedMachine, Manifests } from "../model/manifests.ts";
import { SecretBytes } from "../model/secret.ts";
import { type UserData, wrongUserData } from "../model/user-data.ts";

/** Machines with the user-data of the files that they name. */
export function withUserData(manifests: Manifests): Manifests {
  return { ...manifests, machines: manifests.machines.map(withFile) };
}

/** For a look at the manifests alone: whatever is wrong with any user-data is an error. */
export function demandUserData({ machines }: Manifests): void {
  const problems = machines.flatMap(({ userData }) => (userData && "problem" in userData ? [userData.problem] : []));
  if (problems.length > 0) throw new DiagnosticError(problems);
}

const FIELD = "spec.bootstrap.userDataFile";

function withFile(machine: LoadedMachine): LoadedMachine {
  const { userDataFile } = machine.value.spec.bootstrap ?? {};
  return userDataFile === undefined ? machine : { ...machine, userData: readUserData(machine, userDataFile) };
}

/** A path relative to the manifest's folder. */
function readUserData(machine: LoadedMachine, named: string): UserData {
  const place = machine.locate(FIELD);
  const at = { address: machine.address, path: FIELD, ...place };
  const path = isAbsolute(named) ? named : join(dirname(place.file), named);
  try {
    const content = readFileSync(path);
    const wrong = wrongUserData(content);
    return wrong ? { problem: { ...wrong, ...at } } : { content: new SecretBytes(content) };
  } catch (error) {
    return { problem: { ...unreadable(path, error), ...at } };
  }
}

function unreadable(path: string, error: unknown): Diagnostic {
  const { code = "unknown reason" } = error as NodeJS.ErrnoException;
  return {
    code: "MANIFEST_USER_DATA_MISSING",
    severity: "error",
    summary: `${path} cannot be read (${code})`,
    hint: "Check the path, which is relative to the manifest's folder, and the file's permissions.",
  };
}
