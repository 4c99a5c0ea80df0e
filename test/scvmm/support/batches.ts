import type { Batch } from "../../../provider/batch/call.ts";
import type { BatchExecutor } from "../../../provider/batch/executor.ts";
import type { CallResult, Row } from "../../../provider/batch/result.ts";
import type { Operation } from "../../../provider/engine/operation.ts";
import { createVmmPort } from "../../../provider/scvmm/port.ts";

/** Sends an operation to an executor that answers every call with the objects that `found` says, and keeps the batches. */
export async function batchesOf(operation: Operation, found: (id: string) => number): Promise<readonly Batch[]> {
  const batches: Batch[] = [];
  const row = (length: number) => ["11111111-2222-3333-4444-555555555555", ...Array.from({ length: length - 1 }, () => null)];
  const executor: BatchExecutor = {
    execute: async (batch) => {
      batches.push(batch);
      const results = batch.map((call): CallResult => {
        const count = found(call.id);
        const rows = Array.from({ length: count }, () => row(call.project?.length ?? 1));
        return { id: call.id, state: "done", count, ...(call.project ? { rows } : {}) };
      });
      return { format: 1, results };
    },
    close: async () => {},
  };
  await createVmmPort(executor, { server: "vmm" }).run(operation);
  return batches;
}

/** Answers what an adapter's change asks, so that it goes on to its next batches; `missing`: there is no adapter yet. */
export function adapterExecutor(missing: boolean): BatchExecutor & { readonly batches: Batch[] } {
  const batches: Batch[] = [];
  const id = "11111111-2222-3333-4444-555555555555";
  return {
    batches,
    execute: async (batch) => {
      batches.push(batch);
      const results = batch.map((call): CallResult => {
        const there = call.id !== "held" && !(missing && call.id === "adapter");
        const rows = there && call.project ? [[id, "Dynamic", null, "99999999-2222-3333-4444-555555555555", null]] : [];
        return { id: call.id, state: "done", count: there ? 1 : 0, ...(call.project ? { rows } : {}) };
      });
      return { format: 1, results };
    },
    close: async () => {},
  };
}

/** Answers what a move asks, with a host that fits, so that it goes on to the move itself. */
export function moveExecutor(): BatchExecutor & { readonly batches: Batch[] } {
  const batches: Batch[] = [];
  const id = "11111111-2222-3333-4444-555555555555";
  const rows: Readonly<Record<string, Row>> = {
    vm: ["All Hosts\\East\\web-1", id, null],
    group: ["All Hosts\\West"],
    cloud: [["All Hosts\\West"]],
    ratings: [id, "host", ["D:\\VMs"], null, 5, 1024, [], []],
  };
  return {
    batches,
    execute: async (batch) => {
      batches.push(batch);
      const results = batch.map((call): CallResult => ({ id: call.id, state: "done", count: 1, rows: [rows[call.id] ?? []] }));
      return { format: 1, results };
    },
    close: async () => {},
  };
}
