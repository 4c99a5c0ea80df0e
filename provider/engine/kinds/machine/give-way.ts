import type { Diagnostic } from "../../../model/diagnostic.ts";
import { sameMark } from "../../../model/mark.ts";
import type { LiveVm } from "../../inventory.ts";
import { fold } from "../../text.ts";
import type { Step } from "../../work.ts";
import type { World } from "../../world.ts";
import { tellVm } from "./candidate.ts";
import { byAge, isBeingMade } from "./choose.ts";
import type { DesiredMachine, MachineGoal } from "./goal.ts";
import { claimOfOthers, yieldsTo } from "./names.ts";
import { persistentDiskProblems } from "./persistent-disks.ts";
import { isOff } from "./power.ts";
import { removalSteps } from "./removal.ts";

/** One that is being made is no use to anybody without its address: no repair could bring it. */
export function losing(goal: MachineGoal, { failedCreation }: DesiredMachine, live: LiveVm, world: World): readonly Step[] {
  return live.sealed || failedCreation === "Keep" ? [] : givingWay(live, goal, world);
}

/** What lost its name is no use to anybody, unless somebody has turned it on meanwhile or it has a disk that must stay. */
export function givingWay(live: LiveVm, goal: MachineGoal, world: World): readonly Step[] {
  return isOff(live) && persistentDiskProblems([live], goal).length === 0 ? removalSteps(live, goal, world) : [];
}

/** Another VM took the name while this one was made: the plan that follows chooses a free one. */
export function nameProblem({ leaving = [] }: MachineGoal, desired: DesiredMachine, live: LiveVm, world: World): Diagnostic | null {
  if (live.sealed || fold(live.name) !== fold(desired.name)) return null;
  const claim = claimOfOthers(live, world);
  if (claim)
    return nameRace(
      live,
      `${claim.mark ? `scope ${claim.mark.scope}` : "somebody"} has claimed the name "${live.name}"`,
      "The claim was there first or came at the same time.",
    );
  const rival = (world.vmsByName.get(fold(live.name)) ?? []).find(
    (vm) =>
      vm.id !== live.id && !leaving.includes(vm.id) && !sameMark(world.ownedById.get(vm.id)?.mark, live.mark) && yieldsTo(live, vm, world),
  );
  if (!rival) return null;
  return nameRace(live, `another VM took the name "${live.name}" at the same time`, `The other VM has id ${rival.id}.`);
}

const nameRace = ({ id }: LiveVm, summary: string, why: string): Diagnostic => ({
  code: "APPLY_NAME_RACE",
  severity: "error",
  path: "spec.vmName",
  summary,
  detail: `${why} This VM, ${id}, is not finished, so it gives way and is removed.`,
  hint: "Plan again: a machine with a name pool takes another name; one with vmName needs another vmName.",
});

/** What another run has made beside it meanwhile; both choose the same one to stay. One that is still being made is its own run's to remove. */
export const sparing = (double: LiveVm, goal: MachineGoal, world: World): readonly Step[] =>
  double.sealed || isBeingMade(double) ? [] : givingWay(double, goal, world);

/** A double that an unfinished machine gives way to: a finished one is the machine. */
export const olderThan = (live: LiveVm, doubles: readonly LiveVm[]): LiveVm | undefined =>
  live.sealed ? undefined : doubles.find((vm) => byAge(vm, live) < 0);

/** Another run makes the machine too: of two persistent disks of one name nobody could tell which one counts. */
export const madeTwice = (live: LiveVm, first: LiveVm): Diagnostic => ({
  code: "APPLY_MACHINE_RACE",
  severity: "error",
  summary: "another run has made this machine at the same time",
  detail: `The VM ${tellVm(first)} was there first. This one, ${tellVm(live)}, is not finished, so it gives way and is removed.`,
  hint: "Plan again once the other run is over: what that one has left undone is finished then.",
});
