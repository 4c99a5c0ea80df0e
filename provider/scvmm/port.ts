import { BatchError, type BatchExecutor, type ScriptRunner } from "../batch/executor.ts";
import type { Operation, Outcome } from "../engine/operation.ts";
import type { VmmPort, VmmReader } from "../engine/port.ts";
import { DiagnosticError } from "../model/diagnostic.ts";
import { inventoryBatch, readInventory } from "./inventory.ts";
import { jobsBatch, readJobs } from "./jobs.ts";
import { diagnosticOf, lost } from "./lost.ts";
import type { Step } from "./operations/carrier.ts";
import { firstStep } from "./operations/table.ts";
import { preflightBatch, readPreflight } from "./preflight.ts";
import { readMachines } from "./read-machines.ts";
import { readOnly } from "./read-only.ts";
import { resultsOf } from "./results.ts";
import { runHook } from "./run-hook.ts";

export interface PortOptions {
  /** The VMM server as the session reaches it: a host name, or `localhost` on the server itself. */
  readonly server: string;
  /** Of what operations make under a name of their own, such as temporary templates. Default: a random Guid. */
  readonly newId?: () => string;
}

/** Reads VMM and cannot write: its executor refuses anything but getters. */
export function createReader(executor: BatchExecutor, options: PortOptions): VmmReader {
  const getters = readOnly(executor);
  return {
    readInventory: async (signal) => {
      const batch = inventoryBatch(options.server);
      return readInventory(batch, await getters.execute(batch, signal).catch(rethrow));
    },
    readPreflight: async (questions, signal) => {
      const batch = preflightBatch(questions);
      if (batch.length === 0) return readPreflight(questions, batch, { format: 1, results: [] });
      return readPreflight(questions, batch, await getters.execute(batch, signal).catch(rethrow));
    },
    readMachines: (ids, signal) => readMachines(ids, (batch) => getters.execute(batch, signal).catch(rethrow)),
    close: () => getters.close(),
  };
}

/** The engine's port on top of anything that runs batches. `pollJobs` throws DiagnosticError when VMM cannot be asked. */
export function createVmmPort(executor: BatchExecutor & Partial<ScriptRunner>, options: PortOptions): VmmPort {
  return {
    ...createReader(executor, options),
    run: (operation, signal) => run(executor, operation, options, signal),
    runHook: (hook, signal) => runHook(executor, options.server, hook, signal),
    pollJobs: async (ids, signal) => {
      if (ids.length === 0) return [];
      const batch = jobsBatch(ids);
      return readJobs(ids, batch, await executor.execute(batch, signal).catch(rethrow));
    },
  };
}

/** 1. make the batch: a value that VMM cannot take fails here  2. send it and read the reply, as often as the operation needs. */
async function run(
  executor: BatchExecutor,
  operation: Operation,
  { newId }: PortOptions,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  let state: "failed" | "unknown" = "failed";
  try {
    let next: Outcome | Step = firstStep(operation, newId);
    while ("batch" in next) {
      const reply = await executor.execute(next.batch, signal);
      state = "unknown";
      next = next.read(resultsOf(next.batch, reply));
    }
    return next;
  } catch (error) {
    if (error instanceof BatchError) return lost(error);
    // A reply that is not understood leaves open what has happened.
    if (error instanceof DiagnosticError && error.diagnostics[0]) return { state, diagnostic: error.diagnostics[0] };
    throw error;
  }
}

function rethrow(error: unknown): never {
  throw error instanceof BatchError ? new DiagnosticError([diagnosticOf(error)]) : error;
}
