import { type Dice, dice } from "./dice.ts";
import { NO_DISKS } from "./draw-kept-disks.ts";
import { movedSome } from "./draw-moves.ts";
import { drawNames, type NameDraft, nextNames } from "./draw-names.ts";
import type { Fault } from "./fault.ts";
import type { Goal, ScopePlan } from "./scenario.ts";
import { drawSchedule, type Schedule } from "./schedule.ts";

const SECONDS = 8_000;

/** Claims of names beside machines that claim from a pool, under the faults of the schedule of that seed. */
export function drawClaims(seed: number): Schedule {
  const { scenario, faults } = drawSchedule(seed);
  const scopes = scenario.scopes.map((plan, index) => withClaims(plan, dice(seed, 200 + index)));
  return { seed, faults: [...faults, ...taken(scenario.rounds, dice(seed, 300))], scenario: { ...scenario, scopes } };
}

/** People make VMs of the names that are being claimed, in the very seconds of the claim. */
const taken = (rounds: number, roll: Dice): readonly Fault[] =>
  Array.from({ length: roll.below(3) }, () => ({
    kind: "people",
    round: roll.below(rounds),
    afterMs: roll.below(SECONDS),
    deed: "take-claim",
    more: roll.below(4),
  }));

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
