import { MOVED_FROM, movedFrom } from "../model/annotations.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { LoadedMachine, LoadedVirtualIp } from "../model/manifests.ts";
import type { Mark } from "../model/mark.ts";
import type { Moves, Planning, ProviderView } from "./kind.ts";
import { literalName } from "./kinds/machine/names.ts";
import { placed } from "./place.ts";
import { fold } from "./text.ts";

type Context = Pick<Planning, "scope" | "manifests" | "providers" | "report">;
type Movable = LoadedMachine | LoadedVirtualIp;

/**
 * Which objects of VMM belong to a manifest that has been renamed, or moved to another namespace. Only objects of this scope whose
 * own manifest is gone move, and only to a manifest that has none yet, so that a move that has been made means nothing any more.
 *
 * 1. By the earlier addresses that the manifest names.
 * 2. Else by what cannot be had twice: the name of the VM, the address of the virtual IP.
 */
export function findMoves({ scope, manifests, providers, report }: Context): Moves {
  const all: readonly Movable[] = [...manifests.machines, ...manifests.virtualIps];
  const known = new Set(all.map(({ address }) => address));
  const from = new Map<string, Mark>();
  const takers = new Map<string, string>();
  const take = (loaded: Movable, earlier: string): readonly Diagnostic[] => {
    const other = takers.get(earlier);
    if (other !== undefined) return [twice(earlier, other)];
    takers.set(earlier, loaded.address);
    from.set(loaded.address, { scope, address: earlier });
    return [];
  };
  const spared = new Set<string>();
  for (const loaded of all) {
    const view = providers.get(loaded.provider);
    const { takes, spares, problems } = view ? lookFor(loaded, view, scope, known) : NOTHING;
    for (const earlier of spares) spared.add(earlier);
    for (const problem of [...problems, ...(takes === undefined ? [] : take(loaded, takes))])
      report(placed({ ...problem, path: "metadata.annotations" }, loaded));
  }
  return { from, away: new Set([...takers.keys(), ...spared]) };
}

interface Sighting {
  /** Address whose object this manifest takes over. */
  readonly takes: string | undefined;
  /** Addresses whose objects are left alone, since it has one of its own. */
  readonly spares: readonly string[];
  readonly problems: readonly Diagnostic[];
}

const NOTHING: Sighting = { takes: undefined, spares: [], problems: [] };

function lookFor(loaded: Movable, view: ProviderView, scope: string, known: ReadonlySet<string>): Sighting {
  const isThere = (address: string): boolean => has(view, { scope, address });
  const isFree = (address: string): boolean => !known.has(address);
  const declared = movedFrom(loaded.value).filter(isThere);
  const free = declared.filter(isFree);
  if (isThere(loaded.address)) return { ...NOTHING, spares: free, problems: free.map((address) => doubtful(loaded.address, address)) };
  const [takes] = declared.length > 0 ? free : detected(loaded, view, scope).filter(isFree);
  return { ...NOTHING, takes, problems: declared.filter((address) => !isFree(address)).map(inUse) };
}

const has = ({ world }: ProviderView, mark: Mark): boolean => world.vmsOf(mark).length + world.grantsOf(mark).length > 0;

function detected(loaded: Movable, { world, finders }: ProviderView, scope: string): readonly string[] {
  const ofScope = (mark: Mark | undefined): readonly string[] =>
    mark?.scope === scope && mark.address.startsWith(`${loaded.value.kind}/`) ? [mark.address] : [];
  if ("namePool" in loaded) {
    const [bearer, ...others] = loaded.namePool === null ? (world.vmsByName.get(fold(literalName(loaded))) ?? []) : [];
    return bearer && others.length === 0 ? ofScope(world.ownedById.get(bearer.id)?.mark) : [];
  }
  const { pool, address } = loaded.value.spec;
  const found = finders.pool(pool);
  return address === undefined || "problem" in found ? [] : world.grantsAt(found.object.id, address).flatMap(({ mark }) => ofScope(mark));
}

function doubtful(own: string, earlier: string): Diagnostic {
  return {
    code: "PLAN_MOVE_DOUBTFUL",
    severity: "warning",
    summary: `it was to move from ${earlier}, but VMM has objects of both addresses`,
    detail: `What carries the mark of ${own} stays what it is; what carries that of ${earlier}, which has no manifest, is left alone.`,
    hint: `Remove ${MOVED_FROM} to have the plan delete ${earlier}, or give it a manifest again.`,
  };
}

function inUse(earlier: string): Diagnostic {
  return {
    code: "PLAN_MOVE_IN_USE",
    severity: "warning",
    summary: `${earlier}, which it is to move from, has a manifest`,
    detail: "So what VMM has stays with that manifest, and this one is made anew.",
    hint: `Remove that manifest if it has moved here, or ${MOVED_FROM} here if it has not.`,
  };
}

function twice(earlier: string, other: string): Diagnostic {
  return {
    code: "PLAN_MOVE_TWICE",
    severity: "error",
    summary: `both this manifest and ${other} are to take over ${earlier}`,
    hint: `Leave ${MOVED_FROM} in one of them.`,
  };
}
