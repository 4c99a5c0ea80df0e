import { Command } from "commander";
import { connectReading } from "../../connect/connect.ts";
import { type Diagnostic, DiagnosticError } from "../../model/diagnostic.ts";
import { renderDrift } from "../../report/drift/formats.ts";
import { addDriftFlags, type DriftFlags } from "../drift/flags.ts";
import { lookForDrift } from "../drift/look.ts";
import { recordEnd, recordLook } from "../drift/record.ts";
import { watchDrift } from "../drift/watch-drift.ts";
import { writeReports } from "../drift/write-reports.ts";
import { addManifestFlags, addSessionFlag } from "../flags.ts";
import { Connections } from "../live.ts";
import type { Runner } from "../runner.ts";
import type { Screen } from "../screen.ts";

const WATCH_ALONE: Diagnostic = {
  code: "CLI_USAGE",
  severity: "error",
  summary: "--metrics-listen is for --watch alone",
  hint: "Add --watch; for one look there is --metrics-file FILE, before the command.",
};

async function drift(screen: Screen, flags: DriftFlags) {
  if (flags.metricsListen && !flags.watch) throw new DiagnosticError([WATCH_ALONE]);
  const connections = new Connections(screen, connectReading);
  try {
    if (flags.watch) return await watchDrift(screen, connections, flags);
    const look = await lookForDrift(screen, connections, flags);
    recordLook(screen, look);
    recordEnd(screen, look.code, 0);
    screen.print(renderDrift(flags.output, look.report, look.facts, screen.paper));
    await writeReports(flags.report, look);
    return look.code;
  } finally {
    await connections.close();
  }
}

export const driftCommand = (run: Runner) =>
  run<DriftFlags>(
    addDriftFlags(
      addSessionFlag(
        addManifestFlags(new Command("drift").description("Report where VMM differs from the manifests; exits with 2 if it does"), true),
      ),
    ),
    drift,
  );
