import { afterAll, beforeAll } from "vitest";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../../provider/simulator/index.ts";
import { BuiltCli, environmentOf } from "./built-cli.ts";

/** The built command and one simulator for all tests of a file; there from the first `beforeAll` on. */
export interface Stage {
  readonly cli: BuiltCli;
  readonly simulator: Simulator;
  /** What points the command at the simulator. */
  readonly environment: Record<string, string>;
}

export function onOneSimulator(options: SimulatorOptions): Stage {
  const cli = new BuiltCli();
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator(options);
  });
  afterAll(async () => {
    await simulator.close();
    cli.remove();
  });
  return {
    cli,
    get simulator() {
      return simulator;
    },
    get environment() {
      return environmentOf(simulator);
    },
  };
}
