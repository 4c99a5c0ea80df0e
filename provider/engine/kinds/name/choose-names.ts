import type { LoadedName } from "../../../model/manifests.ts";
import type { Draft, Planning } from "../../kind.ts";
import { isLeaving } from "../../leaving.ts";
import { byText, fold } from "../../text.ts";
import type { World } from "../../world.ts";
import { holdersOf } from "../machine/names.ts";

/** Names to claim from, the likeliest first. */
export interface Choice {
  readonly names: readonly string[];
  /** Deletions of this plan that give the first one free. */
  readonly after: readonly string[];
}

/** A claim that finds its name gone goes on to the next; so many are more than ever race. */
const SPARE = 50;

/**
 * A name for every claim that has none, by address: the first that no VM bears, that nobody holds, and that no machine of this plan takes,
 * whatever the provider. Where none is, one that the plan sets free. Those that the plan is asked for choose first.
 */
export function chooseNames(
  waiting: readonly LoadedName[],
  held: ReadonlyMap<string, string>,
  planning: Planning,
): ReadonlyMap<string, Choice | null> {
  const worlds = [...planning.providers.values()].map(({ world }) => world);
  const holders = new Map(held);
  const isFree = (name: string): boolean => !holders.has(fold(name)) && worlds.every((world) => holdersOf(name, world).length === 0);
  // Claims of one pool go on where the last one stopped.
  const next = new Map<readonly string[], number>();
  const firsts = [...waiting]
    .sort((a, b) => Number(!planning.wants(a.address)) - Number(!planning.wants(b.address)))
    .map((loaded) => {
      const { candidates, address } = loaded;
      let index = next.get(candidates) ?? 0;
      while (index < candidates.length && !isFree(candidates[index] as string)) index++;
      next.set(candidates, index);
      const name = candidates[index];
      const chosen = name === undefined ? leavingName(loaded, worlds, holders, planning) : { name, after: [] };
      if (chosen) holders.set(fold(chosen.name), address);
      return { loaded, index, chosen };
    });
  return new Map(
    firsts.map(({ loaded, index, chosen }) => [
      loaded.address,
      chosen && { names: [chosen.name, ...spare(loaded.candidates, index + 1, isFree)], after: chosen.after },
    ]),
  );
}

function spare(candidates: readonly string[], from: number, isFree: (name: string) => boolean): readonly string[] {
  const found: string[] = [];
  for (let index = from; index < candidates.length && found.length < SPARE; index++) {
    const name = candidates[index] as string;
    if (isFree(name)) found.push(name);
  }
  return found;
}

/** The first name whose VMs and whose claim this plan deletes. */
function leavingName({ candidates }: LoadedName, worlds: readonly World[], holders: ReadonlyMap<string, string>, planning: Planning) {
  for (const name of candidates) {
    if (holders.has(fold(name))) continue;
    const marks = worlds.flatMap((world) => holdersOf(name, world));
    const after = marks.flatMap((mark) => (mark && isLeaving(mark, planning) ? [mark.address] : []));
    if (after.length === marks.length) return { name, after: [...new Set(after)].sort(byText) };
  }
  return null;
}

/** Names that machines of this plan have or take, with their addresses. */
export function namesOfMachines(earlier: readonly Draft[]): ReadonlyMap<string, string> {
  return new Map(
    earlier.flatMap(({ goal, address }): [string, string][] =>
      goal.kind === "ScvmmMachine" && goal.desired ? [[fold(goal.desired.name), address]] : [],
    ),
  );
}
