import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LoadedName } from "../../../model/manifests.ts";
import type { LiveNameClaim } from "../../inventory-names.ts";
import type { Planning, ProviderView } from "../../kind.ts";
import { fold, listed } from "../../text.ts";
import { holderInVmm, holdersOf } from "../machine/names.ts";

export function exhausted({ candidates, value }: LoadedName, held: ReadonlyMap<string, string>, { providers }: Planning): Diagnostic {
  const worlds = [...providers.values()].map(({ world }) => world);
  const holderOf = (name: string): string => {
    const known = held.get(fold(name));
    if (known) return known;
    const world = worlds.find((one) => holdersOf(name, one).length > 0);
    return world ? holderInVmm(name, world) : "another claim of this plan";
  };
  return {
    code: "PLAN_NAMES_EXHAUSTED",
    severity: "error",
    path: value.spec.vmNameFromPool ? "spec.vmNameFromPool" : "spec.vmNameRanges",
    summary: "none of its names is free",
    detail:
      candidates.length === 0
        ? "It has none."
        : `Of ${candidates.length}: ${listed(candidates.map((name) => `${name}: ${holderOf(name)}`))}.`,
    hint: "Add a range, or remove what holds its names.",
  };
}

/** VMM lets anybody give any name to a VM. Who has been told the name relies on it, so that it is kept. */
export function overtaken({ name }: LiveNameClaim, { world }: ProviderView, { scope }: Planning): Diagnostic | null {
  const strangers = (world.vmsByName.get(fold(name)) ?? []).filter(({ id }) => world.ownedById.get(id)?.mark.scope !== scope);
  const [stranger] = strangers;
  if (!stranger) return null;
  const mark = world.ownedById.get(stranger.id)?.mark;
  return {
    code: "PLAN_NAME_OVERTAKEN",
    severity: "warning",
    summary: `a VM that is not of this scope bears the name ${name}, which this claim holds`,
    detail: `It is ${mark ? `${mark.address} of scope ${mark.scope}` : "nobody's"}, id ${stranger.id}. The claim is kept.`,
    hint: "Rename that VM, or give the claim other names.",
  };
}
