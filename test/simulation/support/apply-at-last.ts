import { checkConvergence, checkReport } from "./checks.ts";
import { startProcess } from "./engine-process.ts";
import { possibleGoal } from "./possible-goal.ts";
import type { Run } from "./run.ts";
import { type Goal, lastWish, manifestsOf, type ScopePlan } from "./scenario.ts";

const RACES: ReadonlySet<string> = new Set(["APPLY_NAME_RACE", "VMM_TAKEN"]);

/** One apply, which nothing disturbs, does all that the scope wants in the end. Gives what it then holds. */
export async function applyAtLast(run: Run, plan: ScopePlan): Promise<Goal> {
  const last = lastWish(plan.goals.at(-1) as Goal);
  const goal = await possibleGoal(run, plan, last);
  const end = await applyCleanly(run, plan, goal);
  // Of two scopes that want one name each may have what is left of a failed creation of it: the first one learns by applying that it loses.
  if (end === "lost-name") {
    const rest = await possibleGoal(run, plan, last);
    await applyCleanly(run, plan, rest);
    return rest;
  }
  // A guest that was renamed as it started never tells the name that is waited for: its data goes with the apply that follows.
  if (end === "unseen") await applyCleanly(run, plan, goal);
  return goal;
}

async function applyCleanly(
  { simulation, mutant, violations }: Run,
  plan: ScopePlan,
  goal: Goal,
): Promise<"done" | "unseen" | "lost-name"> {
  const name = `${plan.scope}-final`;
  const manifests = manifestsOf(goal, plan);
  const end = await startProcess(simulation, { name, scope: plan.scope, manifests, faults: [], stream: 99, mutant });
  if (end.state !== "ended") {
    violations.push(`CONVERGES ${name} ${end.state}`);
    return "done";
  }
  const told = end.report.results.flatMap(({ diagnostics }) => diagnostics);
  if (told.some(({ code, summary }) => RACES.has(code) && summary.includes("both-"))) return "lost-name";
  violations.push(...checkReport(end, name), ...checkConvergence(end, name));
  return told.some(({ code }) => code === "APPLY_GUEST_NOT_SEEN") ? "unseen" : "done";
}
