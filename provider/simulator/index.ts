/** A simulated SCVMM: on the wire, or in this process for tests. */
export { type Clock, type HandClock, handClock, runningClock, steppingClock } from "./clock.ts";
export { type DefaultEstateOptions, defaultEstate } from "./estate/default-estate.ts";
export { type Estate, EstateError, type EstateFile, parseEstate } from "./estate/estate.ts";
export { simulatedExecutor } from "./executor.ts";
export type { Fault, FaultError } from "./faults.ts";
export { type Simulator, type SimulatorOptions, startSimulator } from "./start-simulator.ts";
export { createVmm, type Vmm, type VmmOptions } from "./vmm.ts";
