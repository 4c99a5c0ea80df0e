import { isCmdletCall } from "../batch/build.ts";
import type { Batch } from "../batch/call.ts";
import { BatchError, type BatchExecutor } from "../batch/executor.ts";

/** An executor that cannot write, whatever it is asked: it refuses a batch with any cmdlet that is no getter. */
export function readOnly(executor: BatchExecutor): BatchExecutor {
  return {
    execute: async (batch, signal) => {
      const writer = writerIn(batch);
      if (writer !== undefined) throw new BatchError("not-run", "VMM_READ_ONLY", `This connection only reads; "${writer}" was refused`);
      return executor.execute(batch, signal);
    },
    close: () => executor.close(),
  };
}

/** Whether nothing in a batch can change anything, so that it may be carried out twice. */
export function isReadOnly(batch: Batch): boolean {
  return writerIn(batch) === undefined;
}

function writerIn(batch: Batch): string | undefined {
  return batch.filter(isCmdletCall).find(({ cmdlet, job }) => job || !cmdlet.startsWith("Get-"))?.cmdlet;
}
