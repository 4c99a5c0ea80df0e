import { isCmdletCall } from "../batch/build.ts";
import type { Batch } from "../batch/call.ts";
import { BatchError, type BatchExecutor } from "../batch/executor.ts";
import type { BatchReply } from "../batch/result.ts";
import type { CallFacts, End, EndpointObserver, Verdict } from "../observe/index.ts";

/** An executor that tells of every batch: its cmdlets by name and number, never their parameters. */
export function observedExecutor(executor: BatchExecutor, observer: EndpointObserver): BatchExecutor {
  return {
    execute: (batch, signal) => observer.call(factsOf(batch), () => executor.execute(batch, signal), verdict),
    close: () => executor.close(),
  };
}

/** A batch that writes is named after the first cmdlet that does, one that only reads after its first. */
function factsOf(batch: Batch): CallFacts {
  const names = batch.filter(isCmdletCall).map(({ cmdlet }) => cmdlet);
  const cmdlets: Record<string, number> = {};
  for (const name of names) cmdlets[name] = (cmdlets[name] ?? 0) + 1;
  return { operation: names.find((name) => !name.startsWith("Get-")) ?? names[0] ?? "none", cmdlets };
}

function verdict(end: End<BatchReply>): Verdict {
  if ("error" in end) {
    const { error } = end;
    return error instanceof BatchError ? { outcome: error.outcome, errors: [error.code] } : { outcome: "unknown", errors: ["INTERNAL"] };
  }
  const errors = end.result.results.flatMap(({ error }) => (error ? [`VMM_${error.number ?? "OTHER"}`] : []));
  return { outcome: errors.length === 0 ? "ok" : "failed", errors };
}
