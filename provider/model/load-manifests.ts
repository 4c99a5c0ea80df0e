import type { Diagnostic } from "./diagnostic.ts";
import { assemble } from "./load/assemble.ts";
import { checkAddresses } from "./load/check-addresses.ts";
import { checkAnnotations } from "./load/check-annotations.ts";
import { checkCheckpoints } from "./load/check-checkpoints.ts";
import { checkClaim } from "./load/check-claims.ts";
import { checkDuplicates } from "./load/check-duplicates.ts";
import { checkHooks } from "./load/check-hooks.ts";
import { checkMachine } from "./load/check-machine.ts";
import { checkNames } from "./load/check-names.ts";
import { checkPersistentDisks } from "./load/check-persistent-disks.ts";
import { checkRanges } from "./load/check-pool.ts";
import { collectObjects } from "./load/collect-objects.ts";
import { ofKind } from "./load/draft.ts";
import { findCredentials } from "./load/find-credentials.ts";
import { findGuestSecrets } from "./load/find-guest-secrets.ts";
import { findUserData } from "./load/find-user-data.ts";
import { makeDrafts } from "./load/make-drafts.ts";
import { type Read, readYaml } from "./load/read-yaml.ts";
import { resolveReferences } from "./load/resolve-references.ts";
import { sortDiagnostics } from "./load/sort-diagnostics.ts";
import type { SourceText } from "./load/source.ts";
import type { SourceObject } from "./load/source-object.ts";
import type { Manifests } from "./manifests.ts";

export type { SourceText } from "./load/source.ts";

export interface LoadResult {
  /** Those that no error concerns. */
  readonly manifests: Manifests;
  /** Everything found, in the order of the sources and their lines; loading has failed if one is an error. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads manifests: YAML (several documents a text) or JSON, objects of other tools among them. Of `secretSources` only Secrets
 * are taken; those among the manifests win. Pure; never throws. Everything
 * wrong is reported at once:
 *
 * 1. texts become objects with places, each text on its own
 * 2. objects are sorted by apiVersion and kind
 * 3. each manifest is held against the schema of its kind
 * 4. the fields of one manifest are held against each other
 * 5. manifests are held against each other: addresses, references, names, IP addresses
 * 6. Secrets that providers name become credentials, those that machines name user-data and what goes into their guests
 * 7. what no error concerns is put together
 */
export function loadManifests(sources: readonly SourceText[], secretSources: readonly SourceText[] = []): LoadResult {
  return judge(
    sources.map(readYaml),
    secretSources.map(readYaml),
    [...sources, ...secretSources].map((source) => source.file),
  );
}

/** Like loadManifests, of values that were never a text; `origin` stands for the file in places. */
export function loadObjects(values: readonly unknown[], origin: string): LoadResult {
  const locate = () => ({ file: origin, line: 1, column: 1 });
  const objects = values.map((value): SourceObject => ({ value, sound: true, locate, sourceOf: () => undefined }));
  return judge([{ objects, diagnostics: [] }], [], [origin]);
}

function judge(reads: readonly Read[], secretReads: readonly Read[], files: readonly string[]): LoadResult {
  const collected = collectObjects(reads.flatMap((read) => read.objects));
  const secrets = [...collectObjects(secretReads.flatMap((read) => read.objects)).secrets, ...collected.secrets];
  const { drafts, diagnostics: ofSchemas } = makeDrafts(collected.manifests);
  const sound = drafts.filter((draft) => draft.source.sound);
  const ofMachines = ofKind(sound, "ScvmmMachine").flatMap(checkMachine);
  const pools = ofKind(sound, "ScvmmNamePool").map(checkRanges);
  const claims = ofKind(sound, "ScvmmName").map(checkClaim);
  const ranges = pools.flatMap((pool) => pool.ranges);
  const references = resolveReferences(drafts);
  const ofNames = checkNames(drafts, ranges, references);
  const { credentials, diagnostics: ofSecrets } = findCredentials(ofKind(sound, "ScvmmProvider"), secrets);
  const userData = findUserData(ofKind(sound, "ScvmmMachine"), secrets);
  const guests = findGuestSecrets(ofKind(sound, "ScvmmMachine"), secrets);
  const diagnostics = [
    ...[...reads, ...secretReads].flatMap((read) => read.diagnostics),
    ...collected.diagnostics,
    ...ofSchemas,
    ...sound.flatMap(checkAnnotations),
    ...ofMachines,
    ...ofKind(sound, "ScvmmProvider").flatMap(checkHooks),
    ...[...pools, ...claims].flatMap((found) => found.diagnostics),
    ...checkDuplicates(drafts),
    ...references.diagnostics,
    ...ofNames,
    ...checkAddresses(sound, references),
    ...checkPersistentDisks(sound, references),
    ...checkCheckpoints(sound, references),
    ...ofSecrets,
    ...guests.diagnostics,
  ];
  return {
    manifests: assemble({
      drafts,
      ranges: [...ranges, ...claims.flatMap((claim) => claim.ranges)],
      references,
      credentials,
      userData,
      guestSecrets: guests.secrets,
      diagnostics,
    }),
    diagnostics: sortDiagnostics(diagnostics, files),
  };
}
