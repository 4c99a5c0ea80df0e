import type { Budget } from "../../model/preflight.ts";
import type { Id } from "../inventory.ts";
import type { Draft, Planning } from "../kind.ts";
import { goalVms } from "../kinds/machine/goal-vms.ts";
import { byText, fold } from "../text.ts";

/** What pools have left once the plan is carried out: those that it takes from or returns to, sorted. */
export function poolBudgets(drafts: readonly Draft[], planning: Planning): readonly Budget[] {
  const changing = drafts.filter(({ action }) => action !== "none");
  const budgets = new Map(
    [...nameBudgets(changing, planning), ...addressBudgets(changing, planning)].map((one) => [JSON.stringify(one), one]),
  );
  return [...budgets.values()].sort((a, b) => byText(a.of, b.of) || byText(a.what, b.what));
}

/** What changes do to names: those that come, and the VMs and claims that leave theirs, or have it anew. */
function traffic(drafts: readonly Draft[], providers: Planning["providers"]) {
  const claims = drafts.flatMap(({ goal }) => (goal.kind === "ScvmmName" ? [goal] : []));
  const machines = drafts.flatMap(({ goal, provider }) =>
    goal.kind === "ScvmmMachine" ? [{ goal, world: providers.get(provider)?.world }] : [],
  );
  const kept = machines.flatMap(({ goal, world }) => {
    if (!goal.desired || !world) return [];
    const { own, former } = goalVms(goal, world);
    return [...own, ...former].find(({ id }) => !goal.doomed.includes(id))?.id ?? [];
  });
  const coming = [...machines.flatMap(({ goal }) => goal.desired?.name ?? []), ...claims.flatMap(({ names }) => names?.[0] ?? [])];
  return {
    coming: new Set(coming.map(fold)),
    leaving: new Set([...kept, ...[...machines.map(({ goal }) => goal), ...claims].flatMap(({ doomed }) => doomed)]),
  };
}

/** A name is used while any VM bears it or a claim holds it, in whatever cloud and of whatever scope. */
function nameBudgets(drafts: readonly Draft[], { manifests, providers }: Planning): readonly Budget[] {
  const worlds = [...providers.values()].map(({ world }) => world);
  const { coming, leaving } = traffic(drafts, providers);
  const holders = (name: string): readonly Id[] =>
    worlds.flatMap(({ vmsByName, claimsByName }) =>
      [...(vmsByName.get(name) ?? []), ...(claimsByName.get(name) ?? [])].map(({ id }) => id),
    );
  const isBorne = (name: string): boolean => holders(name).length > 0;
  const isKept = (name: string): boolean => holders(name).some((id) => !leaving.has(id));
  return manifests.namePools.flatMap(({ address, names }) => {
    const distinct = [...new Set(names.map(fold))];
    const borne = distinct.filter(isBorne);
    const after = distinct.filter(coming.has, coming).length + borne.filter((name) => !coming.has(name) && isKept(name)).length;
    const isTouched = after !== borne.length || distinct.some(coming.has, coming);
    if (!isTouched) return [];
    const of = `pool ${address.replace(/^ScvmmNamePool\/(?:default\/)?/, "")}`;
    return [{ of, what: "names", unit: "count", now: borne.length, after, limit: distinct.length }];
  });
}

/** Pools of IPv6 hold more than anybody counts. */
const MOST_COUNTED = 1_000_000;

function addressBudgets(drafts: readonly Draft[], { providers }: Planning): readonly Budget[] {
  return [...providers].flatMap(([provider, { world }]) => {
    const own = drafts.filter((draft) => draft.provider === provider);
    const total = (poolId: Id, side: "takes" | "frees"): number => own.reduce((sum, draft) => sum + (draft[side].get(poolId) ?? 0), 0);
    return world.inventory.pools.flatMap(({ id, name, totalAddresses, availableAddresses }): readonly Budget[] => {
      const [taken, freed] = [total(id, "takes"), total(id, "frees")];
      if ((taken === 0 && freed === 0) || totalAddresses > MOST_COUNTED) return [];
      const now = totalAddresses - availableAddresses;
      return [{ of: `pool ${name}`, what: "addresses", unit: "count", now, after: now + taken - freed, limit: totalAddresses }];
    });
  });
}
