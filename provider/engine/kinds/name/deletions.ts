import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LiveNameClaim } from "../../inventory-names.ts";
import type { Draft, Planning, ProviderView } from "../../kind.ts";
import { byText, fold, listed } from "../../text.ts";
import { attribute, CHOSEN } from "./attributes.ts";
import type { NameGoal } from "./goal.ts";
import { chooseClaim, nameSteps } from "./steps.ts";

export interface Deletion {
  readonly view: ProviderView;
  /** Address of the ScvmmProvider. */
  readonly provider: string;
  readonly cause: string;
  readonly place: Draft["place"];
  /** Of the machines. */
  readonly earlier: readonly Draft[];
}

/** A name is given free once the VM that bears it is gone, where the plan removes that too. */
export function deletedDraft(claims: readonly LiveNameClaim[], { view: { world }, provider, cause, place, earlier }: Deletion): Draft[] {
  const sorted = chooseClaim(claims, []);
  const [first] = sorted;
  if (!first?.mark) return [];
  const goal: NameGoal = { kind: "ScvmmName", mark: first.mark, movedFrom: null, doomed: sorted.map(({ id }) => id), names: null };
  const bearers = new Set(sorted.flatMap(({ name }) => (world.vmsByName.get(fold(name)) ?? []).map(({ id }) => id)));
  const leaving = earlier.filter((draft) => draft.goal.doomed.some((id) => bearers.has(id)));
  return [
    {
      address: first.mark.address,
      provider,
      action: "delete",
      disruption: "none",
      window: null,
      attributes: [attribute(CHOSEN, listed(sorted.map(({ name }) => name)), null)],
      cause,
      goal,
      steps: nameSteps(goal, world),
      after: leaving.map(({ address }) => address).sort(byText),
      losses: 1,
      takes: new Map(),
      frees: new Map(),
      power: null,
      place,
    },
  ];
}

/** Two ScvmmProviders may lead to one VMM, so an object counts once, and a manifest anywhere keeps it. */
export function leftovers({ scope, manifests, providers, moves, options, report }: Planning, earlier: readonly Draft[]): Draft[] {
  if (options.isPart) return [];
  const done = new Set(manifests.names.map(({ address }) => address));
  return [...providers].flatMap(([provider, view]) => {
    const mine = view.world.inventory.nameClaims.flatMap(({ mark }) =>
      mark?.scope === scope && mark.address.startsWith("ScvmmName/") && !done.has(mark.address) && !moves.away.has(mark.address)
        ? [mark.address]
        : [],
    );
    return [...new Set(mine)].flatMap((address) => {
      done.add(address);
      const place: Draft["place"] = (diagnostic) => ({ ...diagnostic, address });
      const claims = view.world.claimsOf({ scope, address });
      if (options.prune) return deletedDraft(claims, { view, provider, cause: "manifest is gone", place, earlier });
      report(place(unmanaged(claims)));
      return [];
    });
  });
}

function unmanaged(claims: readonly LiveNameClaim[]): Diagnostic {
  return {
    code: "PLAN_UNMANAGED",
    severity: "warning",
    summary: "a name is held with this scope's mark, but without a manifest",
    detail: `Left, since pruning is off: ${listed(claims.map(({ name }) => name))}.`,
    hint: "Put the manifest back, or plan with pruning to give the name free.",
  };
}
