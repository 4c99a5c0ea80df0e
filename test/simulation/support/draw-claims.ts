import { type Dice, dice } from "./dice.ts";
import { NO_DISKS } from "./draw-kept-disks.ts";
import { movedSome } from "./draw-moves.ts";
import { drawNames, type NameDraft, nextNames } from "./draw-names.ts";
import { drawSchedule, type Schedule } from "./run-schedule.ts";
import type { Goal, ScopePlan } from "./scenario.ts";

/** Claims of names beside machines that claim from a pool, under the faults of the schedule of that seed. */
export function drawClaims(seed: number): Schedule {
  const { scenario, faults } = drawSchedule(seed);
  const scopes = scenario.scopes.map((plan, index) => withClaims(plan, dice(seed, 200 + index)));
  return { seed, faults, scenario: { ...scenario, scopes } };
}

function withClaims(plan: ScopePlan, roll: Dice): ScopePlan {
  const machines = (plan.goals[0]?.machines ?? []).filter(
    ({ spec, isKeeper, wasProtected }) => spec["vmNameFromPool"] !== undefined && !isKeeper && !wasProtected,
  );
  let names: readonly NameDraft[] = drawNames(roll);
  const goals = plan.goals.map((_, round): Goal => {
    if (round > 0) names = movedSome(nextNames(names, roll), roll);
    return { machines, virtualIps: [], names, kept: NO_DISKS, lost: [] };
  });
  return { ...plan, goals };
}
