import { isCmdletCall } from "../../../provider/batch/build.ts";
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

/** Grants whatever an adapter's change asks; what it holds beside is `held`, "" for nothing; `missing`: there is no adapter. */
export function adapterExecutor(missing: boolean, held: string): BatchExecutor & { readonly batches: Batch[] } {
  const batches: Batch[] = [];
  const id = "11111111-2222-3333-4444-555555555555";
  const absent = (call: Batch[number]): boolean => {
    if (call.id === "adapter") return missing;
    return call.id.startsWith("there") || (call.id === "held" && (held === "" || isOfMac(call)));
  };
  const answer = (call: Batch[number]): CallResult => {
    const row = isOfMac(call) ? ["00:1D:D8:00:00:01"] : [id, call.id === "held" ? held : "10.0.0.8"];
    const rows = absent(call) ? [] : [row];
    return { id: call.id, state: "done", count: rows.length, ...(call.project ? { rows } : {}) };
  };
  return {
    batches,
    execute: async (batch) => {
      batches.push(batch);
      return { format: 1, results: batch.map(answer) };
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

const isOfMac = (call: Batch[number]): boolean => isCmdletCall(call) && call.cmdlet.endsWith("SCMACAddress");
