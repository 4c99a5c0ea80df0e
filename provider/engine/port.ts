import type { Id, Inventory, VmDetails } from "./inventory.ts";
import type { JobReport, Operation, Outcome } from "./operation.ts";
import type { PreflightAnswers, PreflightQuestions } from "./preflight/contract.ts";
import type { Hook } from "./work.ts";

/** Reading VMM. Drift gets no more than this, so that it cannot write. */
export interface VmmReader {
  /** A constant number of round trips, whatever the number of VMs. Throws DiagnosticError when the state cannot be read. */
  readInventory(signal?: AbortSignal): Promise<Inventory>;
  /** In one round trip, whatever the number of questions. What VMM does not answer is told; throws DiagnosticError when nothing came back. */
  readPreflight(questions: PreflightQuestions, signal?: AbortSignal): Promise<PreflightAnswers>;
  /** Details of VMs that need not be ours, for those who look at what nobody manages yet; VMs that are gone are left out. */
  readMachines(ids: readonly Id[], signal?: AbortSignal): Promise<readonly VmDetails[]>;
  close(): Promise<void>;
}

/** The engine's only way to VMM. */
export interface VmmPort extends VmmReader {
  /** Carries out one operation, or starts it. Never throws for what VMM or the wire answers: that is an Outcome. */
  run(operation: Operation, signal?: AbortSignal): Promise<Outcome>;
  /** Runs a function of people's own to its end, as a command of its own. Never throws for what comes of it. */
  runHook(hook: Hook, signal?: AbortSignal): Promise<Outcome>;
  /** The state of all these jobs in one round trip. A job that VMM no longer knows is reported failed. */
  pollJobs(ids: readonly Id[], signal?: AbortSignal): Promise<readonly JobReport[]>;
}
