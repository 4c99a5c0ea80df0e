import { Command } from "commander";
import { count } from "../../report/layout.ts";
import { approved, requireApprover } from "../approval.ts";
import { carryOut } from "../carry-out.ts";
import { EXIT } from "../exit-code.ts";
import { type ApplyFlags, addApplyFlags, addManifestFlags } from "../flags.ts";
import { withWriting } from "../live.ts";
import { loadRun } from "../load-run.ts";
import { planRun, showPlan } from "../plan-run.ts";
import type { Runner } from "../runner.ts";
import type { Screen } from "../screen.ts";

async function destroy(screen: Screen, flags: ApplyFlags) {
  const loaded = await loadRun(screen, flags);
  const run = { ...loaded, options: { ...loaded.options, destroy: true } };
  return withWriting(screen, run, async (inventories, ports) => {
    const preflighted = await planRun(screen, run, inventories, ports);
    const { planned } = preflighted;
    if (!showPlan(screen, preflighted)) return EXIT.ok;
    requireApprover(screen, flags.autoApprove);
    const question = `Do you want to delete ${count(planned.plan.summary.delete, "object")}, with disks and addresses?`;
    if (!flags.autoApprove && !(await approved(screen, question))) return EXIT.error;
    return carryOut(screen, planned, ports, { ...flags, parallelism: run.parallelism });
  });
}

export const destroyCommand = (run: Runner) =>
  run<ApplyFlags>(
    addApplyFlags(addManifestFlags(new Command("destroy").description("Delete what the manifests own in VMM"), true)),
    destroy,
  );
