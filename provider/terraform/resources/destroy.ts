import type { Log } from "../log/log.ts";
import type { Mapping } from "../schema/mapping.ts";
import type { ObjectValue } from "../value/value.ts";
import type { Applied } from "./applied.ts";
import { applyOne, asErrors } from "./apply-one.ts";
import { manifestOf } from "./manifest.ts";
import { ownedSight } from "./owned-sight.ts";
import { planOne } from "./plan-one.ts";
import type { PrivateData } from "./private-data.ts";
import { standing, textAt } from "./read-resource.ts";
import type { Session } from "./session.ts";

const GONE: Applied = { state: null, privateData: {}, diagnostics: [] };

/** 1. Find the object, and mark one that was imported. 2. Plan its destruction. 3. Carry it out; what was not done leaves the state as it was. */
export async function destroy(mapping: Mapping, prior: ObjectValue, before: PrivateData, session: Session, log: Log): Promise<Applied> {
  const { estate } = session;
  const key = mapping.keyOf(prior) ?? "";
  const {
    address,
    manifests,
    diagnostics: unreadable,
  } = manifestOf(mapping, prior, key, estate.provider, { id: textAt(prior, "id") }, true);
  const { sighting, problems } = await ownedSight(mapping, prior, { address, manifests }, session, log);
  if (sighting.state === "gone") return GONE;
  const kept = (diagnostics: Applied["diagnostics"]): Applied => ({ state: prior, privateData: before, diagnostics });
  if (sighting.state !== "there") return kept(standing(sighting, key));
  if (problems.length > 0) return kept(problems);
  const { change, planned, diagnostics } = planOne(address, manifests, estate, sighting.inventory, { destroy: true });
  const told = [...unreadable, ...diagnostics];
  if (told.some(({ severity }) => severity === "error")) return kept(told);
  if (!change || change.action === "none") return { ...GONE, diagnostics: told };
  const { results } = await applyOne(planned, session, log, undefined);
  const ended = results.flatMap((one) => one.diagnostics);
  return results.every(({ state }) => state === "done")
    ? { ...GONE, diagnostics: [...told, ...ended] }
    : kept([...told, ...asErrors(ended)]);
}
