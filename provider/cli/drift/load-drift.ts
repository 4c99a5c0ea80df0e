import type { Diagnostic } from "../../model/diagnostic.ts";
import type { UncheckedObject } from "../../model/drift.ts";
import { loadManifests, type SourceText } from "../../model/load-manifests.ts";
import type { Manifests } from "../../model/manifests.ts";
import type { ManifestFlags } from "../flags.ts";
import { type LoadedRun, loadRunWith } from "../load-run.ts";
import type { Screen } from "../screen.ts";
import { readSecretsFile } from "../secrets-file.ts";

/** Manifests as far as they are right, and what is not known for want of the others. */
export interface PartialManifests extends Manifests {
  readonly unloaded: readonly UncheckedObject[];
  readonly unknown: readonly string[];
}

/** One wrong manifest, or one file that cannot be read, leaves the others to be looked at: it is told, and counts as an error in the end. */
export async function loadPartly(screen: Screen, flags: ManifestFlags): Promise<LoadedRun<PartialManifests>> {
  const unread: Diagnostic[] = [];
  return loadRunWith(
    screen,
    flags,
    (_, sources) => checkPartly(screen, sources, unread),
    (problems) => void unread.push(...problems),
  );
}

async function checkPartly(screen: Screen, sources: readonly SourceText[], unread: readonly Diagnostic[]): Promise<PartialManifests> {
  const { manifests, diagnostics: found } = loadManifests(sources, await readSecretsFile(screen));
  const diagnostics = [...unread, ...found];
  screen.tell(diagnostics);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return {
    ...manifests,
    unloaded: errors.flatMap(({ address, summary, ...where }) =>
      address === undefined ? [] : [{ address, place: placeOf(where), reasons: [summary] }],
    ),
    unknown: [...new Set(errors.flatMap((error) => (error.address === undefined ? [`${at(error)}${error.summary}`] : [])))],
  };
}

function placeOf({ file, line, column }: Pick<Diagnostic, "file" | "line" | "column">): UncheckedObject["place"] {
  return file === undefined || line === undefined || column === undefined ? null : { file, line, column };
}

const at = ({ file, line }: Diagnostic): string =>
  file === undefined ? "" : `${[file, line].filter((part) => part !== undefined).join(":")}: `;
