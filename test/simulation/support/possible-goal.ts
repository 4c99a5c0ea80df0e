import type { Diagnostic } from "../../../provider/model/diagnostic.ts";
import type { Place } from "./draw-moves.ts";
import { addressOf } from "./loaded.ts";
import { planCleanly } from "./plan-cleanly.ts";
import type { Run } from "./run.ts";
import { type Goal, keepsDisks, type ScopePlan, withoutDisks } from "./scenario.ts";
import { withoutDoubt } from "./without-doubt.ts";

const CONTENTION: ReadonlySet<string> = new Set(["PLAN_NAME_TAKEN", "PLAN_ADDRESS_TAKEN"]);

/**
 * What both scopes want can one alone have: people take it out of the other's manifests. Where a manifest has taken the address that another
 * one has left, and nothing was ever made of it, the object there could be either's: they take the one without an object out. Machines that would swap their disks first give them up.
 */
export async function possibleGoal(run: Run, plan: ScopePlan, goal: Goal): Promise<Goal> {
  const { scopes } = run.schedule.scenario;
  const isMoved = [...goal.machines, ...goal.virtualIps, ...goal.names].some(({ earlier }) => earlier.length > 0);
  if (scopes.length === 1 && !isMoved && goal.kept.disks.length + goal.kept.pooled.length === 0) return goal;
  const said = await saidOf(run, plan, goal);
  const told = run.lineage.told(run.simulation.vmm.world.store, plan.scope, goal, said);
  if (told !== goal) return possibleGoal(run, plan, told);
  const others = scopes.filter(({ scope }) => scope !== plan.scope).map(({ scope }) => `of scope ${scope}`);
  const lost = said.filter(
    ({ code, detail, summary }) =>
      (CONTENTION.has(code) && others.some((other) => detail?.includes(other))) ||
      (code === "APPLY_NAME_RACE" && summary.includes("both-")),
  );
  // A chain of moves against whose order disks are handed on: they are moved first, and have their disks later.
  const isKnot = said.some(({ code }) => code === "PLAN_MOVE_KNOT");
  if (isKnot && keepsDisks(goal)) return possibleGoal(run, plan, withoutDisks(goal));
  const unclear = said.flatMap(({ code, address }) => (code.startsWith("PLAN_MOVE_") && address ? [address] : []));
  const isCircle = said.some(({ code }) => code === "PLAN_DISK_CIRCLE");
  if (lost.length === 0 && unclear.length === 0 && !isCircle) return goal;
  const settled = <T extends Place>(kind: "ScvmmMachine" | "ScvmmVirtualIP", all: readonly T[]): readonly T[] => {
    const claimed = all.filter((one) => unclear.includes(addressOf(kind, one))).flatMap(({ earlier }) => earlier);
    return all.filter((one) => !claimed.includes(`${one.namespace}/${one.name}`));
  };
  const isKept = (kind: "ScvmmMachine" | "ScvmmVirtualIP") => (one: Place) => !lost.some(({ address }) => address === addressOf(kind, one));
  const rest: Goal = {
    ...goal,
    kept: isCircle ? withoutDisks(goal).kept : goal.kept,
    machines: settled("ScvmmMachine", goal.machines.filter(isKept("ScvmmMachine"))),
    virtualIps: settled("ScvmmVirtualIP", goal.virtualIps.filter(isKept("ScvmmVirtualIP"))),
  };
  const sure = withoutDoubt(rest, said);
  if (lost.length === 0 || !isMoved) return sure;
  // What they took out may have been at the earlier address of another one, which then names it no longer, as the warning says.
  return withoutDoubt(sure, await saidOf(run, plan, sure));
}

async function saidOf(run: Run, plan: ScopePlan, goal: Goal): Promise<readonly Diagnostic[]> {
  return (await planCleanly(run, `${plan.scope}?`, plan, goal))?.diagnostics ?? [];
}
