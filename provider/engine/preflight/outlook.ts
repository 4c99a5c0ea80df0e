import { groupBy } from "../../model/group-by.ts";
import type { Budget } from "../../model/preflight.ts";
import type { Id } from "../inventory.ts";
import type { Draft, Planning } from "../kind.ts";
import { byText } from "../text.ts";
import { poolBudgets } from "./budgets.ts";
import { type CloudLoad, cloudLoads } from "./load.ts";
import { type Placement, placementsOf } from "./placements.ts";
import { type RightsNeeded, rightsNeeded } from "./rights.ts";

/** What a plan asks of VMM beside its objects: what VMM is questioned by, and its answers are judged by. Plain data. */
export interface Outlook {
  /** Of every provider that the plan changes something on, by its address. */
  readonly providers: ReadonlyMap<string, ProviderOutlook>;
  /** Known without asking. */
  readonly budgets: readonly Budget[];
}

export interface ProviderOutlook {
  /** Names by id. */
  readonly clouds: ReadonlyMap<Id, string>;
  readonly loads: readonly CloudLoad[];
  readonly placements: readonly Placement[];
  readonly rights: RightsNeeded;
}

export function outlookOf(drafts: readonly Draft[], planning: Planning): Outlook {
  const changing = groupBy(
    drafts.filter(({ action }) => action !== "none"),
    ({ provider }) => provider,
  );
  const providers = new Map<string, ProviderOutlook>();
  for (const [provider, own] of [...changing].sort(([a], [b]) => byText(a, b))) {
    const world = planning.providers.get(provider)?.world;
    if (!world) continue;
    providers.set(provider, {
      clouds: new Map(world.inventory.clouds.map(({ id, name }) => [id, name])),
      loads: own.flatMap((draft) => cloudLoads(draft, world)),
      placements: own.flatMap((draft) => placementsOf(draft, world)),
      rights: rightsNeeded(own, world),
    });
  }
  return { providers, budgets: poolBudgets(drafts, planning) };
}
