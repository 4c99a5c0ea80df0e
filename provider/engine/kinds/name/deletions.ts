import { type Deletion, deletionDraft } from "../../deletion.ts";
import type { LiveNameClaim } from "../../inventory-names.ts";
import type { Draft, Planning } from "../../kind.ts";
import { leftovers } from "../../leftovers.ts";
import { byText, fold, listed } from "../../text.ts";
import { attribute, CHOSEN } from "./attributes.ts";
import type { NameGoal } from "./goal.ts";
import { chooseClaim, nameSteps } from "./steps.ts";

interface NameDeletion extends Deletion {
  /** Of the machines. */
  readonly earlier: readonly Draft[];
}

/** A name is given free once the VM that bears it is gone, where the plan removes that too. */
export function deletedDraft(claims: readonly LiveNameClaim[], deletion: NameDeletion): Draft[] {
  const { view, earlier } = deletion;
  const { world } = view;
  const sorted = chooseClaim(claims, []);
  const [first] = sorted;
  if (!first?.mark) return [];
  const goal: NameGoal = { kind: "ScvmmName", mark: first.mark, movedFrom: null, doomed: sorted.map(({ id }) => id), names: null };
  const bearers = new Set(sorted.flatMap(({ name }) => (world.vmsByName.get(fold(name)) ?? []).map(({ id }) => id)));
  const leaving = earlier.filter((draft) => draft.goal.doomed.some((id) => bearers.has(id)));
  const attributes = [attribute(CHOSEN, listed(sorted.map(({ name }) => name)), null)];
  const after = leaving.map(({ address }) => address).sort(byText);
  return [deletionDraft(goal, deletion, { attributes, steps: nameSteps(goal, world), after })];
}

/** Those of this scope whose manifest is gone. */
export const leftNames = (planning: Planning, earlier: readonly Draft[]): readonly Draft[] =>
  leftovers(
    planning,
    {
      kind: "ScvmmName",
      all: ({ nameClaims }) => nameClaims,
      name: ({ name }) => name,
      summary: "a name is held with this scope's mark, but without a manifest",
      hint: "Put the manifest back, or plan with pruning to give the name free.",
    },
    (claims, deletion) => deletedDraft(claims, { ...deletion, earlier }),
  );
