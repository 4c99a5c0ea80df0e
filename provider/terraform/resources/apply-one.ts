import { type AdoptionOptions, type ApplyEvent, applyPlan, type Planned, planAdoption } from "../../engine/index.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Manifests } from "../../model/manifests.ts";
import type { ChangeResult } from "../../model/plan.ts";
import type { Log } from "../log/log.ts";
import type { Session } from "./session.ts";

export interface Done {
  readonly results: readonly ChangeResult[];
  /** Whether anything was asked of VMM. */
  readonly hasBegun: boolean;
}

/**
 * Carries out the plan of one resource, and what it brings with it. When Terraform stops the provider, nobody waits any longer: what VMM
 * works on goes on. `clock` as windows are looked at by.
 */
export async function applyOne(planned: Planned, session: Session, log: Log, clock: (() => number) | undefined): Promise<Done> {
  const { estate, pace } = session;
  const port = session.port();
  let hasBegun = false;
  try {
    const report = await session.limited(() =>
      applyPlan(planned, new Map([[estate.provider.address, port]]), {
        parallelism: 1,
        signal: estate.stopped,
        detach: estate.stopped,
        onEvent: (event) => {
          hasBegun ||= event.type === "step-started";
          tell(event, log);
        },
        ...(clock && { clock }),
        ...pace,
      }),
    );
    return { results: report.results, hasBegun };
  } finally {
    estate.changed();
  }
}

/** Terraform has no place for progress but its log. */
function tell(event: ApplyEvent, log: Log): void {
  const [level, message, facts] = lineOf(event);
  log(level, message, facts);
}

function lineOf(event: ApplyEvent): Parameters<Log> {
  switch (event.type) {
    case "change-started":
      return ["info", `${event.address}: ${event.action} begins`, { steps: event.steps }];
    case "step-started":
      return ["info", `${event.address}: ${event.label}`, { step: event.step }];
    case "job-progress":
      return ["debug", `${event.address}: ${event.job}, ${Math.round(event.percent)} %`, { step: event.step }];
    case "step-finished":
      return ["debug", `${event.address}: ${event.label}: ${event.state}`, { step: event.step, code: event.diagnostic?.code }];
    case "change-finished":
      return ["info", `${event.result.address}: ${event.result.state}`, { milliseconds: Math.round(event.result.durationMs) }];
  }
}

/** Marks an object that only the state knows, so that the plans that follow find it. `pair`: what tells it, an address or else its id. */
export async function markOne(
  manifests: Manifests,
  address: string,
  pair: string,
  id: string,
  session: Session,
  log: Log,
): Promise<readonly Diagnostic[]> {
  const { estate } = session;
  const inventory = await estate.freshInventory();
  const options: AdoptionOptions = { pairs: new Map([[address, pair]]), takeOverFrom: null };
  const details = pair === id ? await session.details(inventory, id) : undefined;
  const input = {
    scope: estate.scope,
    manifests,
    inventories: new Map([[estate.provider.address, inventory]]),
    options: { prune: false, isPart: true, maxDeletionShare: 1, allowMassDeletion: true },
  };
  const { planned } = planAdoption(input, options, new Map([[estate.provider.address, details ? [details] : []]]));
  const refused = planned.diagnostics.filter(({ severity }) => severity === "error");
  if (refused.length > 0) return refused;
  const { results } = await applyOne(planned, session, log, undefined);
  return results.flatMap(({ state, diagnostics }) => (state === "done" ? [] : asErrors(diagnostics)));
}

/** What is no error to the engine, which goes on with it another time, is one to Terraform: it was promised. */
export const asErrors = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  diagnostics.some(({ severity }) => severity === "error")
    ? diagnostics
    : diagnostics.map((one, index) => (index === diagnostics.length - 1 ? { ...one, severity: "error" } : one));

/** What the plan has not said already: Terraform shows that with the apply, too. */
export function unheard(diagnostics: readonly Diagnostic[], planned: readonly Diagnostic[]): readonly Diagnostic[] {
  const heard = new Set(planned.map(({ code, path }) => `${code} ${path}`));
  return diagnostics.filter(({ code, path }) => !heard.has(`${code} ${path}`));
}
