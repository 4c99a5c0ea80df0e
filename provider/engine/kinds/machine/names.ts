import { vmIdOf } from "../../../model/annotations.ts";
import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LoadedMachine, LoadedNamePool } from "../../../model/manifests.ts";
import { type Mark, sameMark } from "../../../model/mark.ts";
import type { Id, LiveVm, VmStub } from "../../inventory.ts";
import type { LiveNameClaim } from "../../inventory-names.ts";
import type { Planning } from "../../kind.ts";
import { isLeaving } from "../../leaving.ts";
import { placed } from "../../place.ts";
import { byText, fold, listed } from "../../text.ts";
import type { World } from "../../world.ts";
import { byAge, isRemnant } from "./choose.ts";
import { type Claimant, literalName, poolNames } from "./claimant.ts";
import { givenUpNames } from "./given-up-names.ts";

export interface Claim {
  readonly name: string;
  /** Address of the name pool; null for a name that the manifest gives. */
  readonly pool: string | null;
  /** Changes of this plan that give the name free. */
  readonly after: readonly string[];
  /** VMs whose name the machine has too already, and which these changes remove or rename. */
  readonly leaving?: readonly Id[];
}

/**
 * The name of every machine; a machine whose name cannot be had is left out and reported.
 *
 * 1. Names that manifests give.
 * 2. Claims that live: a machine keeps the name that it has, if it is still of its pool.
 * 3. New claims, by address: the first name of the pool that no VM bears and nobody holds, whatever the provider: two of them
 *    may lead to one VMM, and a name is for one host in a domain anyway. Where none is, one that the plan sets free.
 */
export function claimNames(claimants: readonly Claimant[], planning: Planning): ReadonlyMap<string, Claim> {
  const claims = new Map<string, Claim>();
  const holders = new Map<string, string>();
  const pools = new Map(planning.manifests.namePools.map((pool) => [pool.address, pool]));
  const givenUp = givenUpNames(claimants, planning);
  for (const claimant of claimants.filter(({ loaded }) => loaded.namePool === null)) {
    const claim = giveLiteral(claimant, givenUp, holders, planning);
    if (claim) claims.set(claimant.loaded.address, claim);
  }
  const waiting: Claimant[] = [];
  for (const claimant of claimants.filter(({ loaded }) => loaded.namePool !== null)) {
    const kept = keptName(claimant, pools.get(claimant.loaded.namePool ?? ""), holders);
    if (kept === null) waiting.push(claimant);
    else {
      holders.set(fold(kept), claimant.loaded.address);
      claims.set(claimant.loaded.address, { name: kept, pool: claimant.loaded.namePool, after: [] });
    }
  }
  // Those that the plan is asked for choose first, so that no other one takes their last name.
  const first = (claimant: Claimant): number => Number(!planning.wants(claimant.loaded.address));
  const missing = claimNew(
    [...waiting].sort((a, b) => first(a) - first(b)),
    pools,
    planning,
    holders,
    claims,
  );
  for (const [poolAddress, [loser, ...rest]] of missing)
    reportExhausted(poolAddress, loser, rest, pools.get(poolAddress), holders, planning);
  return claims;
}

function giveLiteral(
  { loaded, live, world }: Claimant,
  givenUp: ReadonlyMap<Id, string>,
  holders: Map<string, string>,
  planning: Planning,
): Claim | null {
  const name = literalName(loaded);
  const key = `${loaded.provider} ${fold(name)}`;
  const path = loaded.value.spec.vmName === undefined ? "metadata.name" : "spec.vmName";
  const other = holders.get(key);
  if (other) {
    planning.report(
      placed(
        {
          code: "PLAN_NAME_TWICE",
          severity: "error",
          path,
          summary: `two manifests want the VM name "${name}"`,
          detail: `${other} wants it too. VMM compares names without regard to case.`,
          hint: "Give each machine a name of its own, or let both claim theirs from a ScvmmNamePool.",
        },
        loaded,
      ),
    );
    return null;
  }
  holders.set(key, loaded.address);
  holders.set(fold(name), loaded.address);
  const isNamed = live !== null && fold(live.name) === fold(name);
  if (isNamed && live.sealed) return { name, pool: null, after: [] };
  const strangers = (world.vmsByName.get(fold(name)) ?? []).filter(
    ({ id }) => id !== live?.id && !sameMark(world.ownedById.get(id)?.mark, { scope: planning.scope, address: loaded.address }),
  );
  const giver = ({ id }: VmStub): string | null => leavingAs(world.ownedById.get(id), planning) ?? givenUp.get(id) ?? null;
  const leaving = strangers.filter((vm) => giver(vm) !== null);
  // Its own double is removed before anything else.
  const givers = new Set(leaving.map(giver).filter((address): address is string => address !== null && address !== loaded.address));
  const after = [...givers].sort(byText);
  // Whether it gives way to those that stay its steps tell.
  if (isNamed) return { name, pool: null, after, ...(leaving.length > 0 ? { leaving: leaving.map(({ id }) => id) } : {}) };
  const problem = whyNotNamed(
    loaded,
    live,
    strangers.find((vm) => giver(vm) === null),
    planning,
    world,
  );
  if (problem) planning.report(placed({ ...problem, path }, loaded));
  return problem ? null : { name, pool: null, after };
}

function whyNotNamed(
  loaded: LoadedMachine,
  live: LiveVm | null,
  stranger: VmStub | undefined,
  { scope }: Planning,
  world: World,
): Diagnostic | null {
  const original = live ? undefined : writtenOf(loaded, world);
  if (original) return nameTaken(original, world);
  const claim = (world.claimsByName.get(fold(literalName(loaded))) ?? []).find(({ mark }) => mark?.scope !== scope);
  if (claim) return nameClaimed(claim);
  return stranger ? nameTaken(stranger, world) : null;
}

/** Claims of the machine's own scope are there for it. */
function nameClaimed({ name, mark }: LiveNameClaim) {
  return {
    code: "PLAN_NAME_CLAIMED",
    severity: "error" as const,
    summary: `the VM name "${name}" is held by a claim of ${mark ? `scope ${mark.scope}` : "nobody known"}`,
    detail: mark ? `It is ${mark.address} of that scope.` : "Its record, a custom property in VMM, has been edited.",
    hint: "Choose another vmName, or have the claim given free.",
  };
}

/** The VM that the manifest was written of, if nobody manages it yet: also when it bears another name meanwhile. */
function writtenOf({ value }: LoadedMachine, { inventory, ownedById }: World): VmStub | undefined {
  const id = vmIdOf(value);
  return id === undefined || ownedById.has(id) ? undefined : inventory.vms.find((vm) => vm.id === id);
}

/** Address of the deletion that this plan holds for a VM; null when it stays. */
function leavingAs(vm: LiveVm | undefined, planning: Planning): string | null {
  return vm && isLeaving(vm.mark, planning) ? vm.mark.address : null;
}

function nameTaken(stranger: VmStub, world: World) {
  const mark = world.ownedById.get(stranger.id)?.mark;
  const taken = { code: "PLAN_NAME_TAKEN", severity: "error" as const };
  const never = "Nothing of others is ever touched, renamed or taken over by a plan.";
  // In the same words for all: of a whole VMM that was imported one message is enough.
  if (!mark)
    return {
      ...taken,
      summary: "VMM has a VM of this name, and nobody manages it",
      detail: never,
      hint: "If it is this machine, have it adopted: scvmm adopt -f PATH\nIt shows first what it would mark. Else choose another vmName.",
    };
  return {
    ...taken,
    summary: `VMM has a VM "${stranger.name}" that is not this machine`,
    detail: `The VM (id ${stranger.id}, ${stranger.status}) is ${mark.address} of scope ${mark.scope}. ${never}`,
    hint: "Choose another vmName.",
  };
}

/** The pool's name that the machine bears and may keep. */
function keptName({ live, world }: Claimant, pool: LoadedNamePool | undefined, holders: ReadonlyMap<string, string>): string | null {
  if (!live || !pool || !poolNames(pool).has(fold(live.name))) return null;
  if (live.sealed) return live.name;
  // Not finished yet: of two that took the name at the same time, the older one keeps it.
  const holder = holders.get(fold(live.name));
  const rivals = (world.vmsByName.get(fold(live.name)) ?? []).filter(
    (vm) => vm.id !== live.id && !sameMark(world.ownedById.get(vm.id)?.mark, live.mark),
  );
  // One that has to be made again cannot be, beside any other of its name.
  const gives =
    claimOfOthers(live, world) !== undefined || (isRemnant(live) ? rivals.length > 0 : rivals.some((vm) => yieldsTo(live, vm, world)));
  return holder || gives ? null : live.name;
}

/** What holds the name of an unfinished machine for another scope: it was there first, or came at the same time. */
export const claimOfOthers = (live: LiveVm, world: World) =>
  (world.claimsByName.get(fold(live.name)) ?? []).find(({ mark }) => mark?.scope !== live.mark.scope);

/** Whether an unfinished machine gives up its name for another VM that has it too. */
export function yieldsTo(live: LiveVm, other: VmStub, world: World): boolean {
  const owned = world.ownedById.get(other.id);
  return !owned || owned.sealed || byAge(owned, live) < 0;
}

type Missing = Map<string, [Claimant, ...Claimant[]]>;

function claimNew(
  waiting: readonly Claimant[],
  pools: ReadonlyMap<string, LoadedNamePool>,
  planning: Planning,
  holders: Map<string, string>,
  claims: Map<string, Claim>,
): Missing {
  const missing: Missing = new Map();
  const worlds = [...planning.providers.values()].map(({ world }) => world);
  const next = new Map<string, number>();
  for (const claimant of waiting) {
    const poolAddress = claimant.loaded.namePool ?? "";
    const names = pools.get(poolAddress)?.names ?? [];
    const cursor = `${claimant.loaded.provider} ${poolAddress}`;
    let index = next.get(cursor) ?? 0;
    while (index < names.length && !isFree(names[index] as string, worlds, holders)) index++;
    next.set(cursor, index);
    const free = names[index];
    const { name, after } = free === undefined ? leavingName(names, worlds, holders, planning) : { name: free, after: [] };
    if (name === undefined) missing.set(poolAddress, [...(missing.get(poolAddress) ?? []), claimant] as [Claimant, ...Claimant[]]);
    else {
      holders.set(fold(name), claimant.loaded.address);
      claims.set(claimant.loaded.address, { name, pool: poolAddress, after });
    }
  }
  return missing;
}

/** Where no name is free: the first whose VMs this plan deletes, to be had once they are gone. */
function leavingName(
  names: readonly string[],
  worlds: readonly World[],
  holders: ReadonlyMap<string, string>,
  planning: Planning,
): { readonly name: string | undefined; readonly after: readonly string[] } {
  for (const name of names) {
    if (holders.has(fold(name))) continue;
    const leaving = worlds.flatMap((world) =>
      holdersOf(name, world).map((mark) => (mark && isLeaving(mark, planning) ? mark.address : null)),
    );
    const after = leaving.filter((address) => address !== null);
    if (after.length === leaving.length) return { name, after: [...new Set(after)].sort(byText) };
  }
  return { name: undefined, after: [] };
}

const isFree = (name: string, worlds: readonly World[], holders: ReadonlyMap<string, string>): boolean =>
  !holders.has(fold(name)) && worlds.every((world) => holdersOf(name, world).length === 0);

function reportExhausted(
  poolAddress: string,
  first: Claimant,
  rest: readonly Claimant[],
  pool: LoadedNamePool | undefined,
  holders: ReadonlyMap<string, string>,
  planning: Planning,
): void {
  const names = pool?.names ?? [];
  const held = names.map((name) => `${name}: ${holders.get(fold(name)) ?? holderInVmm(name, first.world)}`);
  const without = [first, ...rest].map(({ loaded }) => loaded.address);
  planning.report(
    placed(
      {
        code: "PLAN_NAMES_EXHAUSTED",
        severity: "error",
        path: "spec.vmNameFromPool",
        summary: `${poolAddress} has no free name for ${without.length} ${without.length === 1 ? "machine" : "machines"}`,
        detail: `Its ${names.length} names are held: ${listed(held)}. Without a name: ${listed(without)}.`,
        hint: "Add a range to the pool, or remove machines that hold its names.",
      },
      first.loaded,
    ),
  );
}

/** Marks of the VMs that bear a name, and of the claim that holds it; null where it is nobody's. */
export const holdersOf = (name: string, { vmsByName, ownedById, claimsByName }: World): readonly (Mark | null)[] => [
  ...(vmsByName.get(fold(name)) ?? []).map(({ id }) => ownedById.get(id)?.mark ?? null),
  ...(claimsByName.get(fold(name)) ?? []).map(({ mark }) => mark),
];

export function holderInVmm(name: string, world: World): string {
  const claim = world.claimsByName.get(fold(name))?.[0];
  if (claim) return claim.mark ? `${claim.mark.address} of scope ${claim.mark.scope}` : "a claim of nobody known";
  const vm = (world.vmsByName.get(fold(name)) ?? [])[0];
  const mark = vm ? world.ownedById.get(vm.id)?.mark : undefined;
  return mark ? `${mark.address} of scope ${mark.scope}` : `VM ${vm?.id ?? "unknown"} of somebody else`;
}
