import type { DynamicMemory, MachineOptions } from "../../engine/operation.ts";
import { accepted } from "./carrier.ts";

const CHECKPOINT_TYPES = ["Disabled", "Production", "ProductionOnly", "Standard"] as const;
const START_ACTIONS = ["NeverAutoTurnOnVM", "AlwaysAutoTurnOnVM", "TurnOnVMIfRunningWhenVSStopped"] as const;
const STOP_ACTIONS = ["SaveVM", "TurnOffVM", "ShutdownGuestOS"] as const;

/** Parameters of New- and Set-SCVirtualMachine; null and undefined leave a property as it is. */
export function optionParameters(options: Partial<MachineOptions>) {
  const { checkpointType, startAction, stopAction, cpuLimitForMigration, cpuLimitFunctionality } = options;
  return {
    CheckpointType: checkpointType ? accepted("type of checkpoints", CHECKPOINT_TYPES, checkpointType) : undefined,
    StartAction: startAction ? accepted("start action", START_ACTIONS, startAction) : undefined,
    StopAction: stopAction ? accepted("stop action", STOP_ACTIONS, stopAction) : undefined,
    CPULimitForMigration: cpuLimitForMigration ?? undefined,
    CPULimitFunctionality: cpuLimitFunctionality ?? undefined,
  };
}

/** undefined leaves dynamic memory as it is, null switches it off. */
export function dynamicMemoryParameters(dynamic: DynamicMemory | null | undefined) {
  return {
    DynamicMemoryEnabled: dynamic === undefined ? undefined : dynamic !== null,
    DynamicMemoryMinimumMB: dynamic?.minimumMb,
    DynamicMemoryMaximumMB: dynamic?.maximumMb,
    DynamicMemoryBufferPercentage: dynamic?.bufferPercentage ?? undefined,
  };
}
