import type { Diagnostic } from "../model/diagnostic.ts";
import type { AttributeChange, Change, Json, Plan } from "../model/plan.ts";
import { canonicalJson, fingerprintOf } from "./canonical-json.ts";
import type { Work } from "./work.ts";

/** By address: what a change is carried out with, ids and state of VMM included, as a fingerprint. It tells which object is no longer the same. */
export type Bases = Readonly<Record<string, string>>;

export const basesOf = (work: readonly Work[]): Bases => Object.fromEntries(work.map((one) => [one.address, fingerprintOf(one)]));

/** A plan with what tells its objects apart. */
export interface Judged {
  readonly plan: Plan;
  readonly bases: Bases;
}

/** Why a saved plan must not be applied, object by object; empty when it still holds. `current` is planned anew from the same manifests. */
export function staleness(saved: Judged, current: Judged): readonly Diagnostic[] {
  // The text too: a file that was edited says what nobody would carry out.
  if (canonicalJson(saved.plan) === canonicalJson(current.plan)) return [];
  if (saved.plan.scope !== current.plan.scope)
    return [stale(`it was made for scope ${saved.plan.scope}, this run is for ${current.plan.scope}`)];
  const before = new Map(saved.plan.changes.map((change) => [change.address, change]));
  const now = new Map(current.plan.changes.map((change) => [change.address, change]));
  const differing = [...new Set([...before.keys(), ...now.keys()])].sort().flatMap((address) => {
    const reasons = differs(before.get(address), now.get(address));
    return reasons.length === 0 ? [] : [{ ...stale(reasons), address }];
  });
  if (differing.length > 0) return differing;
  const remade = [...new Set([...Object.keys(saved.bases), ...Object.keys(current.bases)])]
    .sort()
    .filter((address) => saved.bases[address] !== current.bases[address]);
  if (remade.length > 0)
    return remade.map((address) => ({
      ...stale(
        "the change looks alike, but objects in VMM that it is made of were made anew, renamed or renumbered since, or the file was edited",
      ),
      address,
    }));
  return [stale("its fingerprint is another one: the file was edited, or another version of this program has saved it")];
}

/** One reason goes into the summary; of several, each has a line of the detail. */
function stale(why: string | readonly string[]): Diagnostic {
  const reasons = typeof why === "string" ? [why] : why;
  const summary = reasons.length === 1 ? (reasons[0] ?? "") : `${reasons.length} things changed since`;
  return {
    code: "PLAN_STALE",
    severity: "error",
    summary: `the saved plan no longer holds: ${summary}`,
    ...(reasons.length > 1 ? { detail: reasons.join("\n") } : {}),
    hint: "Plan again, look at the new plan, and apply that.",
  };
}

function differs(saved: Change | undefined, current: Change | undefined): readonly string[] {
  if (canonicalJson(saved ?? null) === canonicalJson(current ?? null)) return [];
  if (!saved) return [`it did not know of this object, which now has action ${current?.action}`];
  if (!current) return [`the object is no longer part of it (it was: ${saved.action})`];
  const action = saved.action === current.action ? [] : [`it says ${saved.action}, now it would be ${current.action}`];
  const disruption =
    saved.disruption === current.disruption ? [] : [`it says disruption ${saved.disruption}, now it would be ${current.disruption}`];
  const before = new Map(saved.attributes.map((attribute) => [attribute.path, attribute]));
  const now = new Map(current.attributes.map((attribute) => [attribute.path, attribute]));
  const attributes = [...new Set([...before.keys(), ...now.keys()])]
    .sort()
    .flatMap((path) => attributeDiffers(path, before.get(path), now.get(path)));
  const reasons = [...action, ...disruption, ...attributes];
  return reasons.length > 0 ? reasons : [`its cause was "${saved.cause}", is "${current.cause}" now`];
}

const text = (value: Json): string => (value === null ? "nothing" : typeof value === "string" ? value : canonicalJson(value));

/** `spec.memory was 2Gi, is 3Gi now` */
function attributeDiffers(path: string, saved: AttributeChange | undefined, current: AttributeChange | undefined): readonly string[] {
  if (!saved) return current ? [`${path} differs now: it is ${text(current.before)}, to become ${text(current.after)}`] : [];
  if (!current) return [`${path} differs no longer: it was ${text(saved.before)}, to become ${text(saved.after)}`];
  if (canonicalJson(saved) === canonicalJson(current)) return [];
  if (canonicalJson(saved.before) !== canonicalJson(current.before))
    return [`${path} was ${text(saved.before)}, is ${text(current.before)} now`];
  if (canonicalJson(saved.after) !== canonicalJson(current.after))
    return [`${path} was to become ${text(saved.after)}, would become ${text(current.after)} now`];
  return [`${path} was to be changed ${saved.policy}, now ${current.policy}${current.waitsFor ? `, after its ${current.waitsFor}` : ""}`];
}
