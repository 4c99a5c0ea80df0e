import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Manifests } from "../../model/manifests.ts";
import type { Preflight, PreflightDepth } from "../../model/preflight.ts";
import { sortedDiagnostics } from "../draft-changes.ts";
import { markedManifests } from "../marked-manifests.ts";
import { placed } from "../place.ts";
import type { Planned } from "../plan-changes.ts";
import { byText } from "../text.ts";
import type { PreflightAnswers } from "./contract.ts";
import type { ProviderOutlook } from "./outlook.ts";
import { judgeQuotas } from "./quota.ts";
import { judgeRatings } from "./ratings.ts";
import { judgeRights } from "./rights.ts";

/** What VMM has answered of one provider, and what it was not asked; undefined answers: nothing was asked. */
export interface Heard {
  readonly answers: PreflightAnswers | undefined;
  readonly notAsked: readonly string[];
}

export interface Preflighted {
  /** As it was, the order of its work apart: plan, fingerprint and bases do not depend on what VMM has answered. */
  readonly planned: Planned;
  readonly preflight: Preflight;
  /** Errors: what VMM would surely refuse. */
  readonly diagnostics: readonly Diagnostic[];
}

const NOTHING_ASKED = ["quotas, rights and ratings of hosts (--preflight none)"];
const SILENCE: PreflightAnswers = { quotas: [], ratings: [], permissions: null, unanswered: [] };

/**
 * Judges a plan by what VMM has answered to its questions. Pure. `heard` by address of the ScvmmProvider.
 *
 * 1. Quotas, ratings and rights, provider by provider.
 * 2. Errors refuse the plan; the rest is told with the change that would meet it.
 * 3. Work that fits only after deletions waits for them.
 */
export function preflight(planned: Planned, heard: ReadonlyMap<string, Heard>, manifests: Manifests, depth: PreflightDepth): Preflighted {
  const judged = [...planned.outlook.providers].map(([provider, outlook]) => judgeProvider(outlook, heard.get(provider)));
  const found = sortedDiagnostics(
    withPlaces(
      judged.flatMap(({ diagnostics }) => diagnostics),
      manifests,
    ),
  );
  const errors = found.filter(({ severity }) => severity === "error");
  const waits = new Map(judged.flatMap(({ quotas }) => [...quotas.waits]));
  return {
    planned: errors.length > 0 ? { ...planned, work: [] } : { ...planned, waits },
    preflight: {
      depth,
      findings: found.filter(({ severity }) => severity !== "error"),
      budgets: [...planned.outlook.budgets, ...judged.flatMap(({ quotas }) => quotas.budgets)].sort((a, b) => byText(a.of, b.of)),
      notAsked: [
        ...new Set([...(depth === "none" && judged.length > 0 ? NOTHING_ASKED : []), ...judged.flatMap(({ notAsked }) => notAsked)]),
      ],
    },
    diagnostics: errors,
  };
}

function judgeProvider(outlook: ProviderOutlook, heard: Heard | undefined) {
  const answers = heard?.answers ?? SILENCE;
  const quotas = judgeQuotas(outlook, answers.quotas);
  const rights = heard?.answers ? judgeRights(outlook.rights, answers.permissions) : [];
  return {
    quotas,
    diagnostics: [...quotas.diagnostics, ...judgeRatings(outlook.placements, answers.ratings), ...rights],
    notAsked: [...(heard?.notAsked ?? []), ...answers.unanswered],
  };
}

/** Of what has a manifest. */
function withPlaces(diagnostics: readonly Diagnostic[], manifests: Manifests): readonly Diagnostic[] {
  if (diagnostics.length === 0) return diagnostics;
  const byAddress = new Map(markedManifests(manifests).map((loaded) => [loaded.address, loaded]));
  return diagnostics.map((diagnostic) => {
    const loaded = byAddress.get(diagnostic.address ?? "");
    return loaded ? placed(diagnostic, loaded) : diagnostic;
  });
}
