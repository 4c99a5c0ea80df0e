import { Command } from "commander";
import { DiagnosticError } from "../../model/diagnostic.ts";
import { explain as find } from "../../model/explain.ts";
import { explainText } from "../../report/explain-text.ts";
import { EXIT } from "../exit-code.ts";
import type { Runner } from "../runner.ts";
import type { Screen } from "../screen.ts";

interface Flags {
  readonly recursive?: true;
}

async function explain(screen: Screen, { recursive }: Flags, field = "") {
  const found = find(field);
  if ("problem" in found) {
    throw new DiagnosticError([{ code: "FIELD_UNKNOWN", severity: "error", summary: found.problem, hint: found.hint }]);
  }
  screen.print(explainText(found.page, screen.paper, recursive === true));
  return EXIT.ok;
}

export const explainCommand = (run: Runner) =>
  run<Flags>(
    new Command("explain")
      .description("Tell what a field of a manifest means, and what changing it does")
      .argument("<field>", "a kind, or a field of it: machine, ScvmmMachine.spec.disks.size")
      .option("--recursive", "all fields below, without their texts"),
    explain,
  );
