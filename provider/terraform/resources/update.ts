import { disruptions } from "../../model/plan.ts";
import type { Log } from "../log/log.ts";
import type { Mapping } from "../schema/mapping.ts";
import { isObject, type ObjectValue } from "../value/value.ts";
import type { Applied } from "./applied.ts";
import { asErrors, unheard } from "./apply-one.ts";
import { carryOut, type Outcome } from "./carry-out.ts";
import { manifestOf, type OneManifest } from "./manifest.ts";
import { isFinished, type There } from "./objects.ts";
import { ownedSight } from "./owned-sight.ts";
import { type OnePlan, planOne } from "./plan-one.ts";
import { settled } from "./planned-state.ts";
import type { PrivateData } from "./private-data.ts";
import * as problems from "./problems.ts";
import { liveState, privateOf, standing, textAt } from "./read-resource.ts";
import type { Session } from "./session.ts";
import { costOf, waitingOf } from "./waiting.ts";

export interface UpdateRequest {
  readonly config: ObjectValue;
  readonly prior: ObjectValue;
  readonly planned: ObjectValue;
  readonly privateData: PrivateData;
}

/**
 * 1. Find the object anew, and mark one that was imported.
 * 2. Plan again: nothing may cost more than was planned.
 * 3. Carry it out.
 */
export async function update(mapping: Mapping, request: UpdateRequest, session: Session, log: Log): Promise<Applied> {
  const { config, prior, planned, privateData } = request;
  const { estate } = session;
  const formerKey = mapping.keyOf(prior) ?? "";
  const key = mapping.keyOf({ ...config, key: config["key"] ?? formerKey }) ?? formerKey;
  const kept = (diagnostics: Applied["diagnostics"]): Applied => ({ state: prior, privateData, diagnostics });
  const former = manifestOf(mapping, config, formerKey, estate.provider, { id: textAt(prior, "id") });
  const { sighting, problems: unmarked } = await ownedSight(mapping, prior, former, session, log);
  if (sighting.state === "gone") return kept([problems.goneMeanwhile()]);
  if (sighting.state !== "there") return kept(standing(sighting, formerKey));
  if (unmarked.length > 0) return kept(unmarked);

  const id = sighting.live?.id ?? null;
  const one = manifestOf(mapping, config, key, estate.provider, { id, formerKey });
  const plan = planOne(one.address, one.manifests, estate, sighting.inventory);
  const told = [...one.diagnostics, ...plan.diagnostics];
  if (told.some(({ severity }) => severity === "error")) return kept(told);
  const costs = unplanned(plan, one, request, sighting);
  if (costs.length > 0) return kept(costs);

  const promised = isObject(planned["waiting"]) ? planned["waiting"] : {};
  const outcome = await carryOut({ mapping, config: { ...config, id }, key, one, plan, promised, privateData }, session, log);
  return ended(mapping, { ...request, config: { ...config, key } }, outcome, told, session);
}

/** Where all is as promised, Terraform gets what it was promised; else what VMM has now, and an error. */
function ended(mapping: Mapping, request: UpdateRequest, outcome: Outcome, told: Applied["diagnostics"], session: Session): Applied {
  const { config, prior, planned, privateData } = request;
  const { end, after, inventory } = outcome;
  const known = after ? mapping.withComputed(config, after.live, after.inventory, session.estate.scope) : { ...prior, ...config };
  const asPromised = settled(planned, { ...known, unfinished: null }) as ObjectValue;
  const owner = after && inventory ? privateOf(after, inventory) : privateData;
  if (end === "done") return { state: asPromised, privateData: owner, diagnostics: unheard(outcome.diagnostics, told) };
  const reached = after ? liveState(mapping, asPromised, after, session) : prior;
  return { state: reached, privateData: owner, diagnostics: asErrors(outcome.diagnostics) };
}

/** The engine may want more than it did when this was planned, since VMs live on, and values become known. */
function unplanned({ change }: OnePlan, one: OneManifest, request: UpdateRequest, { live }: There): Applied["diagnostics"] {
  if (!change) return [];
  if (change.action === "replace") return isFinished(live) ? [problems.needsReplacement(change)] : [];
  const waiting = waitingOf(change, one.manifests, request.privateData.plannedAt ?? Date.now());
  const cost = costOf(change, waiting);
  const told = String(request.planned["disruption"] ?? "none");
  const rank = (text: string): number => (disruptions as readonly string[]).indexOf(text);
  return rank(cost) > rank(told) ? [problems.moreDisruptive(cost, told, change.disruptedBy)] : [];
}
