import type { Log } from "../log/log.ts";
import type { Mapping } from "../schema/mapping.ts";
import { isObject, type ObjectValue } from "../value/value.ts";
import type { Applied } from "./applied.ts";
import { asErrors, unheard } from "./apply-one.ts";
import { carryOut, type Outcome } from "./carry-out.ts";
import { manifestOf } from "./manifest.ts";
import { isFinished, mayHoldData, type There } from "./objects.ts";
import { planOne } from "./plan-one.ts";
import { settled } from "./planned-state.ts";
import type { PrivateData } from "./private-data.ts";
import * as problems from "./problems.ts";
import { privateOf, sightOf, standing } from "./read-resource.ts";
import type { Session } from "./session.ts";

const NOT_MADE: Applied = { state: null, privateData: {}, diagnostics: [] };

/**
 * Makes an object, or goes on with what carries its mark already.
 *
 * 1. Look at VMM anew, and plan again.
 * 2. A finished VM is never taken over: the state does not know it, or it is to be replaced.
 * 3. Carry it out, and say what is there now.
 */
export async function create(
  mapping: Mapping,
  config: ObjectValue,
  planned: ObjectValue,
  privateData: PrivateData,
  session: Session,
  log: Log,
): Promise<Applied> {
  const { estate } = session;
  const key = mapping.keyOf(config) ?? "";
  const refused = (diagnostics: Applied["diagnostics"]): Applied => ({ ...NOT_MADE, diagnostics });
  const one = manifestOf(mapping, config, key, estate.provider, { id: null });
  const inventory = await estate.freshInventory();
  const sighting = await sightOf(mapping, { ...config, key, id: null }, inventory, session);
  if (sighting.state === "foreign" || sighting.state === "two") return refused(standing(sighting, key));
  const own = sighting.state === "there" && sighting.live !== null ? sighting : undefined;
  if (own && mayHoldData(own.live)) return refused([problems.finishedOne(own.live, key)]);
  const plan = planOne(one.address, one.manifests, estate, inventory);
  const told = [...one.diagnostics, ...plan.diagnostics];
  if (told.some(({ severity }) => severity === "error")) return refused(told);
  if (own && plan.change?.action === "replace" && isFinished(own.live)) return refused([problems.needsReplacement(plan.change)]);

  const promised = isObject(planned["waiting"]) ? planned["waiting"] : {};
  const outcome = await carryOut({ mapping, config, key, one, plan, promised, privateData }, session, log);
  return made(
    outcome,
    (there) => stateOf(mapping, { ...config, key }, planned, there, session),
    outcome.end === "done" ? unheard(outcome.diagnostics, told) : outcome.diagnostics,
  );
}

/** What Terraform was promised; the rest as VMM shows it, or null where nobody could look. */
function stateOf(mapping: Mapping, config: ObjectValue, planned: ObjectValue, there: There | undefined, { estate }: Session): ObjectValue {
  const known = there ? mapping.withComputed(config, there.live, there.inventory, estate.scope) : config;
  return settled(planned, { ...known, unfinished: null }) as ObjectValue;
}

/**
 * With an error, what is there counts as tainted, and would be removed: so where VMM only takes longer, or Terraform was stopped, that is a
 * warning, and the next plan goes on with it. Where nothing is there an error leaves nothing; what nobody could look at is found by its mark.
 */
function made(outcome: Outcome, stateWith: (there: There | undefined) => ObjectValue, told: Applied["diagnostics"]): Applied {
  const { end, after, inventory, hasBegun } = outcome;
  const saved = (diagnostics: Applied["diagnostics"]): Applied => ({
    state: stateWith(after),
    privateData: after && inventory ? privateOf(after, inventory) : {},
    diagnostics,
  });
  const warnings = told.map((one) => (one.severity === "error" ? ({ ...one, severity: "warning" } as const) : one));
  const isThere = after !== undefined && after.live !== null;
  switch (end) {
    case "done":
      return saved(told);
    case "stopped":
      return hasBegun ? saved([...warnings, problems.leftBehind()]) : { ...NOT_MADE, diagnostics: asErrors(told) };
    case "late":
      return isThere ? saved([...warnings, problems.leftBehind()]) : { ...NOT_MADE, diagnostics: told };
    case "failed":
      return isThere ? saved([...asErrors(told), problems.tainted(after.live)]) : { ...NOT_MADE, diagnostics: asErrors(told) };
  }
}
