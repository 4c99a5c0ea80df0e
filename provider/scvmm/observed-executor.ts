import { isCmdletCall } from "../batch/build.ts";
import type { Batch } from "../batch/call.ts";
import { BatchError, type BatchExecutor, type ScriptRunner } from "../batch/executor.ts";
import type { BatchReply } from "../batch/result.ts";
import type { CallFacts, End, EndpointObserver, Verdict } from "../observe/index.ts";

type Executor = BatchExecutor & Partial<ScriptRunner>;

/** An executor that tells of every batch: its cmdlets by name and number, never their parameters. Of scripts it tells that they ran. */
export function observedExecutor(executor: Executor, observer: EndpointObserver): Executor {
  const { runScript } = executor;
  return {
    execute: (batch, signal) => observer.call(factsOf(batch), () => executor.execute(batch, signal), verdict),
    ...(runScript && {
      runScript: (...given) => observer.call({ operation: "script", cmdlets: {} }, () => runScript.apply(executor, given), scriptVerdict),
    }),
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

const scriptVerdict = (end: End<void>): Verdict => ("error" in end ? verdictOn(end.error) : { outcome: "ok", errors: [] });

function verdictOn(error: unknown): Verdict {
  return error instanceof BatchError ? { outcome: error.outcome, errors: [error.code] } : { outcome: "unknown", errors: ["INTERNAL"] };
}

function verdict(end: End<BatchReply>): Verdict {
  if ("error" in end) return verdictOn(end.error);
  const errors = end.result.results.flatMap(({ error }) => (error ? [`VMM_${error.number ?? "OTHER"}`] : []));
  return { outcome: errors.length === 0 ? "ok" : "failed", errors };
}
