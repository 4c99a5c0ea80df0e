import type { BatchExecutor } from "../../../provider/batch/executor.ts";
import type { Planned } from "../../../provider/engine/plan-changes.ts";
import type { VmmPort } from "../../../provider/engine/port.ts";
import type { Manifests } from "../../../provider/model/manifests.ts";
import type { Simulation } from "./simulation.ts";

/** An engine with one thing done wrong, through the seams that it has anyway. */
export interface Mutant {
  readonly name: string;
  /** What somebody might have forgotten. */
  readonly wrong: string;
  readonly port?: (port: VmmPort, simulation: Simulation) => VmmPort;
  readonly executor?: (executor: BatchExecutor) => BatchExecutor;
  /** What the engine takes the manifests for. */
  readonly manifests?: (manifests: Manifests) => Manifests;
  /** What apply takes the plan for. */
  readonly planned?: (planned: Planned) => Planned;
}
