import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LoadedVirtualIp } from "../../../model/manifests.ts";
import { type Mark, sameMark } from "../../../model/mark.ts";
import { type Action, type AttributeChange, KNOWN_AFTER_APPLY } from "../../../model/plan.ts";
import { splitProtection } from "../../../model/protection.ts";
import { addressNotForVips, addressOutOfRange, addressReserved, addressUnmanaged } from "../../address-problems.ts";
import { inChain } from "../../chained.ts";
import { DESTROYED } from "../../deletion.ts";
import type { LiveAddress, LivePool } from "../../inventory-network.ts";
import { ipKey, isInSet, isWithin } from "../../ip-address.ts";
import type { Draft, Planning, ProviderView } from "../../kind.ts";
import { isLeaving } from "../../leaving.ts";
import { placed } from "../../place.ts";
import { listed } from "../../text.ts";
import { attribute } from "./attributes.ts";
import { counted, deletedDraft, leftVirtualIps } from "./deletions.ts";
import { type GivingWay, givingWay } from "./giving-way.ts";
import type { DesiredVirtualIp, VirtualIpGoal } from "./goal.ts";
import { chooseGrant, satisfies, virtualIpSteps } from "./steps.ts";

/**
 * 1. Resolve the pool, and check an address that is given.
 * 2. Find the grant by its mark, and compare.
 * 3. Grants of this scope whose manifest is gone.
 */
export function planVirtualIps(planning: Planning): readonly Draft[] {
  const ways = planning.options.destroy ? new Map() : givingWay(planning);
  const drafts = planning.manifests.virtualIps.flatMap((loaded) => {
    const view = planning.providers.get(loaded.provider);
    return view ? planVirtualIp(loaded, view, planning, ways) : [];
  });
  return planning.options.destroy ? drafts : [...drafts, ...leftVirtualIps(planning)];
}

type Ways = ReadonlyMap<string, GivingWay>;

function planVirtualIp(loaded: LoadedVirtualIp, view: ProviderView, planning: Planning, ways: Ways): Draft[] {
  const mark = { scope: planning.scope, address: loaded.address };
  const movedFrom = planning.moves.from.get(loaded.address) ?? null;
  const grants = view.world.grantsOf(movedFrom ?? mark);
  const place: Draft["place"] = (diagnostic) => placed(diagnostic, loaded);
  if (planning.options.destroy) {
    return deletedDraft(grants, { view, provider: loaded.provider, cause: DESTROYED, place });
  }
  const resolved = resolve(loaded, grants, view, (problem) => planning.report(place(problem)));
  if (!resolved) return [];
  const way = ways.get(loaded.address);
  const desired = instead(resolved, way);
  const [keep, ...doubles] = chooseGrant(grants, desired);
  const after = addressFree(loaded.address, desired, view, movedFrom ?? mark, planning, ways, place);
  if (!after) return [];
  const replaced = keep && !satisfies(keep, desired) ? [keep] : [];
  const chained = inChain(loaded.address, planning);
  const doomed = [...replaced, ...doubles].map(({ id }) => id);
  const goal: VirtualIpGoal = { kind: "ScvmmVirtualIP", mark, movedFrom, ...chained.goal, doomed, desired };
  const attributes = keep ? differences(desired, keep, doubles, view) : creationAttributes(desired);
  const action = keep ? actionOn(replaced, attributes, movedFrom) : "create";
  return [
    {
      address: loaded.address,
      provider: loaded.provider,
      action,
      disruption: action === "replace" ? "replace" : "none",
      window: null,
      attributes,
      cause: action === "none" ? "" : `${cause(keep, attributes, doubles, movedFrom)}${givenTo(way)}`,
      goal,
      steps: virtualIpSteps(goal, view.world),
      after: [...after, ...chained.after],
      losses: replaced.length,
      takes: new Map(action === "create" || action === "replace" ? [[desired.poolId, 1]] : []),
      frees: counted([...replaced, ...doubles]),
      power: null,
      place,
    },
  ];
}

const instead = (desired: DesiredVirtualIp, way: GivingWay | undefined): DesiredVirtualIp =>
  way?.instead ? { ...desired, address: way.instead } : desired;

const givenTo = (way: GivingWay | undefined): string => (way?.instead ? `; ${way.to} names the address that it has` : "");

function actionOn(replaced: readonly LiveAddress[], attributes: readonly AttributeChange[], movedFrom: Mark | null): Action {
  if (replaced.length > 0) return "replace";
  return attributes.length > 0 || movedFrom ? "update" : "none";
}

function cause(
  keep: LiveAddress | undefined,
  attributes: readonly AttributeChange[],
  doubles: readonly LiveAddress[],
  movedFrom: Mark | null,
): string {
  if (!keep) return "not in VMM";
  const differing = attributes.filter(({ path }) => path !== "spec.address" || doubles.length === 0).map(({ path }) => path);
  return [
    movedFrom ? `moved from ${movedFrom.address}` : "",
    differing.length > 0 ? `manifest differs in ${differing.join(", ")}` : "",
    doubles.length > 0
      ? `${doubles.length + 1} addresses carry its mark: ${listed(doubles.map(({ address }) => address))} ${doubles.length === 1 ? "is" : "are"} returned`
      : "",
  ]
    .filter(Boolean)
    .join("; ");
}

function creationAttributes({ pool, address, description, deletionProtection }: DesiredVirtualIp): readonly AttributeChange[] {
  const text = description ? [attribute("spec.description", null, description)] : [];
  const protection = deletionProtection === null ? [] : [attribute("spec.deletionProtection", null, deletionProtection)];
  return [attribute("spec.pool", null, pool), attribute("spec.address", null, address ?? KNOWN_AFTER_APPLY), ...text, ...protection];
}

function differences(
  desired: DesiredVirtualIp,
  keep: LiveAddress,
  doubles: readonly LiveAddress[],
  { world }: ProviderView,
): AttributeChange[] {
  const changes: AttributeChange[] = [];
  const kept = satisfies(keep, desired);
  if (keep.poolId !== desired.poolId)
    changes.push(attribute("spec.pool", world.poolsById.get(keep.poolId)?.name ?? keep.poolId, desired.pool));
  if (!kept || doubles.length > 0) {
    const before = [keep, ...doubles].map(({ address }) => address);
    const after = kept ? keep.address : (desired.address ?? KNOWN_AFTER_APPLY);
    changes.push({ ...attribute("spec.address", before.join(", "), after), policy: kept ? "in-place" : "replace" });
  }
  const { text, isProtected } = splitProtection(keep.description);
  if (desired.description !== null && desired.description !== text)
    changes.push(attribute("spec.description", text || null, desired.description || null));
  if (desired.deletionProtection !== null && desired.deletionProtection !== isProtected)
    changes.push(attribute("spec.deletionProtection", isProtected, desired.deletionProtection));
  return changes;
}

type Report = (problem: Diagnostic) => void;

function resolve(
  { value: { spec } }: LoadedVirtualIp,
  grants: readonly LiveAddress[],
  { finders }: ProviderView,
  report: Report,
): DesiredVirtualIp | undefined {
  const found = finders.pool(spec.pool);
  if ("problem" in found) {
    report({ ...found.problem, path: "spec.pool" });
    return undefined;
  }
  const pool = found.object;
  const isHeld = grants.some((grant) => grant.poolId === pool.id && ipKey(grant.address) === ipKey(spec.address ?? ""));
  const problem = spec.address === undefined || isHeld ? null : problemOf(spec.address, pool);
  if (problem) report(problem);
  if (problem?.severity === "error") return undefined;
  return {
    poolId: pool.id,
    pool: pool.name,
    address: spec.address ?? null,
    description: spec.description ?? null,
    deletionProtection: spec.deletionProtection ?? null,
  };
}

/** Addresses of the changes in this plan that set the wanted address free; undefined where somebody else keeps it, which is told. */
function addressFree(
  address: string,
  desired: DesiredVirtualIp,
  view: ProviderView,
  own: Mark,
  planning: Planning,
  ways: Ways,
  place: Draft["place"],
) {
  const holder = holderOf(desired, view, own);
  if (!holder) return [];
  if (holder.mark && (isLeaving(holder.mark, planning) || ways.get(holder.mark.address)?.to === address)) return [holder.mark.address];
  planning.report(place(addressUnmanaged(holder)));
  return undefined;
}

/** Of an address that is not granted yet. */
function problemOf(address: string, pool: LivePool): Diagnostic | null {
  if (!isWithin(address, pool.rangeStart, pool.rangeEnd)) return addressOutOfRange(address, [pool], "spec.address");
  if (isInSet(address, pool.reserved)) return addressReserved(address, pool, "spec.address");
  const kept = pool.vips !== null && pool.vips.length > 0 && !isInSet(address, pool.vips);
  return kept ? addressNotForVips(address, pool, "spec.address") : null;
}

function holderOf({ poolId, address }: DesiredVirtualIp, { world }: ProviderView, own: Mark): LiveAddress | undefined {
  if (address === null) return undefined;
  return world.grantsAt(poolId, address).find(({ mark }) => !sameMark(mark, own));
}
