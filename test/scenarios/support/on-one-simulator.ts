import { afterAll, beforeAll } from "vitest";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../../provider/simulator/index.ts";
import { type Ran, type Setting, scvmm } from "../../cli/fake-host.ts";
import { BuiltCli, environmentOf } from "./built-cli.ts";

/** The command, built and as it is, and one simulator for all tests of a file; there from the first `beforeAll` on. */
export interface Stage {
  /** In a process of its own: for what the process is about (exit codes, streams, signals). A start costs half a second of processor. */
  readonly cli: BuiltCli;
  /** In this process, pointed at the simulator. */
  readonly run: (argv: readonly string[], setting?: Setting) => Promise<Ran>;
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
    run: (argv, setting = {}) => scvmm(argv, { ...setting, environment: { ...environmentOf(simulator), ...setting.environment } }),
    get simulator() {
      return simulator;
    },
    get environment() {
      return environmentOf(simulator);
    },
  };
}
