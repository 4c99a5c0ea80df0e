import { type ApplyReport, applyPlan, type Planned } from "../engine/index.ts";
import { applyText } from "../report/apply-text.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import type { Ports } from "./live.ts";
import { showProgress } from "./progress/show-progress.ts";
import type { Screen } from "./screen.ts";

export interface Pace {
  readonly parallelism: number;
  /** Seconds; undefined leaves it to the engine. */
  readonly pollInterval: number | undefined;
}

/** Applies a plan with its progress on the screen, and says how it ended. */
export async function carryOut(screen: Screen, planned: Planned, ports: Ports, { parallelism, pollInterval }: Pace): Promise<ExitCode> {
  screen.print("\n");
  const progress = showProgress(screen, planned.work.length);
  const onAbort = () => progress.note("Stopping: nothing new is started, what runs is waited for. Once more to leave at once.");
  screen.host.signal.addEventListener("abort", onAbort);
  let report: ApplyReport;
  try {
    report = await applyPlan(planned, ports, {
      parallelism,
      signal: screen.host.signal,
      onEvent: progress.onEvent,
      ...(pollInterval === undefined ? {} : { pollIntervalMs: pollInterval * 1000 }),
    });
  } finally {
    progress.stop();
    screen.host.signal.removeEventListener("abort", onAbort);
  }
  screen.tell(report.results.flatMap((result) => result.diagnostics));
  screen.print(applyText(report.results, screen.paper));
  // What waits because its manifest says so is no failure.
  return report.results.every(({ state, waits }) => state === "done" || waits) ? EXIT.ok : EXIT.error;
}
