import type { BatchExecutor } from "../../../provider/batch/executor.ts";
import type { VmmPort } from "../../../provider/engine/port.ts";
import type { Simulation } from "./simulation.ts";

/** An engine with one thing done wrong, through the seams that it has anyway. */
export interface Mutant {
  readonly name: string;
  /** What somebody might have forgotten. */
  readonly wrong: string;
  readonly port?: (port: VmmPort, simulation: Simulation) => VmmPort;
  readonly executor?: (executor: BatchExecutor) => BatchExecutor;
}
