import { Command } from "commander";
import { DiagnosticError } from "../../model/diagnostic.ts";
import { approved, requireApprover } from "../approval.ts";
import { carryOut } from "../carry-out.ts";
import { EXIT } from "../exit-code.ts";
import { refuseUnexpected } from "../expected-plan.ts";
import { refuseDisruptions } from "../fail-on.ts";
import { type ApplyFlags, addApplyFlags, addFailOnFlag, addManifestFlags, type FailOnFlags, fingerprint } from "../flags.ts";
import { withWriting } from "../live.ts";
import { loadRun, type Run } from "../load-run.ts";
import { planRun, showPlan } from "../plan-run.ts";
import type { Runner } from "../runner.ts";
import { loadSaved, openPlan, refuseStale, type SavedPlan } from "../saved-plan.ts";
import type { Screen } from "../screen.ts";

interface Flags extends ApplyFlags, FailOnFlags {
  readonly expect?: string;
}

function usage(summary: string, hint: string): DiagnosticError {
  return new DiagnosticError([{ code: "CLI_USAGE", severity: "error", summary, hint }]);
}

async function open(screen: Screen, flags: Flags, file: string | undefined): Promise<{ run: Run; saved: SavedPlan | undefined }> {
  if (file === undefined) {
    if (flags.filename.length === 0)
      throw usage("Nothing to apply is given", "Give manifests with -f PATH, or a plan saved by `scvmm plan --out`.");
    return { run: await loadRun(screen, flags), saved: undefined };
  }
  if (flags.filename.length > 0) throw usage("Both a saved plan and manifests are given", "Give one of them.");
  if (flags.scope !== undefined) throw usage("A saved plan has its scope", "Leave --scope out, or plan again with it.");
  if ([...flags.target, ...flags.exclude, ...flags.replace, ...flags.allowDeleteProtected].length > 0)
    throw usage(
      "A saved plan says itself which objects it is for",
      "Leave --target, --exclude, --replace and --allow-delete-protected out, or plan again with them.",
    );
  const saved = await openPlan(file);
  return { run: await loadSaved(screen, saved, flags), saved };
}

/**
 * 1. load · 2. read VMM · 3. plan · 4. refuse a saved plan that no longer holds, one that was not signed off, and what --fail-on names · 5. ask, unless a saved
 * plan or a fingerprint says what was approved · 6. carry out
 */
async function apply(screen: Screen, flags: Flags, file?: string) {
  const { run, saved } = await open(screen, flags, file);
  return withWriting(screen, run, async (inventories, ports) => {
    const preflighted = await planRun(screen, run, inventories, ports);
    const { planned } = preflighted;
    if (saved) refuseStale(saved, planned);
    const changes = showPlan(screen, preflighted, saved !== undefined);
    if (flags.expect !== undefined) refuseUnexpected(flags.expect, planned);
    refuseDisruptions(planned.plan, flags.failOn);
    if (!changes) return EXIT.ok;
    if (!saved && flags.expect === undefined) {
      requireApprover(
        screen,
        flags.autoApprove,
        "or save a plan with `scvmm plan --out FILE`, have it looked at, and run `scvmm apply FILE`",
      );
      if (!flags.autoApprove && !(await approved(screen, "Do you want to carry out these changes?"))) return EXIT.error;
    }
    return carryOut(screen, planned, ports, { ...flags, parallelism: run.parallelism });
  });
}

export const applyCommand = (run: Runner) =>
  run<Flags>(
    addFailOnFlag(addApplyFlags(addManifestFlags(new Command("apply").description("Make VMM as the manifests say"), false)))
      .argument("[planfile]", "a plan saved by `scvmm plan --out`, taken as approved; instead of -f")
      .option(
        "--expect <fingerprint>",
        "carry out the plan with this sha256:… of `scvmm plan` without asking, refuse any other",
        fingerprint,
      ),
    apply,
  );
