import type { Diagnostic } from "../model/diagnostic.ts";
import { refuseKnots } from "./chained.ts";
import { findersOf } from "./finder.ts";
import type { Draft, Planning, ProviderView } from "./kind.ts";
import { kinds } from "./kinds.ts";
import { markedManifests } from "./marked-manifests.ts";
import { findMoves } from "./moves.ts";
import { placed } from "./place.ts";
import type { PlanInput } from "./plan-input.ts";
import { wantedBy } from "./selection.ts";
import { byText, sortedBy } from "./text.ts";
import { worldOf } from "./world.ts";

export interface Drafts {
  /** Sorted by address. */
  readonly drafts: readonly Draft[];
  readonly planning: Planning;
  readonly diagnostics: Diagnostic[];
}

/** The readings indexed; what is reported to `planning` is collected in `diagnostics`. */
export function planningOf(input: PlanInput): Omit<Drafts, "drafts"> {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): number => diagnostics.push(diagnostic);
  const manifests = {
    providers: sortedBy(input.manifests.providers, ({ address }) => address),
    namePools: sortedBy(input.manifests.namePools, ({ address }) => address),
    machines: sortedBy(input.manifests.machines, ({ address }) => address),
    virtualIps: sortedBy(input.manifests.virtualIps, ({ address }) => address),
    persistentDisks: sortedBy(input.manifests.persistentDisks, ({ address }) => address),
    persistentDiskPools: sortedBy(input.manifests.persistentDiskPools, ({ address }) => address),
    names: sortedBy(input.manifests.names, ({ address }) => address),
    checkpoints: sortedBy(input.manifests.checkpoints, ({ address }) => address),
  };
  const providers = new Map<string, ProviderView>();
  for (const [address, inventory] of sortedBy(input.inventories, ([key]) => key))
    providers.set(address, { world: worldOf(inventory), finders: findersOf(inventory) });
  for (const loaded of markedManifests(manifests)) if (!providers.has(loaded.provider)) report(placed(notRead(loaded.provider), loaded));
  const { scope, options } = input;
  const moves = findMoves({ scope, manifests, providers, options, report });
  const planning: Planning = { scope, manifests, providers, options, moves, wants: wantedBy(options), report };
  return { planning, diagnostics };
}

/**
 * What plan and drift share.
 *
 * 1. Index the readings.
 * 2. Every kind says what differs.
 * 3. What cannot be done in any case is reported.
 */
export function draftChanges(input: PlanInput): Drafts {
  const { planning, diagnostics } = planningOf(input);
  const found: Draft[] = [];
  for (const kind of Object.values(kinds)) found.push(...kind.plan(planning, found));
  const drafts = sortedBy(found, ({ address }) => address);
  refuseKnots(drafts, planning);
  for (const { steps, place } of drafts) for (const problem of steps.problems) planning.report(place(problem));
  return { drafts, planning, diagnostics };
}

function notRead(provider: string): Diagnostic {
  return {
    code: "PLAN_PROVIDER_NOT_READ",
    severity: "error",
    path: "spec.providerRef",
    summary: `the state of ${provider} has not been read`,
    hint: "Nothing can be planned for it: see what else is reported of this provider.",
  };
}

/** Errors first, then by place, so that every run reports alike; each once. */
export function sortedDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const severities = { error: 0, warning: 1, info: 2 };
  const key = ({ severity, address, path, code, summary }: Diagnostic): string =>
    [severities[severity], address ?? "", path ?? "", code, summary].join("\n");
  const unique = new Map(diagnostics.map((diagnostic) => [key(diagnostic), diagnostic]));
  return [...unique].sort(([a], [b]) => byText(a, b)).map(([, diagnostic]) => diagnostic);
}
