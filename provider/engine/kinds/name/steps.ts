import { type Mark, sameMark } from "../../../model/mark.ts";
import type { LiveNameClaim } from "../../inventory-names.ts";
import { NO_STEPS, type Steps } from "../../kind.ts";
import { ownOf } from "../../marked-goal.ts";
import { operate } from "../../steps.ts";
import { byText, fold } from "../../text.ts";
import type { Step } from "../../work.ts";
import type { World } from "../../world.ts";
import type { NameGoal } from "./goal.ts";

/** Of the claims with one mark the one to keep: in the order of the names, then by name, so that every run chooses alike. */
export function chooseClaim(claims: readonly LiveNameClaim[], names: readonly string[]): readonly LiveNameClaim[] {
  const place = new Map(names.map((name, index) => [fold(name), index]));
  const rank = ({ name }: LiveNameClaim): number => place.get(fold(name)) ?? names.length;
  return [...claims].sort((a, b) => rank(a) - rank(b) || byText(fold(a.name), fold(b.name)));
}

/**
 * What is left to do: hold a name. What must go is given free last, so that it is kept when no other one can be had; what a renamed manifest
 * has left is marked for it before anything else, or a run that is broken off between would leave it to nobody.
 */
export function nameSteps(goal: NameGoal, world: World): Steps {
  const { mark, doomed, names } = goal;
  const own = ownOf(goal, world.claimsOf);
  const isLeaving = ({ id }: LiveNameClaim): boolean => names === null || doomed.includes(id);
  const leaving = own.filter(isLeaving).sort((a, b) => byText(a.id, b.id));
  const releases = (of: (claim: LiveNameClaim) => Mark): readonly Step[] =>
    leaving.map((claim) => operate({ kind: "release-name", name: claim.name, mark: of(claim) }));
  if (names === null) return { ...NO_STEPS, steps: releases((claim) => claim.mark ?? mark) };
  const remarked = leaving.flatMap((claim) => markedAnew(claim, mark));
  const release = releases(() => mark);
  const [keep] = chooseClaim(
    own.filter((claim) => !isLeaving(claim)),
    names,
  );
  if (!keep) return { ...NO_STEPS, steps: [...remarked, operate({ kind: "claim-name", names, mark }), ...release] };
  return { ...NO_STEPS, steps: [...remarked, ...markedAnew(keep, mark), ...release] };
}

const markedAnew = ({ name, mark: from }: LiveNameClaim, mark: Mark): readonly Step[] =>
  from && !sameMark(from, mark) ? [operate({ kind: "mark-name", name, mark, from })] : [];
