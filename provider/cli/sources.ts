import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type Diagnostic, DiagnosticError } from "../model/diagnostic.ts";
import type { SourceText } from "../model/load-manifests.ts";
import { SETTINGS_FILE } from "../model/project-settings.ts";

const STDIN = "-";
const MANIFEST = /\.(ya?ml|json)$/i;

export interface Sources {
  readonly manifests: readonly SourceText[];
  /** `scvmm.yaml` beside the manifests, in the order of the paths. */
  readonly settings: readonly SourceText[];
  /** Files in the folders of those that are named one by one, which are not among them. */
  readonly beside: readonly string[];
}

function problem(code: string, summary: string, file: string, hint: string): Diagnostic {
  return { code, severity: "error", summary, hint, file };
}

function unreadable(file: string, error: unknown): Diagnostic {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") {
    return problem("SOURCE_NOT_FOUND", "No such file or folder", file, "Name a manifest, a folder of manifests, or - for standard input.");
  }
  return problem("SOURCE_UNREADABLE", `Cannot be read (${code ?? "unknown reason"})`, file, "Check its permissions.");
}

/** Of a file in a folder that is given. */
const isManifest = (name: string): boolean => MANIFEST.test(name) && !name.startsWith(".") && name !== SETTINGS_FILE;

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = await Promise.all(
    entries
      .filter((entry) => !entry.name.startsWith(".") && entry.name !== "node_modules")
      .map(async (entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return filesUnder(path);
        if (!isManifest(entry.name)) return [];
        // A link to a folder may lead back here; one that leads nowhere is told of when it is read.
        const leadsToFolder = entry.isSymbolicLink() && (await stat(path).catch(() => undefined))?.isDirectory();
        return leadsToFolder ? [] : [path];
      }),
  );
  return nested.flat();
}

/** By UTF-16 code units, so that the order does not depend on the locale. */
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

async function expand(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const files = (await filesUnder(path)).sort(byText);
  if (files.length > 0) return files;
  throw new DiagnosticError([
    problem(
      "SOURCE_EMPTY",
      "The folder holds no manifests",
      path,
      "Manifests end in .yaml, .yml or .json; scvmm.yaml is the settings file.",
    ),
  ]);
}

/** Strictly: a letter lost to a replacement character would go to VMM as a name. */
function decoded(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new DiagnosticError([problem("SOURCE_NOT_UTF8", "The file is not UTF-8", file, "Save it as UTF-8.")]);
  }
}

/** The first spelling of each path. */
function distinct(paths: readonly string[]): readonly string[] {
  const first = new Map<string, string>();
  for (const path of paths) if (!first.has(resolve(path))) first.set(resolve(path), path);
  return [...first.values()];
}

async function readText(file: string): Promise<SourceText> {
  const text = decoded(file, await readFile(file));
  if (text.trim() === "")
    throw new DiagnosticError([problem("SOURCE_EMPTY", "The file is empty", file, "Write a manifest into it, or leave it out.")]);
  return { file, text };
}

async function readSettings(folder: string): Promise<SourceText | undefined> {
  const file = join(folder, SETTINGS_FILE);
  try {
    return { file, text: await readFile(file, "utf8") };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new DiagnosticError([unreadable(file, error)]);
  }
}

/** Told of what cannot be read; throws, unless the rest is wanted all the same. */
export type Unusable = (problems: readonly Diagnostic[]) => void;

const refuse: Unusable = (problems) => {
  throw new DiagnosticError(problems);
};

/** Runs every reading, and tells what all of them had to say. */
async function all<T, R>(
  items: readonly T[],
  name: (item: T) => string,
  read: (item: T) => Promise<R>,
  unusable: Unusable = refuse,
): Promise<R[]> {
  const settled = await Promise.allSettled(items.map(read));
  const problems = settled.flatMap((result, index) => {
    if (result.status === "fulfilled") return [];
    return result.reason instanceof DiagnosticError ? result.reason.diagnostics : [unreadable(name(items[index] as T), result.reason)];
  });
  if (problems.length > 0) unusable(problems);
  return settled.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

async function folderOf(path: string): Promise<string> {
  return (await stat(path)).isDirectory() ? path : dirname(path);
}

/** What may have been meant as well; a folder that cannot be read has none. */
async function filesBeside(named: readonly string[], files: readonly string[]): Promise<readonly string[]> {
  const known = new Set(files.map((file) => resolve(file)));
  const folders = distinct(named.filter((path) => known.has(resolve(path))).map((path) => dirname(path)));
  const entries = await Promise.all(
    folders.map(async (folder) => (await readdir(folder, { withFileTypes: true }).catch(() => [])).map((entry) => ({ folder, entry }))),
  );
  return entries
    .flat()
    .filter(({ entry }) => entry.isFile() && isManifest(entry.name))
    .map(({ folder, entry }) => join(folder, entry.name))
    .filter((file) => !known.has(resolve(file)))
    .sort(byText);
}

/**
 * Reads what `-f` names: files, folders with everything below them in the order of their names, `-` for standard input; a file
 * that is named twice counts once. Hidden files and folders are left out. Throws DiagnosticError with every path that cannot be used;
 * files that cannot be read are told to `unusable`, where it is given, and left out.
 */
export async function readSources(
  paths: readonly string[],
  readStdin: () => Promise<string>,
  unusable: Unusable = refuse,
): Promise<Sources> {
  const onDisk = distinct(paths.filter((path) => path !== STDIN));
  const identity = (path: string) => path;
  const settingsNamed = onDisk.find((path) => basename(path) === SETTINGS_FILE);
  if (settingsNamed !== undefined) {
    throw new DiagnosticError([
      problem("SOURCE_IS_SETTINGS", "The settings file is no manifest", settingsNamed, "Name the folder that it is in."),
    ]);
  }
  const files = distinct((await all(onDisk, identity, expand)).flat());
  const manifests = await all(files, identity, readText, unusable);
  const folders = distinct([...(await all(onDisk, identity, folderOf)), ...files.map((file) => dirname(file))]);
  const settings = (await Promise.all(folders.map(readSettings))).filter((source) => source !== undefined);
  const beside = await filesBeside(onDisk, files);
  if (!paths.includes(STDIN)) return { manifests, settings, beside };
  const text = await readStdin();
  if (text.trim() === "") {
    throw new DiagnosticError([problem("SOURCE_EMPTY", "Standard input is empty", "(standard input)", "Pipe manifests into the command.")]);
  }
  return { manifests: [...manifests, { file: "(standard input)", text }], settings, beside };
}
