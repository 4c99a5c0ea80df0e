import { Command, Option } from "commander";
import type { Plan } from "../../model/plan.ts";
import type { Preflight } from "../../model/preflight.ts";
import { planJson } from "../../report/json.ts";
import type { Paper } from "../../report/palette.ts";
import { planMarkdown } from "../../report/plan-markdown.ts";
import { hasChanges, planText } from "../../report/plan-text.ts";
import { EXIT } from "../exit-code.ts";
import { refuseDisruptions } from "../fail-on.ts";
import { addFailOnFlag, addManifestFlags, addPlanFlags, type FailOnFlags, type PlanFlags } from "../flags.ts";
import { withReading } from "../live.ts";
import { loadRun } from "../load-run.ts";
import { planRun } from "../plan-run.ts";
import type { Runner } from "../runner.ts";
import { savePlan } from "../saved-plan.ts";
import type { Screen } from "../screen.ts";

const FORMATS = {
  text: planText,
  json: (plan, _, preflight) => planJson(plan, preflight),
  markdown: (plan, _, preflight) => planMarkdown(plan, preflight),
} as const satisfies Record<string, (plan: Plan, paper: Paper, preflight: Preflight) => string>;

interface Flags extends PlanFlags, FailOnFlags {
  readonly output: keyof typeof FORMATS;
  readonly out?: string;
  readonly detailedExitcode?: boolean;
}

async function plan(screen: Screen, flags: Flags) {
  const run = await loadRun(screen, flags);
  const { planned, preflight } = await withReading(screen, run, (inventories, readers) => planRun(screen, run, inventories, readers));
  screen.print(FORMATS[flags.output](planned.plan, screen.paper, preflight));
  if (flags.out !== undefined) {
    await savePlan(screen, flags.out, planned, run);
    screen.note(`Saved the plan; carry it out with: scvmm apply ${flags.out}`);
  }
  refuseDisruptions(planned.plan, flags.failOn);
  return flags.detailedExitcode && hasChanges(planned.plan) ? EXIT.changes : EXIT.ok;
}

export const planCommand = (run: Runner) =>
  run<Flags>(
    addFailOnFlag(addPlanFlags(addManifestFlags(new Command("plan").description("Show what apply would change"), true)))
      .addOption(new Option("-o, --output <format>", "how to print the plan").choices(Object.keys(FORMATS)).default("text"))
      .option("--out <file>", "save the plan for `scvmm apply FILE`")
      .option("--detailed-exitcode", "exit with 2 if anything would change"),
    plan,
  );
