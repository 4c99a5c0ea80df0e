import { type Heard, type Planned, type Preflighted, planChanges, preflight, questionsOf } from "../engine/index.ts";
import { type Diagnostic, DiagnosticError } from "../model/diagnostic.ts";
import { hasChanges, planSummaryLine, planText } from "../report/plan-text.ts";
import type { Inventories, Readers } from "./live.ts";
import type { Run } from "./load-run.ts";
import type { Screen } from "./screen.ts";
import { withoutErrors } from "./without-errors.ts";

/**
 * Plans a run, and asks VMM what is in the way of the plan. Throws DiagnosticError where the plan must not be carried out.
 *
 * 1. plan · 2. ask every provider at once, in one round trip each · 3. judge the plan by the answers
 */
export async function planRun(screen: Screen, run: Run, inventories: Inventories, readers: Readers): Promise<Preflighted> {
  const { scope, manifests, options } = run;
  const planned = withoutErrors(screen, planChanges({ scope, manifests, inventories, options, at: Date.now() }));
  screen.tell(leftOut(planned, run));
  return withoutErrors(screen, preflight(planned, await hear(screen, planned, run, readers), manifests, run.preflight));
}

/** Whoever gives one file, as to kubectl, may not mean that everything else of the scope goes. */
function leftOut({ plan }: Planned, { beside }: Run): readonly Diagnostic[] {
  const deletions = plan.changes.filter(({ action }) => action === "delete").length;
  if (deletions === 0 || beside.length === 0) return [];
  const [objects, files] = [
    deletions === 1 ? "1 object" : `${deletions} objects`,
    beside.length === 1 ? "a file lies" : `${beside.length} files lie`,
  ];
  return [
    {
      code: "CLI_MANIFESTS_BESIDE",
      severity: "warning",
      summary: `the plan deletes ${objects}, and ${files} beside the manifests given that may describe what is to stay`,
      detail: beside.join("\n"),
      hint: "Give the whole folder with -f; or plan with --no-prune, which deletes nothing.",
    },
  ];
}

async function hear(screen: Screen, { outlook }: Planned, run: Run, readers: Readers): Promise<ReadonlyMap<string, Heard>> {
  const entries = [...outlook.providers].map(async ([provider, own]): Promise<readonly [string, Heard][]> => {
    const asked = questionsOf(own, run.preflight);
    const reader = readers.get(provider);
    if (!asked || !reader) return [];
    try {
      return [[provider, { answers: await reader.readPreflight(asked.questions, screen.host.signal), notAsked: asked.notAsked }]];
    } catch (error) {
      if (!(error instanceof DiagnosticError) || screen.host.signal.aborted) throw error;
      return [[provider, { answers: undefined, notAsked: [`what ${provider} has left and allows: ${error.message}`] }]];
    }
  });
  return new Map((await Promise.all(entries)).flat());
}

/** Prints a plan, or only its count where it has been looked at before; false where it changes nothing. */
export function showPlan(screen: Screen, { planned: { plan }, preflight: found }: Preflighted, seen = false): boolean {
  screen.print(seen && hasChanges(plan) ? `${planSummaryLine(plan.summary)}\n` : planText(plan, screen.paper, found));
  return hasChanges(plan);
}
