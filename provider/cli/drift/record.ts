import { driftKinds } from "../../model/drift.ts";
import type { LookOutcome } from "../../observe/index.ts";
import { unmanagedCount } from "../../report/drift/summary.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import type { Screen } from "../screen.ts";
import type { Look } from "./look.ts";

const OUTCOMES: Readonly<Partial<Record<ExitCode, LookOutcome>>> = {
  [EXIT.ok]: "in-sync",
  [EXIT.changes]: "drift",
  [EXIT.unreadable]: "unreadable",
};

/** `failures`: looks in a row that could not read VMM, this one included. */
export function recordEnd({ observation }: Screen, code: ExitCode, failures: number): void {
  observation.drift.ended(OUTCOMES[code] ?? "error", failures);
}

export function recordLook({ observation }: Screen, { report, facts, code }: Look): void {
  const { summary, coverage } = report;
  const { checked, inSync, drifted, unchecked, ignored } = summary;
  observation.drift.record({
    scope: report.scope,
    items: { ...Object.fromEntries(driftKinds.map((kind) => [kind, summary[kind]])), ignored },
    objects: { checked, in_sync: inSync, drifted, unchecked },
    vms: { managed: coverage.managed, others: coverage.others, unmanaged: unmanagedCount(report) },
    at: facts.at,
    durationMs: facts.durationMs,
    complete: code === EXIT.ok || code === EXIT.changes,
  });
}
