import type { Operation, Outcome } from "../../../provider/engine/operation.ts";
import type { VmmPort } from "../../../provider/engine/port.ts";

export type Tamper = (operation: Operation, count: number, run: () => Promise<Outcome>) => Promise<Outcome>;

/** The port with every operation counted and passed through `tamper`. */
export function tampered(port: VmmPort, tamper: Tamper): VmmPort & { count: number } {
  const own = {
    ...port,
    count: 0,
    run: (operation: Operation) => {
      own.count++;
      return tamper(operation, own.count, () => port.run(operation));
    },
  };
  return own;
}

export const dead: Extract<Outcome, { state: "failed" }> = {
  state: "failed",
  diagnostic: { code: "CRASHED", severity: "error", summary: "the process is gone" },
};
export const lost: Outcome = { state: "unknown", diagnostic: { code: "LOST", severity: "error", summary: "the answer was lost" } };

/** A process that is gone does not wait for the job of its last operation either. */
export function unwatched(crashing: VmmPort & { count: number }, port: VmmPort, last: number): VmmPort {
  const pollJobs: VmmPort["pollJobs"] = async (ids) => (crashing.count < last ? port.pollJobs(ids) : neverEnding(ids, port, crashing));
  return { ...crashing, pollJobs };
}

/** Polls of a process that is gone: reported as failed, so that the run under test ends. */
async function neverEnding(ids: readonly string[], port: VmmPort, { count }: { count: number }) {
  if (count === 0) return port.pollJobs(ids);
  return ids.map((id) => ({
    id,
    state: "failed" as const,
    progress: 0,
    name: "unwatched",
    resultObjectId: null,
    diagnostic: dead.diagnostic,
    transient: false,
  }));
}
