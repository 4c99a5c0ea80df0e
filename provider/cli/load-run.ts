import { readCredentialSources } from "../connect/credential-sources.ts";
import type { PlanOptions } from "../engine/index.ts";
import type { CredentialSources } from "../model/credential.ts";
import { type Diagnostic, DiagnosticError } from "../model/diagnostic.ts";
import type { IgnoreRule } from "../model/ignore-rule.ts";
import { loadManifests, type SourceText } from "../model/load-manifests.ts";
import type { Manifests } from "../model/manifests.ts";
import type { PreflightDepth } from "../model/preflight.ts";
import { type ProjectSettings, parseProjectSettings } from "../model/project-settings.ts";
import type { ManifestFlags, PlanFlags } from "./flags.ts";
import type { Screen } from "./screen.ts";
import { readSecretsFile } from "./secrets-file.ts";
import { readSources, type Unusable } from "./sources.ts";
import { withUserData } from "./user-data.ts";
import { withoutErrors } from "./without-errors.ts";

const DEFAULT_SCOPE = "default";
const DEFAULT_PARALLELISM = 10;
/** More than half of what a scope owns is not deleted by accident. */
const DEFAULT_MAX_DELETION_SHARE = 0.5;

/** Everything that is known before VMM is contacted. */
export interface Run {
  readonly manifests: Manifests;
  readonly scope: string;
  readonly options: PlanOptions;
  readonly parallelism: number;
  /** How much VMM is asked before anything is done. */
  readonly preflight: PreflightDepth;
  readonly credentials: CredentialSources;
  /** Whether the session is left for the next command. */
  readonly keepSession: boolean;
  /** The texts that the manifests came from. */
  readonly sources: readonly SourceText[];
  /** Files that lie beside them, and were not given. */
  readonly beside: readonly string[];
}

export interface LoadedRun<M extends Manifests> extends Run {
  readonly manifests: M;
  /** Of the settings: what drift does not count. */
  readonly ignoreRules: readonly IgnoreRule[];
}

type Flags = ManifestFlags & Partial<PlanFlags> & { readonly parallelism?: number };

/** Throws DiagnosticError where the file that a flag or the environment names cannot be read. */
export const credentialSources = (screen: Screen, { credentialsFile: file }: Pick<ManifestFlags, "credentialsFile">) =>
  readCredentialSources(screen.host.environment, file === undefined ? undefined : { file, origin: "--credentials-file" });

function conflict(files: readonly SourceText[]): Diagnostic {
  return {
    code: "SETTINGS_CONFLICT",
    severity: "error",
    summary: "The folders have different settings",
    detail: files.map(({ file }) => file).join("\n"),
    hint: "Run them one after the other: manifests of one run belong to one scope.",
  };
}

interface Settings {
  readonly settings: ProjectSettings;
  readonly ignoreRules: readonly IgnoreRule[];
}

function readSettings(screen: Screen, files: readonly SourceText[]): Settings {
  const all = files.map((file) => withoutErrors(screen, parseProjectSettings(file)));
  const [first = { settings: {}, ignoreRules: [] }, ...others] = all;
  if (others.some(({ settings }) => JSON.stringify(settings) !== JSON.stringify(first.settings)))
    throw new DiagnosticError([conflict(files)]);
  return first;
}

/** Throws DiagnosticError where a manifest is wrong. */
export async function loadChecked(screen: Screen, sources: readonly SourceText[]): Promise<Manifests> {
  return withUserData(withoutErrors(screen, loadManifests(sources, await readSecretsFile(screen))).manifests);
}

/** Checks manifests; may let through what has errors, if it says so. */
export type Load<M extends Manifests> = (screen: Screen, sources: readonly SourceText[]) => Promise<M>;

/** Manifests that all are right. */
export const loadRun = (screen: Screen, flags: Flags): Promise<Run> => loadRunWith(screen, flags, loadChecked);

/** 1. read the sources · 2. read the settings beside them · 3. check the manifests · 4. flags before settings before defaults. Contacts nothing. */
export async function loadRunWith<M extends Manifests>(
  screen: Screen,
  flags: Flags,
  load: Load<M>,
  unusable?: Unusable,
): Promise<LoadedRun<M>> {
  const { manifests: sources, settings: settingsFiles, beside } = await readSources(flags.filename, screen.host.readStdin, unusable);
  const { settings, ignoreRules } = readSettings(screen, settingsFiles);
  const manifests = await load(screen, sources);
  return {
    manifests,
    sources,
    beside,
    ignoreRules,
    scope: flags.scope ?? settings.scope ?? DEFAULT_SCOPE,
    options: {
      prune: flags.prune ?? true,
      allowMassDeletion: flags.allowMassDeletion ?? false,
      maxDeletionShare: flags.maxDeletionShare ?? settings.maxDeletionShare ?? DEFAULT_MAX_DELETION_SHARE,
      targets: flags.target ?? [],
      excludes: flags.exclude ?? [],
      replace: flags.replace ?? [],
      allowDeleteProtected: flags.allowDeleteProtected ?? [],
    },
    parallelism: flags.parallelism ?? settings.parallelism ?? DEFAULT_PARALLELISM,
    preflight: flags.preflight ?? "full",
    credentials: await credentialSources(screen, flags),
    keepSession: flags.keepSession ?? false,
  };
}
