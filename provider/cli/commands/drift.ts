import { Command, Option } from "commander";
import { detectDrift } from "../../engine/index.ts";
import type { DriftReport } from "../../model/plan.ts";
import { driftMarkdown } from "../../report/drift-markdown.ts";
import { driftText } from "../../report/drift-text.ts";
import { driftJson } from "../../report/json.ts";
import type { Paper } from "../../report/palette.ts";
import { EXIT } from "../exit-code.ts";
import { addManifestFlags, addSessionFlag, type ManifestFlags } from "../flags.ts";
import { withReading } from "../live.ts";
import { loadRun } from "../load-run.ts";
import type { Runner } from "../program.ts";
import type { Screen } from "../screen.ts";
import { withoutErrors } from "../without-errors.ts";

const FORMATS = {
  text: driftText,
  json: driftJson,
  markdown: driftMarkdown,
} as const satisfies Record<string, (report: DriftReport, paper: Paper) => string>;

interface Flags extends ManifestFlags {
  readonly output: keyof typeof FORMATS;
}

async function drift(screen: Screen, flags: Flags) {
  const run = await loadRun(screen, flags);
  const { report } = await withReading(screen, run, (inventories) =>
    withoutErrors(screen, detectDrift({ scope: run.scope, manifests: run.manifests, inventories, options: run.options })),
  );
  screen.print(FORMATS[flags.output](report, screen.paper));
  return report.items.length > 0 ? EXIT.changes : EXIT.ok;
}

export const driftCommand = (run: Runner) =>
  run<Flags>(
    addSessionFlag(
      addManifestFlags(new Command("drift").description("Report where VMM differs from the manifests; exits with 2 if it does"), true),
    ).addOption(new Option("-o, --output <format>", "how to print the report").choices(Object.keys(FORMATS)).default("text")),
    drift,
  );
