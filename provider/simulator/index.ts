/** A simulated SCVMM: on the wire, or in this process for tests. */
export { type Clock, type HandClock, handClock, runningClock, steppingClock } from "./clock.ts";
export { type DefaultEstateOptions, defaultEstate } from "./estate/default-estate.ts";
export { type Estate, EstateError, type EstateFile, parseEstate } from "./estate/estate.ts";
export { simulatedExecutor } from "./executor.ts";
export type { Fault, FaultError } from "./faults.ts";
export { EngineError, type EngineProblem } from "./powershell/module-folder.ts";
export type { PowerShellOptions } from "./powershell/power-shell.ts";
export { type Simulator, type SimulatorOptions, startSimulator } from "./start-simulator.ts";
export { type BoundCall, type CmdletResult, createVmm, type Vmm, type VmmOptions } from "./vmm.ts";
