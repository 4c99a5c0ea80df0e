import { movedFrom } from "../model/annotations.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Mark } from "../model/mark.ts";
import type { Id } from "./inventory.ts";
import type { Chained, Moves, Planning, ProviderView } from "./kind.ts";
import { byAge } from "./kinds/machine/choose.ts";
import { literalName } from "./kinds/machine/claimant.ts";
import { type MarkedManifest, markedManifests } from "./marked-manifests.ts";
import { doubtful, inCircle, inUse, several, twice } from "./move-problems.ts";
import { placed } from "./place.ts";
import { fold } from "./text.ts";
import type { World } from "./world.ts";

type Context = Pick<Planning, "scope" | "manifests" | "providers" | "options" | "report">;
type Movable = MarkedManifest;

/**
 * Which objects of VMM belong to a manifest that has been renamed, or moved to another namespace. Only objects of this scope move, all
 * read against the marks that they carry now: to a manifest that has none yet, so that a move that has been made means nothing any more;
 * and from an address whose manifest is gone, or takes the object of another one in its turn (a becomes b while b becomes c).
 *
 * 1. Where each manifest may come from: the earlier addresses that it names; else what cannot be had twice, the name of the VM or the
 *    address of the virtual IP.
 * 2. From each manifest that has no object yet, the chain back to an address that is free. What does not lead to one is refused: nothing
 *    is made anew instead, and nothing deleted.
 * 3. A circle is refused: the marks are the same before and after, so that no plan could tell whether it has been made.
 * 4. In a chain every manifest waits for the one that takes its own object, so that no two objects ever carry one mark.
 */
export function findMoves(context: Context): Moves {
  const { manifests } = context;
  const sightings = sightingsOf(context);
  const found: Found = { context, sightings, from: new Map(), takers: new Map(), spared: new Set() };
  for (const sighting of sightings.values()) if (!sighting.isThere) settle(sighting, found);
  for (const sighting of sightings.values())
    if (sighting.isThere && !found.from.has(sighting.loaded.address)) checkStanding(sighting, found);
  const all = markedManifests(manifests);
  const chained = new Map(all.flatMap(({ address }) => chainOf(address, found)));
  return { from: found.from, away: new Set([...found.takers.keys(), ...found.spared]), chained };
}

interface Found {
  readonly context: Context;
  readonly sightings: Sightings;
  /** By the address of the manifest, the mark that its object still carries. */
  readonly from: Map<string, Mark>;
  /** By the earlier address, the manifest that takes what carries its mark. */
  readonly takers: Map<string, string>;
  readonly spared: Set<string>;
}

const tell = (problem: Diagnostic, loaded: Movable, { context }: Found): void =>
  context.report(placed({ ...problem, path: "metadata.annotations" }, loaded));

/** The chain from a manifest that has no object, or whose object another one takes. */
function settle(sighting: Sighting, found: Found): void {
  const { loaded } = sighting;
  if (found.from.has(loaded.address)) return;
  const possible = possibleOf(sighting, found.sightings, new Set([loaded.address]));
  const [earlier] = possible;
  if (earlier === undefined || possible.length > 1) {
    refuse(sighting, possible, found);
    return;
  }
  const other = found.takers.get(earlier);
  if (other !== undefined) {
    tell(twice(earlier, other), loaded, found);
    return;
  }
  found.takers.set(earlier, loaded.address);
  found.from.set(loaded.address, { scope: found.context.scope, address: earlier });
  const next = found.sightings.get(earlier);
  if (next) settle(next, found);
}

/** What is to be destroyed moves nowhere. */
function refuse({ loaded, declared }: Sighting, possible: readonly string[], found: Found): void {
  if (found.context.options.destroy) return;
  for (const source of possible) found.spared.add(source);
  if (possible.length > 0) tell(several(possible), loaded, found);
  else for (const source of declared) tell(inUse(source), loaded, found);
}

/** A manifest that has its own object, which stays with it. Beside a finished one, what was never finished is a leftover. */
function checkStanding({ loaded, declared, isDone }: Sighting, found: Found): void {
  const rivals = declared.filter((source) => isDone(source) || !isDone(loaded.address));
  for (const earlier of rivals.filter((source) => !found.sightings.has(source))) {
    found.spared.add(earlier);
    tell(doubtful(loaded.address, earlier), loaded, found);
  }
  const circle = found.context.options.destroy ? null : circleOf(loaded.address, found.sightings);
  if (circle) tell(inCircle(circle), loaded, found);
}

/** A manifest, and the addresses other than its own that its object may have, of those that VMM has objects of. */
interface Sighting {
  readonly loaded: Movable;
  readonly view: ProviderView;
  readonly isThere: boolean;
  /** Whether VMM has more of an address than VMs whose creation never came to its end. */
  readonly isDone: (address: string) => boolean;
  /** The address whose VM was made first; none of none. */
  readonly oldest: (addresses: readonly string[]) => readonly string[];
  readonly declared: readonly string[];
  /** The declared ones; without any, what VMM has tells. */
  readonly sources: readonly string[];
}

type Sightings = ReadonlyMap<string, Sighting>;

function sightingsOf({ scope, manifests, providers, options }: Context): Sightings {
  const sightings = markedManifests(manifests).flatMap((loaded): [string, Sighting][] => {
    const view = providers.get(loaded.provider);
    if (!view) return [];
    const isThere = (address: string): boolean => has(view, { scope, address });
    const isOther = (address: string): boolean => address !== loaded.address;
    const declared = [...new Set(movedFrom(loaded.value))].filter((address) => isOther(address) && isThere(address));
    const sources = declared.length > 0 || options.isPart ? declared : detected(loaded, view, scope).filter(isOther);
    const isDone = (address: string): boolean => isFinished(view, { scope, address });
    const oldest = (addresses: readonly string[]) => oldestOf(view, addresses, scope);
    return [[loaded.address, { loaded, view, isThere: isThere(loaded.address), isDone, oldest, declared, sources }]];
  });
  return new Map(sightings);
}

const isFinished = ({ world }: ProviderView, mark: Mark): boolean => {
  const vms = world.vmsOf(mark);
  return vms.some(({ sealed }) => sealed) || objectsOf(world, mark).length > vms.length;
};

function oldestOf({ world }: ProviderView, addresses: readonly string[], scope: string): readonly string[] {
  const vmOf = (address: string) => world.vmsOf({ scope, address })[0];
  const byTime = (a: string, b: string): number => {
    const [one, other] = [vmOf(a), vmOf(b)];
    return one && other ? byAge(one, other) : 0;
  };
  return [...addresses].sort(byTime).slice(0, 1);
}

/**
 * What a broken run was making at one earlier address is no use beside what was finished at another, and VMM may have made it only after
 * the next run had looked: without a manifest it is a leftover. Of several such the oldest counts, to which others of its name give way.
 */
function possibleOf({ sources, isDone, oldest }: Sighting, sightings: Sightings, trail: Set<string>): readonly string[] {
  const possible = sources.filter((source) => leadsAway(source, sightings, trail));
  const finished = possible.filter(isDone);
  return finished.length > 0 ? finished : oldest(possible);
}

/** Whether what VMM has of an address can go elsewhere: there is no manifest of it, or one that takes just one other in its turn. */
function leadsAway(address: string, sightings: Sightings, trail: Set<string>): boolean {
  const sighting = sightings.get(address);
  if (!sighting) return true;
  if (trail.has(address)) return false;
  trail.add(address);
  const possible = possibleOf(sighting, sightings, trail);
  trail.delete(address);
  return possible.length === 1;
}

/** The addresses of a circle of declared moves, all of which have objects; each once, from this one on. */
function circleOf(start: string, sightings: Sightings): readonly string[] | null {
  const seen = new Set<string>();
  const from = (address: string): readonly string[] | null => {
    if (seen.has(address)) return address === start ? [] : null;
    seen.add(address);
    for (const source of sightings.get(address)?.declared ?? []) {
      const rest = from(source);
      if (rest) return [address, ...rest];
    }
    return null;
  };
  return from(start);
}

/** Of a manifest in a chain: what has its mark still, and what will have the one that it comes from. */
function chainOf(address: string, { from, takers, sightings, context }: Found): [string, Chained][] {
  const source = from.get(address);
  const after = takers.get(address);
  const next = source && from.get(source.address);
  const objects = (holder: string | undefined, mark: Mark | undefined): readonly Id[] => {
    const world = sightings.get(holder ?? "")?.view.world;
    return world && mark ? objectsOf(world, mark) : [];
  };
  const others = [...objects(after, { scope: context.scope, address }), ...objects(source?.address, next)].sort();
  return source && others.length > 0 ? [[address, { after: after === undefined ? [] : [after], others }]] : [];
}

const has = ({ world }: ProviderView, mark: Mark): boolean => objectsOf(world, mark).length > 0;

const objectsOf = (world: World, mark: Mark): readonly Id[] =>
  [...world.vmsOf(mark), ...world.grantsOf(mark), ...world.checkpointsOf(mark), ...world.claimsOf(mark)].map(({ id }) => id);

function detected(loaded: Movable, { world, finders }: ProviderView, scope: string): readonly string[] {
  const ofScope = (mark: Mark | undefined): readonly string[] =>
    mark?.scope === scope && mark.address.startsWith(`${loaded.value.kind}/`) ? [mark.address] : [];
  if ("namePool" in loaded) {
    const [bearer, ...others] = loaded.namePool === null ? (world.vmsByName.get(fold(literalName(loaded))) ?? []) : [];
    return bearer && others.length === 0 ? ofScope(world.ownedById.get(bearer.id)?.mark) : [];
  }
  // A checkpoint has nothing that cannot be had twice, and which name a claim has only its mark tells.
  if ("machine" in loaded || "candidates" in loaded) return [];
  const { pool, address } = loaded.value.spec;
  const found = finders.pool(pool);
  return address === undefined || "problem" in found ? [] : world.grantsAt(found.object.id, address).flatMap(({ mark }) => ofScope(mark));
}
