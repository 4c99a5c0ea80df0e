import { readFile, writeFile } from "node:fs/promises";
import * as z from "zod";
import { basesOf, type Planned, staleness } from "../engine/index.ts";
import { DiagnosticError } from "../model/diagnostic.ts";
import { SCOPE_PATTERN } from "../model/mark.ts";
import { actions, changePolicies, disruptions, fileFates, type Json, type Plan, waitReasons } from "../model/plan.ts";
import { jsonText, planJson } from "../report/json.ts";
import type { PlanFlags } from "./flags.ts";
import { credentialSources, loadChecked, type Run } from "./load-run.ts";
import { refuseLostSecrets } from "./lost-secrets.ts";
import type { Screen } from "./screen.ts";
import { readSecretsFile } from "./secrets-file.ts";
import { withoutSecrets } from "./without-secrets.ts";

const json: z.ZodType<Json> = z.json();

const plan = z.strictObject({
  formatVersion: z.literal("1"),
  scope: z.string().regex(SCOPE_PATTERN),
  changes: z.array(
    z.strictObject({
      address: z.string(),
      action: z.enum(actions),
      movedFrom: z.string().exactOptional(),
      disruption: z.enum(disruptions),
      disruptedBy: z.array(z.string()),
      window: z.string().nullable(),
      attributes: z.array(
        z.strictObject({
          path: z.string(),
          before: json,
          after: json,
          policy: z.enum(changePolicies),
          waitsFor: z.enum(["checkpoints", "state"]).exactOptional(),
          file: z.strictObject({ fate: z.enum(fileFates), path: z.string() }).exactOptional(),
        }),
      ),
      waiting: z.array(z.strictObject({ path: z.string(), for: z.enum(waitReasons), checkpoints: z.array(z.string()).exactOptional() })),
      cause: z.string(),
    }),
  ),
  summary: z.strictObject({ create: z.int(), update: z.int(), replace: z.int(), delete: z.int(), none: z.int() }),
  leftOut: z.int().exactOptional(),
  fingerprint: z.string(),
}) satisfies z.ZodType<Plan>;

/** The plan that was looked at, and what it takes to make it again. Holds no Secret and no account. */
const savedPlan = z.strictObject({
  formatVersion: z.literal("1"),
  plan,
  bases: z.record(z.string(), z.string()),
  manifests: z.array(z.strictObject({ file: z.string(), text: z.string() })),
  settings: z.strictObject({
    scope: z.string().regex(SCOPE_PATTERN),
    prune: z.boolean(),
    allowMassDeletion: z.boolean(),
    maxDeletionShare: z.number(),
    targets: z.array(z.string()),
    excludes: z.array(z.string()),
    replace: z.array(z.string()),
    allowDeleteProtected: z.array(z.string()),
    parallelism: z.int().min(1),
  }),
});

export type SavedPlan = z.output<typeof savedPlan>;

function refuse(code: string, summary: string, file: string, hint: string): DiagnosticError {
  return new DiagnosticError([{ code, severity: "error", summary, file, hint }]);
}

/** For its owner's eyes: it tells how machines are built. */
const MODE = 0o600;

/** As it comes back from a file: what JSON does not keep is told apart from nothing. */
const asSaved = (made: Plan): SavedPlan["plan"] => plan.parse(JSON.parse(planJson(made)));

/** Throws DiagnosticError with code PLAN_FILE_NEEDS_SECRET or PLAN_FILE_UNWRITABLE. */
export async function savePlan(screen: Screen, file: string, planned: Planned, run: Run): Promise<void> {
  const { prune, allowMassDeletion, maxDeletionShare, targets = [], excludes = [], replace = [], allowDeleteProtected = [] } = run.options;
  const manifests = run.sources.map(withoutSecrets).filter((source) => source.text !== "");
  refuseLostSecrets(planned.plan, run, manifests, await readSecretsFile(screen));
  const settings = {
    scope: run.scope,
    prune,
    allowMassDeletion,
    maxDeletionShare,
    targets: [...targets],
    excludes: [...excludes],
    replace: [...replace],
    allowDeleteProtected: [...allowDeleteProtected],
    parallelism: run.parallelism,
  };
  const saved: SavedPlan = { formatVersion: "1", plan: asSaved(planned.plan), bases: basesOf(planned.work), manifests, settings };
  try {
    await writeFile(file, jsonText(saved), { mode: MODE });
  } catch {
    throw refuse("PLAN_FILE_UNWRITABLE", "The plan cannot be saved", file, "Check the folder and its permissions.");
  }
}

/** Throws DiagnosticError with code PLAN_FILE_UNREADABLE or PLAN_FILE_INVALID. */
export async function openPlan(file: string): Promise<SavedPlan> {
  const text = await readFile(file, "utf8").catch(() => {
    throw refuse(
      "PLAN_FILE_UNREADABLE",
      "The saved plan cannot be read",
      file,
      "Save one with `scvmm plan -f PATH --out FILE`; for manifests, use -f.",
    );
  });
  const invalid = () =>
    refuse(
      "PLAN_FILE_INVALID",
      "This is no saved plan of this version",
      file,
      "Save it again with `scvmm plan -f PATH --out FILE`; for manifests, use -f.",
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid();
  }
  const result = savedPlan.safeParse(value);
  if (!result.success) throw invalid();
  return result.data;
}

/** The run that a saved plan was made of; the account comes from where it is applied. */
export async function loadSaved(
  screen: Screen,
  saved: SavedPlan,
  flags: Pick<PlanFlags, "credentialsFile" | "keepSession" | "preflight">,
): Promise<Run> {
  const { scope, parallelism, ...options } = saved.settings;
  return {
    manifests: await loadChecked(screen, saved.manifests),
    sources: saved.manifests,
    beside: [],
    scope,
    options,
    parallelism,
    preflight: flags.preflight ?? "full",
    credentials: await credentialSources(screen, flags),
    keepSession: flags.keepSession ?? false,
  };
}

/** Throws DiagnosticError naming what has changed since the plan was saved. */
export function refuseStale(saved: SavedPlan, current: Planned): void {
  const differences = staleness(saved, { plan: asSaved(current.plan), bases: basesOf(current.work) });
  if (differences.length > 0) throw new DiagnosticError(differences);
}
