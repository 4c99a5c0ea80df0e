import { setTimeout } from "node:timers/promises";
import type { ReadingConnection } from "../../connect/connect.ts";
import { DiagnosticError } from "../../model/diagnostic.ts";
import { renderDrift } from "../../report/drift/formats.ts";
import { driftJson } from "../../report/drift/json.ts";
import { driftSummaryLine } from "../../report/drift/summary.ts";
import { duration } from "../../report/layout.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import type { Connections } from "../live.ts";
import { saveMetrics } from "../save-metrics.ts";
import type { Screen } from "../screen.ts";
import { UnreadableError } from "../unreadable-error.ts";
import type { DriftFlags } from "./flags.ts";
import { type Look, lookForDrift } from "./look.ts";
import { serveMetrics } from "./metrics-server.ts";
import { recordEnd, recordLook } from "./record.ts";
import { toldOnce } from "./told-once.ts";
import { watch } from "./watch.ts";
import { writeReports } from "./write-reports.ts";

/**
 * Looks for drift until a signal stops it; that is no failure. Manifests are read anew every time, connections stay. Of a format for
 * people a report is printed when it differs from the one before; of JSON each is a line.
 */
export async function watchDrift(screen: Screen, connections: Connections<ReadingConnection>, flags: DriftFlags): Promise<ExitCode> {
  const { signal } = screen.host;
  const server = flags.metricsListen && (await serveMetrics(flags.metricsListen, () => screen.observation.metricsText()));
  if (server) screen.note(`Metrics at ${server.url}`);
  const rounds = toldOnce(screen);
  const show = printer(screen, flags);
  try {
    await watch(flags, {
      look: async (failures) => {
        const { code, isRead } = await oneRound(rounds.screen, connections, flags, show);
        rounds.nextRound();
        if (!signal.aborted) recordEnd(screen, code, isRead ? 0 : failures + 1);
        await saveMetrics(rounds.screen);
        return isRead;
      },
      pause: async (ms) => {
        screen.note(`${clock()} next look in ${duration(ms)}`);
        await setTimeout(ms, undefined, { signal }).catch(() => {});
      },
      isStopped: () => signal.aborted,
      random: Math.random,
    });
  } finally {
    if (server) await server.close();
  }
  screen.note("Stopped.");
  return EXIT.ok;
}

interface Round {
  readonly code: ExitCode;
  /** Whether all of VMM was read; a wrong manifest does not keep the next look waiting. */
  readonly isRead: boolean;
}

/** Whatever goes wrong is told, and the next round may do better. */
async function oneRound(
  screen: Screen,
  connections: Connections<ReadingConnection>,
  flags: DriftFlags,
  show: (look: Look) => void,
): Promise<Round> {
  let isRead = false;
  try {
    const look = await lookForDrift(screen, connections, flags);
    isRead = look.code !== EXIT.unreadable;
    recordLook(screen, look);
    show(look);
    await writeReports(flags.report, look);
    return { code: look.code, isRead };
  } catch (error) {
    if (screen.host.signal.aborted) return { code: EXIT.interrupted, isRead };
    if (!(error instanceof DiagnosticError)) throw error;
    screen.tell(error.diagnostics);
    return { code: error instanceof UnreadableError ? EXIT.unreadable : EXIT.error, isRead };
  }
}

function printer(screen: Screen, { output }: DriftFlags): (look: Look) => void {
  let before = "";
  return ({ report, facts }) => {
    if (output === "json") return screen.print(driftJson(report, "line"));
    const now = driftJson(report, "line");
    if (now !== before) screen.print(renderDrift(output, report, facts, screen.paper));
    else screen.note(`${clock()} unchanged. ${driftSummaryLine(report)}`);
    before = now;
  };
}

const clock = (): string => new Date().toISOString().slice(0, 19).concat("Z");
