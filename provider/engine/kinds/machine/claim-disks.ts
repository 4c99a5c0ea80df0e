import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { PersistentDiskSpec } from "../../../model/kinds/persistent-disk.ts";
import type { LoadedMachine, LoadedPersistentDiskPool } from "../../../model/manifests.ts";
import { type DiskIdentity, diskFileName } from "../../../model/persistent-disk.ts";
import { diskManifest, filesOfDisk, isOfPool, poolNamed, specOfDisk } from "../../disk-manifests.ts";
import { holdersOf, intendedFor, knownDisks, recordOf } from "../../disk-places.ts";
import { readDiskSlots, slotOf } from "../../disk-slots.ts";
import type { Planning } from "../../kind.ts";
import { leadsTo } from "../../leads-to.ts";
import { placed } from "../../place.ts";
import { sortedBy } from "../../text.ts";
import type { Candidate } from "./candidate.ts";
import { isWorking } from "./choose.ts";
import { diskHeld, disksExchanged, diskTwice, diskUnknown, poolEmpty } from "./claim-problems.ts";
import { managedDisks } from "./release-disks.ts";

export interface DiskClaim {
  readonly slot: string;
  readonly disk: string;
  readonly fileName: string;
  readonly spec: PersistentDiskSpec;
  /** Changes of this plan that give the disk free. */
  readonly after: readonly string[];
}

/** By place in `spec.disks`. */
export type MachineDisks = ReadonlyMap<number, DiskClaim>;

interface Wish {
  readonly found: Candidate;
  readonly index: number;
  readonly slot: string;
  readonly namespace: string;
  readonly pool: LoadedPersistentDiskPool | undefined;
  /** Name of the disk that the manifest wants; undefined: any of the pool. */
  readonly disk: string | undefined;
}

/**
 * The persistent disks of every machine; a machine that does not get all of its disks is reported and not in the answer.
 *
 * 1. Disks that manifests name.
 * 2. Claims that live: a machine keeps the disk of a pool that it has in this place, or had there when it was last detached.
 * 3. New claims, by address: a disk of the pool that nobody has, the lowest first; else a new one, as long as the pool may grow.
 */
export function claimDisks(candidates: readonly Candidate[], planning: Planning): ReadonlyMap<string, MachineDisks> {
  const claims = new Map<string, Map<number, DiskClaim>>(candidates.map(({ loaded }) => [loaded.address, new Map()]));
  const holders = new Map<string, string>();
  const wishes = candidates.flatMap((found) => wishesOf(found, planning));
  const grant = (wish: Wish, disk: string): void => {
    const spec = specOfDisk(planning.manifests, wish.namespace, disk);
    const key = `${wish.namespace}/${disk}`;
    const fileName = fileOf(wish, disk, planning);
    const holder = holders.get(key) ?? holders.get(fileName);
    const free = freedBy(wish, fileName, planning);
    const { address } = wish.found.loaded;
    if (!spec) refuse(wish, diskUnknown(disk), claims, planning);
    else if (holder) refuse(wish, diskTwice(disk, holder), claims, planning);
    else if ("problem" in free) refuse(wish, free.problem, claims, planning);
    else {
      holders.set(key, address);
      holders.set(fileName, address);
      claims.get(address)?.set(wish.index, { slot: wish.slot, disk, fileName, spec, after: free.after });
    }
  };
  for (const wish of wishes) if (wish.disk !== undefined) grant(wish, wish.disk);
  let waiting = wishes.filter(({ disk }) => disk === undefined);
  for (const kept of [keptInPlace, keptByRecord, keptAtAll]) {
    waiting = waiting.filter((wish) => {
      const disk = kept(wish, planning).find((name) => isOf(wish, name, planning) && !holders.has(`${wish.namespace}/${name}`));
      if (disk !== undefined) grant(wish, disk);
      return disk === undefined;
    });
  }
  const stocks = new Map<string, Stock>();
  for (const wish of waiting) {
    const key = `${wish.found.loaded.provider} ${wish.pool?.address}`;
    const stock = stocks.get(key) ?? stockOf(wish, holders, planning);
    stocks.set(key, stock);
    const disk = freeDisk(wish, stock, holders, planning);
    if (disk === undefined) refuse(wish, poolEmpty(wish, planning), claims, planning);
    else grant(wish, disk);
  }
  return withoutCircles(claims, planning);
}

/** As VMM knows it: under the name of an earlier namespace, where there is none of this one. */
function fileOf({ found, namespace }: Wish, disk: string, { manifests, scope }: Planning): string {
  const { inventory } = found.world;
  const names = filesOfDisk(manifests, { scope, namespace, disk });
  return names.find((name) => holdersOf(inventory, name).length > 0 || recordOf(inventory, name)) ?? names[0];
}

/**
 * Machines that stay and exchange disks would wait for each other for ever: each gives its own up first, and then waits until VMM shows
 * that the other's is free. Not where one of them is in a chain of moves, and may not begin before another has ended.
 */
function withoutCircles(
  claims: ReadonlyMap<string, MachineDisks>,
  { manifests, moves, report }: Planning,
): ReadonlyMap<string, MachineDisks> {
  const next = (address: string): readonly string[] => [...(claims.get(address)?.values() ?? [])].flatMap(({ after }) => after);
  const isWith = (a: string, b: string): boolean => leadsTo(a, b, next) && leadsTo(b, a, next);
  const isInCircle = (from: string, to: string): boolean =>
    leadsTo(to, from, next) && ![...moves.chained.keys()].some((address) => isWith(from, address));
  const circles = [...claims.keys()].filter((address) => next(address).some((other) => isInCircle(address, other)));
  for (const address of circles) {
    const loaded = manifests.machines.find((machine) => machine.address === address);
    if (loaded) report(placed(disksExchanged(next(address).filter((other) => isInCircle(address, other))), loaded));
  }
  const open = (address: string, claim: DiskClaim): DiskClaim => ({
    ...claim,
    after: claim.after.filter((other) => !isInCircle(address, other)),
  });
  return new Map(
    [...claims].map(([address, disks]) => [
      address,
      circles.includes(address) ? new Map([...disks].map(([index, claim]) => [index, open(address, claim)])) : disks,
    ]),
  );
}

function wishesOf(found: Candidate, { manifests }: Planning): readonly Wish[] {
  const { metadata, spec } = found.loaded.value;
  return (spec.disks ?? []).flatMap(({ name, persistentDisk }, index): Wish[] => {
    if (!persistentDisk) return [];
    const pool = persistentDisk.pool && poolNamed(manifests, metadata.namespace, persistentDisk.pool.name);
    return [{ found, index, slot: slotOf(name, index), namespace: metadata.namespace, pool, disk: persistentDisk.disk?.name }];
  });
}

function refuse({ found: { loaded }, index }: Wish, problem: Diagnostic, claims: Map<string, unknown>, { report }: Planning): void {
  claims.delete(loaded.address);
  report(placed({ ...problem, path: `spec.disks[${index}].persistentDisk` }, loaded));
}

const isOf = ({ pool }: Wish, disk: string, { manifests }: Planning): boolean => pool !== undefined && isOfPool(manifests, pool, disk);

/** What its VM says that it has in this place: attached, or about to be. */
function keptInPlace({ found: { live }, slot }: Wish): readonly string[] {
  return live ? readDiskSlots(live).flatMap((one) => (one.slot === slot ? [one.disk] : [])) : [];
}

/** What was detached from this place of the machine. */
function keptByRecord({ found, slot, namespace }: Wish, { scope }: Planning): readonly string[] {
  return found.world.inventory.detachedDisks.flatMap(({ identity, record }) =>
    identity.scope === scope && identity.namespace === namespace && record?.slot === slot && isOwn(found, scope, record.machine)
      ? [identity.disk]
      : [],
  );
}

/** What its VM has, in whatever place. */
function keptAtAll({ found: { live }, namespace }: Wish): readonly string[] {
  return live ? managedDisks(live).flatMap(({ identity }) => (identity.namespace === namespace ? [identity.disk] : [])) : [];
}

const ofNamespace = (disks: ReadonlyMap<string, DiskIdentity>, namespace: string): readonly string[] =>
  [...disks.values()].flatMap((identity) => (identity.namespace === namespace ? [identity.disk] : []));

/** Numbers in names count as numbers, so that data-2 comes before data-10. */
const sortKey = (disk: string): string => disk.replace(/\d+/g, (digits) => digits.padStart(8, "0"));

/** What a pool has to give to whoever comes next. */
interface Stock {
  readonly members: Set<string>;
  /** Those that may be free, the next one first. */
  readonly free: string[];
  /** Number of the next disk to make. */
  next: number;
}

function stockOf(wish: Wish, holders: ReadonlyMap<string, string>, { manifests, scope }: Planning): Stock {
  const { namespace, pool, found } = wish;
  const own = manifests.persistentDisks.flatMap(({ value: { metadata } }) => (metadata.namespace === namespace ? [metadata.name] : []));
  const there = new Set(ofNamespace(knownDisks(found.world.inventory, scope), namespace));
  const taken = [...holders.keys()].flatMap((key) => (key.startsWith(`${namespace}/`) ? [key.slice(namespace.length + 1)] : []));
  const members = new Set([...there, ...own, ...taken].filter((disk) => pool !== undefined && isOfPool(manifests, pool, disk)));
  const rank = (disk: string): string => `${there.has(disk) ? 0 : 1} ${sortKey(disk)}`;
  return { members, free: sortedBy(members, rank), next: 1 };
}

function freeDisk(wish: Wish, stock: Stock, holders: ReadonlyMap<string, string>, planning: Planning): string | undefined {
  const { pool, namespace } = wish;
  if (!pool) return undefined;
  const isHeld = (disk: string): boolean => holders.has(`${namespace}/${disk}`);
  for (let disk = stock.free.shift(); disk !== undefined; disk = stock.free.shift()) {
    const fileName = diskFileName({ scope: planning.scope, namespace, disk });
    if (!isHeld(disk) && !isUnreadable(wish, fileName) && !("problem" in freedBy(wish, fileName, planning))) return disk;
  }
  const { maxDisks = 0 } = pool.value.spec;
  if (maxDisks > 0 && stock.members.size >= maxDisks) return undefined;
  for (; ; stock.next++) {
    const name = `${pool.value.metadata.name}-${stock.next}`;
    if (stock.members.has(name) || isHeld(name) || diskManifest(planning.manifests, namespace, name)) continue;
    stock.members.add(name);
    return name;
  }
}

/** An unreadable record tells no place, so that nobody may have the disk until it is mended. */
const isUnreadable = ({ found }: Wish, fileName: string): boolean => recordOf(found.world.inventory, fileName)?.record === null;

/** Its address, or the one that it had before it was renamed. */
const isOwn = ({ loaded, movedFrom }: Candidate, scope: string, address: string): boolean =>
  address === loaded.address || (movedFrom?.scope === scope && address === movedFrom.address);

type Free = { readonly after: readonly string[] } | { readonly problem: Diagnostic };

/** What has to happen before the machine can have the disk: another VM that has it, or is about to get it, is removed or gives it up. */
function freedBy({ found }: Wish, fileName: string, planning: Planning): Free {
  const { scope } = planning;
  const others = holdersOf(found.world.inventory, fileName).filter(
    ({ vm: { mark } }) => mark.scope !== scope || !isOwn(found, scope, mark.address),
  );
  const after: string[] = [];
  for (const holder of others) {
    const { mark } = holder.vm;
    const owner = mark.scope === scope ? takerOf(mark.address, planning) : mark.address;
    const machine = planning.manifests.machines.find(({ address }) => address === owner);
    const leaves = mark.scope === scope && (machine ? givesUp(machine) : planning.options.prune);
    if (!leaves) return { problem: diskHeld(holder, machine) };
    after.push(owner);
  }
  const makers = intendedFor(found.world.inventory, fileName).filter(
    ({ job, mark }) => job !== null && isWorking(job) && mark.scope === scope && !isOwn(found, scope, mark.address),
  );
  return { after: [...after, ...makers.map(({ mark }) => takerOf(mark.address, planning))] };
}

/** The manifest that a VM goes to with this plan: another one where it was renamed. */
const takerOf = (address: string, { scope, moves }: Planning): string =>
  [...moves.from].find(([, earlier]) => earlier.scope === scope && earlier.address === address)?.[0] ?? address;

/** A machine whose manifest lists its disks gives up those that it does not list; whether it lists this one its own claim tells. */
const givesUp = ({ value }: LoadedMachine): boolean => value.spec.disks !== undefined;
