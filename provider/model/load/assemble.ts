import type { Diagnostic } from "../diagnostic.ts";
import { groupBy } from "../group-by.ts";
import type { GuestSecrets } from "../guest-secrets.ts";
import type { Loaded, Manifests } from "../manifests.ts";
import type { Credential } from "../secret.ts";
import type { UserData } from "../user-data.ts";
import type { PoolRange } from "./check-pool.ts";
import { type Draft, ofKind, type ValueOf } from "./draft.ts";
import type { Kind } from "./kinds.ts";
import { parsePath } from "./manifest-path.ts";
import type { References } from "./resolve-references.ts";

interface Parts {
  readonly drafts: readonly Draft[];
  readonly ranges: readonly PoolRange[];
  readonly references: References;
  readonly credentials: ReadonlyMap<Draft, Credential>;
  readonly userData: ReadonlyMap<Draft, UserData>;
  readonly guestSecrets: ReadonlyMap<Draft, GuestSecrets>;
  readonly diagnostics: readonly Diagnostic[];
}

/** The manifests that no error concerns, each list sorted by address. */
export function assemble({ drafts, ranges, references, credentials, userData, guestSecrets, diagnostics }: Parts): Manifests {
  const failed = new Set(diagnostics.filter(({ severity }) => severity === "error").map(({ address }) => address));
  const sound = drafts
    .filter(({ address }) => !failed.has(address))
    .sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  const pools = new Map(ofKind(sound, "ScvmmNamePool").map((pool) => [pool.address, pool]));
  const rangesOf = groupBy(ranges, ({ pool }) => pool.address);
  const known = new Map<Draft, readonly string[]>();
  // One list however many claim from it.
  const namesOf = (pool: Draft): readonly string[] => {
    const names = known.get(pool) ?? (rangesOf.get(pool.address) ?? []).flatMap((range) => range.names);
    known.set(pool, names);
    return names;
  };
  return {
    providers: every(sound, "ScvmmProvider", (draft) => ({ credential: credentials.get(draft) })),
    namePools: every(sound, "ScvmmNamePool", (draft) => ({ names: namesOf(draft) })),
    machines: every(sound, "ScvmmMachine", (draft) => {
      const provider = references.providers.get(draft);
      const data = userData.get(draft);
      if (provider === undefined) return undefined;
      const secrets = guestSecrets.get(draft);
      const namePool = references.pools.get(draft) ?? null;
      return { provider, namePool, ...(data && { userData: data }), ...(secrets && { guestSecrets: secrets }) };
    }),
    virtualIps: every(sound, "ScvmmVirtualIP", (draft) => {
      const provider = references.providers.get(draft);
      return provider === undefined ? undefined : { provider };
    }),
    persistentDisks: every(sound, "ScvmmPersistentDisk", (draft) => ({ provider: references.providers.get(draft) ?? null })),
    persistentDiskPools: every(sound, "ScvmmPersistentDiskPool", (draft) => ({ provider: references.providers.get(draft) ?? null })),
    names: every(sound, "ScvmmName", (draft) => {
      const provider = references.providers.get(draft);
      const source = draft.value?.spec.vmNameFromPool ? pools.get(references.pools.get(draft) ?? "") : draft;
      return provider === undefined || !source ? undefined : { provider, candidates: namesOf(source) };
    }),
    checkpoints: every(sound, "ScvmmCheckpoint", (draft) => {
      const provider = references.providers.get(draft);
      return provider === undefined ? undefined : { provider, machine: references.machines.get(draft) ?? null };
    }),
  };
}

/** Every manifest of a kind with what else is known of it; those of which that is not known are left out. */
function every<K extends Kind, T>(
  drafts: readonly Draft[],
  kind: K,
  extra: (draft: Draft<K>) => T | undefined,
): readonly (Loaded<ValueOf<K>> & T)[] {
  return ofKind(drafts, kind).flatMap((draft) => {
    const more = extra(draft);
    if (draft.value === undefined || more === undefined) return [];
    return [{ address: draft.address, value: draft.value, locate: (path: string) => draft.source.locate(parsePath(path)), ...more }];
  });
}
