import { dice } from "./dice.ts";
import { drawFaults, type Fault } from "./fault.ts";
import { drawScenario, type Scenario } from "./scenario.ts";

/** All that a run depends on: the same schedule gives the same run. */
export interface Schedule {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly faults: readonly Fault[];
}

export function drawSchedule(seed: number): Schedule {
  const scenario = drawScenario(seed);
  return { seed, scenario, faults: drawFaults(scenario, dice(seed, 2)) };
}
