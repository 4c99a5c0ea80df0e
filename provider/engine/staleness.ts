import type { Diagnostic } from "../model/diagnostic.ts";
import type { Change, Plan } from "../model/plan.ts";
import { canonicalJson } from "./canonical-json.ts";

/** Why a saved plan must not be applied, naming what differs; empty when it still holds. `current` is planned anew from the same manifests. */
export function staleness(saved: Plan, current: Plan): readonly Diagnostic[] {
  // The text too: a file that was edited says what nobody would carry out.
  if (canonicalJson(saved) === canonicalJson(current)) return [];
  if (saved.scope !== current.scope) return [stale(`it was made for scope ${saved.scope}, this run is for ${current.scope}`)];
  const before = new Map(saved.changes.map((change) => [change.address, change]));
  const now = new Map(current.changes.map((change) => [change.address, change]));
  const differing = [...new Set([...before.keys(), ...now.keys()])].sort().flatMap((address) => {
    const text = differs(before.get(address), now.get(address));
    return text === null ? [] : [{ ...stale(text), address }];
  });
  if (differing.length > 0) return differing;
  return [stale("objects in VMM that it was based on were made anew or renamed since, though the changes look alike")];
}

function stale(why: string): Diagnostic {
  return {
    code: "PLAN_STALE",
    severity: "error",
    summary: `the saved plan no longer holds: ${why}`,
    hint: "Plan again, look at the new plan, and apply that.",
  };
}

function differs(saved: Change | undefined, current: Change | undefined): string | null {
  if (canonicalJson(saved ?? null) === canonicalJson(current ?? null)) return null;
  if (!saved) return `it did not know of this object, which now has action ${current?.action}`;
  if (!current) return `the object is no longer part of it (it was: ${saved.action})`;
  if (saved.action !== current.action) return `it says ${saved.action}, now it would be ${current.action}`;
  const before = new Map(saved.attributes.map((attribute) => [attribute.path, canonicalJson(attribute)]));
  const now = new Map(current.attributes.map((attribute) => [attribute.path, canonicalJson(attribute)]));
  const paths = [...new Set([...before.keys(), ...now.keys()])].filter((path) => before.get(path) !== now.get(path)).sort();
  return paths.length > 0 ? `${paths.join(", ")} changed since` : `its cause changed: ${current.cause}`;
}
