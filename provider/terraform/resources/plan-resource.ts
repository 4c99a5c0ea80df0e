import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Change, Waiting } from "../../model/plan.ts";
import type { AttributePath, Mapping } from "../schema/mapping.ts";
import { pathText } from "../schema/path-text.ts";
import { valueAt } from "../value/paths.ts";
import { type ObjectValue, sameValue, UNKNOWN, type Value } from "../value/value.ts";
import { filled, judged } from "./judged.ts";
import { judgeCreation, judgeUpdate } from "./judgement.ts";
import { addressOf, manifestOf } from "./manifest.ts";
import { isFinished, mayHoldData, type Sighting, withoutVm } from "./objects.ts";
import { planOne } from "./plan-one.ts";
import { plannedState } from "./planned-state.ts";
import type { PrivateData } from "./private-data.ts";
import * as problems from "./problems.ts";
import { readOnce } from "./read-once.ts";
import { privateOf, roleOf, sightOf, standing, textAt } from "./read-resource.ts";
import type { Session } from "./session.ts";
import { costOf, waitingOf } from "./waiting.ts";

export interface PlanRequest {
  /** null: it is to be destroyed. */
  readonly config: ObjectValue | null;
  /** null: there is none yet. */
  readonly prior: ObjectValue | null;
  readonly privateData: PrivateData;
}

export interface ResourcePlan {
  readonly planned: ObjectValue | null;
  /** Attributes that only a new object can have. */
  readonly replace: readonly AttributePath[];
  readonly privateData: PrivateData;
  /** With paths of manifests. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Throws DiagnosticError where VMM cannot be read. */
export async function planResource(mapping: Mapping, request: PlanRequest, session: Session): Promise<ResourcePlan> {
  const { config, prior } = request;
  if (prior === null) return config === null ? NOTHING : planCreation(mapping, config, request.privateData, session);
  return config === null
    ? planDestruction(mapping, prior, request.privateData, session)
    : planUpdate(mapping, config, prior, request, session);
}

const NOTHING: ResourcePlan = { planned: null, replace: [], privateData: {}, diagnostics: [] };

/** The engine refuses what is protected; nothing else of it is shown. */
async function planDestruction(mapping: Mapping, prior: ObjectValue, privateData: PrivateData, session: Session): Promise<ResourcePlan> {
  const { estate, claims } = session;
  const inventory = await estate.inventory();
  const key = mapping.keyOf(prior) ?? "";
  const id = textAt(prior, "id");
  const twice = claims.claim(addressOf(mapping, key), id ?? key, true);
  const sighting = await sightOf(mapping, prior, inventory, session);
  const done: ResourcePlan = { ...NOTHING, privateData, diagnostics: twice ? [twice] : [] };
  if (sighting.state !== "there") return { ...done, diagnostics: [...done.diagnostics, ...standing(sighting, key)] };
  const { address, manifests } = manifestOf(mapping, prior, key, estate.provider, { id }, true);
  const { diagnostics } = planOne(address, manifests, estate, sighting.inventory, { destroy: true });
  return { ...done, diagnostics: [...done.diagnostics, ...diagnostics] };
}

/**
 * Terraform asks so for what is new; for what was lost from its state, since it was killed while that was made; and for the second half of a
 * replacement, whose first half (`object`) is in VMM still. When it applies, it asks again, and takes no other answer.
 */
async function planCreation(mapping: Mapping, config: ObjectValue, { object }: PrivateData, session: Session): Promise<ResourcePlan> {
  const { estate, claims } = session;
  const inventory = await estate.inventory();
  const at = Date.now();
  const key = mapping.keyOf(config);
  const create = (change: Change | undefined, waiting: readonly Waiting[]): ObjectValue => ({
    ...plannedState(mapping.schema.attributes, config, null, judgeCreation),
    key: key ?? UNKNOWN,
    ...ofPlan(mapping, config, change, waiting),
    unfinished: null,
  });
  const base = { replace: [], privateData: { role: roleOf(inventory), plannedAt: at } };
  if (key === null) return { ...base, planned: create(undefined, []), diagnostics: [] };

  const twice = claims.claim(addressOf(mapping, key), object ?? null, false);
  const one = manifestOf(mapping, config, key, estate.provider, { id: null });
  const sighting = await sightOf(mapping, { ...config, id: null, key }, inventory, session);
  const own = sighting.state === "there" ? sighting.live : null;
  const goesOn = own !== null && own.id !== object && !mayHoldData(own);
  const leaving = goesOn ? undefined : (own?.id ?? object);
  const { change, diagnostics } = await judged(one, config, mapping, session, () =>
    planOne(one.address, one.manifests, estate, leaving === undefined ? inventory : withoutVm(inventory, leaving)),
  );
  const waiting = change && goesOn ? waitingOf(change, one.manifests, at) : [];
  return {
    ...base,
    planned: create(goesOn ? change : undefined, waiting),
    diagnostics: [...diagnostics, ...(twice ? [twice] : problems.alreadyThere(own, key, object))],
  };
}

async function planUpdate(
  mapping: Mapping,
  config: ObjectValue,
  prior: ObjectValue,
  request: PlanRequest,
  session: Session,
): Promise<ResourcePlan> {
  const { estate, claims } = session;
  const inventory = await estate.inventory();
  const formerKey = mapping.keyOf(prior) ?? "";
  const key = mapping.keyOf({ ...config, key: config["key"] ?? formerKey });
  const sighting = await sightOf(mapping, prior, inventory, session);
  // Whether an unknown key is another one shows when it is known.
  const twice = claims.claim(addressOf(mapping, key ?? formerKey), liveId(sighting) ?? textAt(prior, "id") ?? formerKey, false);
  if (sighting.state !== "there") {
    const diagnostics = sighting.state === "gone" ? [problems.goneMeanwhile()] : standing(sighting, formerKey);
    return { replace: [], privateData: request.privateData, planned: prior, diagnostics };
  }
  const at = Date.now();
  const known = filled(config, prior) as ObjectValue;
  const one = manifestOf(mapping, known, key ?? formerKey, estate.provider, { id: liveId(sighting), formerKey });
  const { change, diagnostics } = await judged(one, known, mapping, session, () =>
    planOne(one.address, one.manifests, estate, sighting.inventory),
  );
  const waiting = change ? waitingOf(change, one.manifests, at) : [];
  const priorManifest = mapping.toManifest(prior, formerKey).object;
  const judgement = judgeUpdate({ mapping, config, prior, manifest: one.mapped.object, priorManifest, change, waiting });
  return {
    replace: change?.action === "replace" && isFinished(sighting.live) ? replacing(mapping, config, change) : [],
    planned: {
      ...plannedState(mapping.schema.attributes, config, prior, judgement),
      key: key ?? UNKNOWN,
      ...(change && ofUpdate(mapping, config, prior, change, waiting)),
    },
    privateData: { ...privateOf(sighting, inventory), plannedAt: at },
    diagnostics: [
      ...(twice ? [twice] : []),
      ...diagnostics,
      ...problems.disruption(change, waiting, one.manifests),
      ...(change?.action === "replace" ? [] : readOnce(mapping, config, prior, one.mapped.object)),
    ],
  };
}

const liveId = (sighting: Sighting): string | null => (sighting.state === "there" ? (sighting.live?.id ?? null) : null);

function ofUpdate(mapping: Mapping, config: ObjectValue, prior: ObjectValue, change: Change, waiting: readonly Waiting[]): ObjectValue {
  const ofChange: ObjectValue = { ...ofPlan(mapping, config, change, waiting), unfinished: unfinishedAfter(change, prior) };
  // What the last change cost stays until the next one.
  return change.action === "none" ? { ...ofChange, disruption: prior["disruption"] ?? "none" } : ofChange;
}

/** Where the change leads to nothing that an attribute shows, and the state was not refreshed, Terraform is told that there is something. */
const unfinishedAfter = ({ action, attributes }: Change, prior: ObjectValue): Value =>
  action !== "none" && attributes.length === 0 && (prior["unfinished"] ?? null) === null ? UNKNOWN : null;

/** Attributes of the plan itself. */
function ofPlan(mapping: Mapping, config: ObjectValue, change: Change | undefined, waiting: readonly Waiting[]): ObjectValue {
  const reasons = waiting.map(({ path, for: reason }) => [pathText(mapping.attributePath(path, config)), reason]);
  return { disruption: change ? costOf(change, waiting) : "none", waiting: Object.fromEntries(reasons) };
}

/** Those that the configuration gives; what else becomes another with them, is not what it is for. */
function replacing(mapping: Mapping, config: ObjectValue, { attributes }: Change): readonly AttributePath[] {
  const all = attributes.filter(({ policy }) => policy === "replace").map(({ path }) => mapping.attributePath(path, config));
  const paths = all.filter((path, index) => path.length > 0 && all.findIndex((other) => sameValue(other, path)) === index);
  const given = paths.filter((path) => valueAt(config, path) !== null);
  return given.length > 0 ? given : paths;
}
