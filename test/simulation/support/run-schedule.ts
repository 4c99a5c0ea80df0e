import { applyAtLast } from "./apply-at-last.ts";
import { arrive } from "./arrive.ts";
import { checkEnd } from "./check-end.ts";
import { checkForeign } from "./check-foreign.ts";
import type { Violation } from "./checks.ts";
import { addressOf } from "./loaded.ts";
import type { Mutant } from "./mutant.ts";
import { settle } from "./people.ts";
import { createRun, type Run } from "./run.ts";
import { runRound } from "./run-round.ts";
import type { Goal } from "./scenario.ts";
import type { Schedule } from "./schedule.ts";
import { Overdue, Stalled } from "./scheduler.ts";
import type { Trace } from "./trace.ts";

export interface ScheduleResult {
  readonly violations: readonly Violation[];
  readonly trace: Trace;
}

const MOST_VIRTUAL_MS = 24 * 3_600_000;

/** Runs a schedule to its end. Never throws for what the engine does. */
export async function runSchedule(schedule: Schedule, mutant: Mutant | null = null): Promise<ScheduleResult> {
  const run = createRun(schedule, mutant);
  const { violations, simulation } = run;
  const { trace } = simulation;
  try {
    await simulation.scheduler.run(runAll(run), MOST_VIRTUAL_MS);
  } catch (error) {
    if (error instanceof Stalled || error instanceof Overdue) violations.push(`HANGS ${error.message}`);
    else violations.push(`THROWN ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  for (const violation of violations) trace.add("check", violation);
  return { violations, trace };
}

/**
 * 1. Round by round: each scope's process, a twin where there is one, and what disturbs them.
 * 2. Everything that is still on its way arrives; people settle what only they can.
 * 3. Without faults, each scope in turn: one apply does all, and the plan after it is empty.
 * 4. Nothing is there twice, left over, lost, or touched that is foreign.
 */
async function runAll(run: Run): Promise<void> {
  const { simulation, people, keeping } = run;
  const { scenario, faults } = run.schedule;
  for (let round = 0; round < scenario.rounds; round++)
    await runRound(
      run,
      round,
      faults.filter((fault) => fault.round === round),
    );
  await arrive(simulation);
  simulation.harms.begin(-1);
  await settle(simulation, people);
  keeping.settle();
  await arrive(simulation);
  simulation.trace.add("final", "no faults any more");
  // Two engines may have finished one machine twice: to be rid of one is a deletion, which people have to allow.
  if (!run.oneByOne || simulation.overlapped)
    simulation.mayGo = scenario.scopes.flatMap(({ goals }) =>
      goals.flatMap(({ machines }) => machines.map((machine) => addressOf("ScvmmMachine", machine))),
    );
  const held: Goal[] = [];
  for (const plan of scenario.scopes) held.push(await applyAtLast(run, plan));
  await arrive(simulation);
  await checkEnd(run, held);
  await checkForeign(run);
}
