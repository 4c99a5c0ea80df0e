import type { Operation } from "../../../provider/engine/operation.ts";
import { checkReport, checkSingles } from "./checks.ts";
import { type ProcessEnd, startProcess } from "./engine-process.ts";
import type { Fault } from "./fault.ts";
import { planCleanly } from "./plan-cleanly.ts";
import type { Run } from "./run.ts";
import { type Goal, manifestsOf, type ScopePlan } from "./scenario.ts";
import { checkShutdown } from "./shutdown-rule.ts";

export interface ProcessInRound {
  readonly round: number;
  /** Index of the scope. */
  readonly scope: number;
  readonly afterMs: number;
  readonly faults: readonly Extract<Fault, { kind: "wire" }>[];
}

/** A process of a scope in a round, to its end or its death, and what can be demanded of it as soon as it has ended. */
export async function runProcess(run: Run, { round, scope, afterMs, faults }: ProcessInRound): Promise<void> {
  const { simulation, people, violations } = run;
  const { scheduler } = simulation;
  const plan = run.schedule.scenario.scopes[scope] as ScopePlan;
  const goal = plan.goals[round] as Goal;
  const number = run.processes++;
  await scheduler.sleep(afterMs);
  const manifests = manifestsOf(goal, plan);
  const name = `${plan.scope}-${number}`;
  const before = simulation.meddling;
  people.forgetWhatStillStops();
  const { strays, quietFrom } = simulation;
  const alone = run.alive === 0 && strays === 0 && scheduler.now() >= quietFrom;
  if (strays > 0) simulation.overlapped = true;
  run.alive++;
  if (!alone) simulation.meddling++;
  const watch = (operation: Operation): void => {
    const { store } = simulation.vmm.world;
    run.lineage.note(store, operation, plan.scope, goal);
    if (run.oneByOne) violations.push(...checkShutdown(operation, store, plan.scope, manifests, scheduler.now()));
  };
  const options = { name, scope: plan.scope, manifests, faults, stream: 100 + number, mutant: run.mutant, watch };
  const end = await startProcess(simulation, options);
  run.alive--;
  run.keeping.note(round);
  if (run.oneByOne && !simulation.overlapped) violations.push(...checkSingles(simulation.vmm.world.store, name));
  if (end.state !== "ended") return;
  violations.push(...checkReport(end, name));
  if (alone && before === simulation.meddling && scheduler.now() > simulation.harms.lagUntil) await demandTruth(run, end, name, plan, goal);
}

/** Nobody else was at work: what was told as done is done. */
async function demandTruth(
  run: Run,
  end: Extract<ProcessEnd, { state: "ended" }>,
  name: string,
  plan: ScopePlan,
  goal: Goal,
): Promise<void> {
  const again = await planCleanly(run, `${name}?`, plan, goal);
  const open = new Map(again?.plan.changes.flatMap(({ action, address, cause }) => (action === "none" ? [] : [[address, cause] as const])));
  for (const { address, state } of end.report.results)
    if (state === "done" && open.has(address)) run.violations.push(`UNTRUE ${name}: ${address} was told as done, but ${open.get(address)}`);
}
