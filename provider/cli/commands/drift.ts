import { Command } from "commander";
import { connectReading } from "../../connect/connect.ts";
import { renderDrift } from "../../report/drift/formats.ts";
import { addDriftFlags, type DriftFlags } from "../drift/flags.ts";
import { lookForDrift } from "../drift/look.ts";
import { recordEnd, recordLook } from "../drift/record.ts";
import { watchDrift } from "../drift/watch-drift.ts";
import { writeReports } from "../drift/write-reports.ts";
import { addManifestFlags, addSessionFlag } from "../flags.ts";
import { Connections } from "../live.ts";
import type { Runner } from "../program.ts";
import type { Screen } from "../screen.ts";

async function drift(screen: Screen, flags: DriftFlags) {
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
