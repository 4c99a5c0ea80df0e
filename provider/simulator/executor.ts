import type { Batch } from "../batch/call.ts";
import { BatchError, type BatchExecutor } from "../batch/executor.ts";
import type { BatchReply } from "../batch/result.ts";
import { withSecretsAs } from "../batch/secret-value.ts";
import type { Vmm } from "./vmm.ts";

/** Runs batches on a simulated VMM in this process, without a wire. What goes in and out is copied, as a wire would. */
export function simulatedExecutor(vmm: Vmm): BatchExecutor {
  let closed = false;
  return {
    execute: async (batch, signal) => {
      if (closed) throw new BatchError("not-run", "SIMULATOR_CLOSED", "The simulator has been closed.");
      if (signal?.aborted)
        throw new BatchError("not-run", "SIMULATOR_ABORTED", "The batch was given up before it ran.", undefined, { cause: signal.reason });
      try {
        return structuredClone(await vmm.execute(copyOf(batch), signal)) as BatchReply;
      } catch (error) {
        if (!signal?.aborted) throw error;
        throw new BatchError("unknown", "SIMULATOR_ABORTED", "The batch was given up while it ran.", undefined, { cause: error });
      }
    },
    close: async () => {
      closed = true;
    },
  };
}

const copyOf = (batch: Batch): Batch =>
  withSecretsAs(batch, {
    text: ($secret) => ({ $secret }),
    credential: ($username, $password) => ({ $username, $password }),
  }) as Batch;
