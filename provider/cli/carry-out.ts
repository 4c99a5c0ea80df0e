import { type ApplyReport, applyPlan, type FailReason, type Planned } from "../engine/index.ts";
import { applyText } from "../report/apply-text.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import type { OnInterrupt } from "./flags.ts";
import type { Ports } from "./live.ts";
import { type Progress, showProgress } from "./progress/show-progress.ts";
import type { Screen } from "./screen.ts";

export interface Pace {
  readonly parallelism: number;
  /** Seconds; undefined leaves it to the engine. */
  readonly pollInterval?: number | undefined;
  readonly onInterrupt: OnInterrupt;
  readonly failOn?: readonly FailReason[] | undefined;
}

const RESUME =
  "To resume, run it again (a saved plan has to be made anew): what is done stays done, and what VMM still works on is found and finished.";

/** Applies a plan with its progress on the screen, and says how it ended. */
export async function carryOut(screen: Screen, planned: Planned, ports: Ports, pace: Pace): Promise<ExitCode> {
  screen.print("\n");
  const progress = showProgress(screen, planned.work.length);
  const stop = stopping(screen, progress, pace);
  let report: ApplyReport;
  try {
    report = await applyPlan(planned, ports, {
      parallelism: pace.parallelism,
      signal: screen.host.signal,
      detach: stop.detach,
      onEvent: progress.onEvent,
      failOn: pace.failOn ?? [],
      ...(pace.pollInterval === undefined ? {} : { pollIntervalMs: pace.pollInterval * 1000 }),
    });
  } finally {
    progress.stop();
    stop.release();
  }
  screen.tell(report.results.flatMap((result) => result.diagnostics));
  screen.print(applyText(report.results, screen.paper));
  // What waits because its manifest says so is no failure.
  if (report.results.every(({ state, waits }) => state === "done" || waits)) return EXIT.ok;
  if (screen.host.signal.aborted) screen.note(RESUME);
  return stop.detach.aborted ? EXIT.interrupted : EXIT.error;
}

/** What the first signal does, and what the second. */
function stopping({ host }: Screen, progress: Progress, { onInterrupt }: Pace) {
  const leaving = () => progress.note("Leaving: VMM goes on with its jobs, and nobody waits for them.");
  const waiting = () =>
    progress.note("Stopping: nothing new is started, what runs is waited for. Once more to leave VMM's jobs to themselves.");
  const second = host.claimSecondSignal();
  const first = onInterrupt === "detach" ? leaving : waiting;
  host.signal.addEventListener("abort", first);
  if (onInterrupt === "detach") second.release();
  else second.signal.addEventListener("abort", leaving);
  const release = () => {
    second.release();
    host.signal.removeEventListener("abort", first);
  };
  return { detach: onInterrupt === "detach" ? host.signal : second.signal, release };
}
