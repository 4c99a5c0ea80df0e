import type { Fault } from "./fault.ts";
import type { Run } from "./run.ts";
import { runProcess } from "./run-process.ts";

/** Each scope's process, a twin where there is one, and what disturbs them: all at once, to the end of the last. `faults`: of this round. */
export async function runRound(run: Run, round: number, faults: readonly Fault[]): Promise<void> {
  const { harms, trace } = run.simulation;
  harms.begin(round);
  trace.add("round", `${round + 1}`);
  const wires = faults.filter((fault) => fault.kind === "wire");
  const processes: Promise<void>[] = [];
  const start = (scope: number, afterMs: number): void => {
    const index = processes.length;
    const ofProcess = wires.filter(({ process }) => process === index);
    processes.push(runProcess(run, { round, scope, afterMs, faults: ofProcess }));
  };
  for (const index of run.schedule.scenario.scopes.keys()) {
    const delay = faults.find((fault) => fault.kind === "delay" && fault.scope === index);
    start(index, delay?.kind === "delay" ? delay.afterMs : 0);
  }
  const others = faults.map((fault) => disturb(run, fault));
  for (const fault of faults) if (fault.kind === "twin") start(fault.scope, fault.afterMs);
  await Promise.all([...processes, ...others]);
}

async function disturb({ simulation, people }: Run, fault: Fault): Promise<void> {
  const { scheduler, harms, trace, vmm } = simulation;
  if (fault.kind === "people") {
    await scheduler.sleep(fault.afterMs);
    await people.do(fault.deed, fault.more);
  } else if (fault.kind === "restart") {
    await scheduler.sleep(fault.afterMs);
    trace.add("VMM", "restarts");
    simulation.meddling++;
    harms.down = true;
    vmm.restart();
    for (const session of simulation.sessions) session.abort();
    people.foreignDeeds.push({ at: scheduler.now(), act: async (twin) => twin.restart() });
    await scheduler.sleep(fault.downMs);
    harms.down = false;
    trace.add("VMM", "is back");
  }
}
