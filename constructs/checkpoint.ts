import type { Construct } from "constructs";
import { Checkpoint, type CheckpointConfig } from "./bindings/checkpoint.generated.ts";
import { checkAtSynth } from "./check-at-synth.ts";
import type { ScvmmVirtualMachine } from "./virtual-machine.ts";

/** Everything that `scvmm_checkpoint` has; the name is the construct's id unless it is given. */
export interface ScvmmCheckpointProps extends Omit<CheckpointConfig, "virtualMachineId" | "virtualMachineName"> {
  readonly machine: ScvmmVirtualMachine;
}

/** A checkpoint of a machine, taken when it is deployed and merged when it is destroyed. */
export class ScvmmCheckpoint extends Checkpoint {
  constructor(scope: Construct, id: string, { machine, ...props }: ScvmmCheckpointProps) {
    super(scope, id, { name: id, ...props, virtualMachineId: machine.id });
    checkAtSynth(this, ScvmmCheckpoint, props, () => this.synthesizeAttributes());
  }
}
