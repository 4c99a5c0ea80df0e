import { BatchError } from "../../../batch/executor.ts";
import { type Check, milliseconds, ok, rounded, warning } from "../check.ts";
import { notRun } from "./vmm.ts";

const CALLS = 5;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Calls that do nothing, in the session that is open by now. */
export const latencyCheck: Check = {
  id: "latency",
  title: "Latency",
  async examine({ server, slowMs, signal }, { executor, connectMs }) {
    const durations: number[] = [];
    try {
      for (let n = 0; n < CALLS; n++) {
        const started = performance.now();
        await executor?.execute([], signal);
        durations.push(rounded(performance.now() - started));
      }
    } catch (error) {
      if (!(error instanceof BatchError)) throw error;
      return notRun(error, server);
    }
    const callMs = median(durations);
    const facts = { connectMs, callMs, callsMs: durations };
    const summary = `a warm call takes ${milliseconds(callMs)}, a connection ${milliseconds(connectMs)}`;
    if (callMs <= slowMs) return ok(summary, facts);
    return warning(
      summary,
      facts,
      connectMs > callMs / 10
        ? "The way to the host is long: a call waits for two requests."
        : "The way is short, so that it is the host that is slow: PowerShell or VMM has too little CPU or memory, or too much to do.",
      "Run scvmm nearer to VMM, or name a host near to it in execHosts.",
      "See the load of the host: Get-Counter '\\Processor(_Total)\\% Processor Time'",
    );
  },
};
