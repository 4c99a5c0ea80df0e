import type { VmmPort } from "../../../provider/engine/port.ts";
import { createVmmPort } from "../../../provider/scvmm/port.ts";
import type { Violation } from "./checks.ts";
import { foreignPart, idsOf } from "./estate-view.ts";
import { isOneByOne } from "./fault.ts";
import { Keeping } from "./keeping.ts";
import { Lineage } from "./lineage.ts";
import type { Mutant } from "./mutant.ts";
import { People } from "./people.ts";
import type { Schedule } from "./schedule.ts";
import { createSimulation, type Simulation } from "./simulation.ts";

/** A schedule as it is being run: what its stages share. */
export interface Run {
  readonly schedule: Schedule;
  readonly simulation: Simulation;
  readonly mutant: Mutant | null;
  readonly people: People;
  readonly keeping: Keeping;
  readonly lineage: Lineage;
  /** Ids of what VMM had before. */
  readonly initial: ReadonlySet<string>;
  /** What is foreign, as it was before. */
  readonly untouched: readonly string[];
  /** Through it the checks read VMM: nothing disturbs it. */
  readonly clean: VmmPort;
  /** Whether one engine alone ever changes anything of a scope at a time. */
  readonly oneByOne: boolean;
  readonly violations: Violation[];
  /** How many processes have begun. */
  processes: number;
  /** How many of them are at work. */
  alive: number;
}

export function createRun(schedule: Schedule, mutant: Mutant | null): Run {
  const simulation = createSimulation(schedule.seed, schedule.faults);
  const { world } = simulation.vmm;
  const people = new People(simulation);
  const keeping = new Keeping(world, schedule.scenario.scopes);
  const initial = idsOf(world.store);
  const run: Run = {
    schedule,
    simulation,
    mutant,
    people,
    keeping,
    lineage: new Lineage(),
    initial,
    untouched: foreignPart(world.store, initial),
    clean: createVmmPort(
      { execute: (batch) => simulation.vmm.execute(batch), close: async () => undefined },
      { server: "localhost", newId: simulation.newId },
    ),
    oneByOne: isOneByOne(schedule.faults),
    violations: [],
    processes: 0,
    alive: 0,
  };
  people.busy = () => run.alive > 0 || simulation.strays > 0;
  people.destroy = (vm, disks) => keeping.destroy(vm, disks);
  return run;
}
