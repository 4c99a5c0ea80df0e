import type { ReadingConnection } from "../../connect/connect.ts";
import { detectDrift, ignoreDrift } from "../../engine/index.ts";
import type { DriftReport } from "../../model/drift.ts";
import type { IgnoreRule } from "../../model/ignore-rule.ts";
import type { DriftFacts } from "../../report/drift/facts.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import type { ManifestFlags } from "../flags.ts";
import type { Connections } from "../live.ts";
import type { Screen } from "../screen.ts";
import { UnreadableError } from "../unreadable-error.ts";
import { loadPartly } from "./load-drift.ts";

export interface LookFlags extends ManifestFlags {
  readonly ignore: readonly IgnoreRule[];
  readonly unmanaged?: boolean;
}

export interface Look {
  readonly report: DriftReport;
  readonly facts: DriftFacts;
  readonly code: ExitCode;
}

/**
 * One look at VMM. What is wrong with some manifests or some VMMs is told, and the others are looked at all the same.
 *
 * 1. Load the manifests. 2. Read VMM. 3. Compare. 4. Set apart what rules ignore. 5. The exit code: not read, error, drift, none.
 */
export async function lookForDrift(screen: Screen, connections: Connections<ReadingConnection>, flags: LookFlags): Promise<Look> {
  const started = new Date();
  const run = await loadPartly(screen, flags);
  const { unloaded, unknown } = run.manifests;
  const { inventories, problems } = await connections.read(run);
  if (inventories.size === 0 && problems.length > 0) throw new UnreadableError(problems);
  screen.tell(problems);
  const { scope, manifests } = run;
  const detected = detectDrift({ scope, manifests, inventories, unloaded, unknown, listUnmanaged: flags.unmanaged ?? false });
  const rules = [...run.ignoreRules, ...flags.ignore];
  const { report, diagnostics } = ignoreDrift(detected.report, rules, started.toISOString().slice(0, 10));
  screen.tell([...detected.diagnostics, ...diagnostics]);
  const failed = unloaded.length + unknown.length > 0 || detected.diagnostics.some(({ severity }) => severity === "error");
  const facts = {
    at: started,
    durationMs: Date.now() - started.getTime(),
    version: screen.version,
    servers: [...inventories.values()].map(({ server }) => server.name),
  };
  return { report, facts, code: codeOf(report, problems.length > 0, failed) };
}

function codeOf(report: DriftReport, unread: boolean, failed: boolean): ExitCode {
  if (unread) return EXIT.unreadable;
  if (failed) return EXIT.error;
  return report.items.length > 0 ? EXIT.changes : EXIT.ok;
}
