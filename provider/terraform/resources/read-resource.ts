import type { Inventory } from "../../engine/inventory.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Kind } from "../../model/load/kinds.ts";
import { formatMark } from "../../model/mark.ts";
import type { Mapping } from "../schema/mapping.ts";
import type { ObjectValue } from "../value/value.ts";
import { manifestOf, markOf } from "./manifest.ts";
import { isFailed, type Sighting, sight, type There } from "./objects.ts";
import { planOne } from "./plan-one.ts";
import type { PrivateData } from "./private-data.ts";
import type { Session } from "./session.ts";

export interface Read {
  /** null: VMM says that it is gone. */
  readonly state: ObjectValue | null;
  readonly privateData: PrivateData;
  readonly diagnostics: readonly Diagnostic[];
}

export const textAt = (value: ObjectValue, name: string): string | null => {
  const text = value[name];
  return typeof text === "string" && text !== "" ? text : null;
};

/** Where the object of a state is. Throws DiagnosticError where VMM cannot be read. */
export async function sightOf(mapping: Mapping, state: ObjectValue, inventory: Inventory, session: Session): Promise<Sighting> {
  const key = mapping.keyOf(state) ?? "";
  const wanted = { kind: mapping.kind as Kind, mark: markOf(mapping, session.estate.scope, key), id: textAt(state, "id") };
  return sight(wanted, inventory, (id) => session.details(inventory, id));
}

/**
 * 1. Find the object, by its mark or else by its id.
 * 2. Gone is only what VMM, read as a whole by an account of the same role, does not have.
 * 3. Live values stand where VMM differs from the state, in the form that they have in a manifest; the rest is as it was written.
 */
export async function readResource(mapping: Mapping, state: ObjectValue, before: PrivateData, session: Session): Promise<Read> {
  const inventory = await session.estate.inventory();
  const sighting = await sightOf(mapping, state, inventory, session);
  const role = roleOf(inventory);
  const kept = (problem: Diagnostic): Read => ({ state, privateData: before, diagnostics: [problem] });
  if (sighting.state === "foreign") return kept(foreign(sighting));
  if (sighting.state === "two") return kept(twoObjects(sighting, mapping.keyOf(state) ?? ""));
  if (sighting.state === "gone") {
    const isOther = before.role !== undefined && before.role !== role;
    return isOther ? kept(notSeen(textAt(state, "id") ?? "")) : { state: null, privateData: {}, diagnostics: [] };
  }
  return { state: liveState(mapping, state, sighting, session), privateData: privateOf(sighting, inventory), diagnostics: [] };
}

export const roleOf = ({ account }: Inventory): string | null => account.role?.id ?? null;
export const privateOf = ({ live }: There, inventory: Inventory): PrivateData => ({
  ...(live && { object: live.id }),
  role: roleOf(inventory),
});

/** What stands against anything being done with an object. */
export const standing = (sighting: Exclude<Sighting, There>, key: string): readonly Diagnostic[] =>
  sighting.state === "foreign" ? [foreign(sighting)] : sighting.state === "two" ? [twoObjects(sighting, key)] : [];

/** The state with what VMM shows of its object. */
export function liveState(mapping: Mapping, state: ObjectValue, { live, inventory }: There, { estate }: Session): ObjectValue {
  const key = mapping.keyOf(state) ?? "";
  const { address, manifests } = manifestOf(mapping, state, key, estate.provider, { id: live?.id ?? null });
  const { change } = planOne(address, manifests, estate, inventory);
  const seen = change && !isFailed(live) ? mapping.withLive(state, change.attributes) : state;
  const isSilent = change !== undefined && change.action !== "none" && (change.attributes.length === 0 || isFailed(live));
  return { ...mapping.withComputed(seen, live, inventory, estate.scope), unfinished: isSilent ? change.cause : null };
}

function foreign({ name, mark }: Extract<Sighting, { state: "foreign" }>): Diagnostic {
  return {
    code: "TERRAFORM_OWNED_BY_OTHER",
    severity: "error",
    summary: `"${name}" belongs to another`,
    detail: `In VMM it carries the mark ${formatMark(mark)}: ${mark.address} of scope ${mark.scope}.`,
    hint: "Nothing of others is ever touched. If its owner gives it up, remove the mark there; else remove the resource from the state with terraform state rm.",
  };
}

function twoObjects({ ids: [own, known] }: Extract<Sighting, { state: "two" }>, key: string): Diagnostic {
  return {
    code: "TERRAFORM_TWO_OBJECTS",
    severity: "error",
    path: "metadata.name",
    summary: `another object than that of the state has the key "${key}"`,
    detail: `The state knows ${known}, and in VMM ${own} carries the mark of this key. Both are there.`,
    hint: "Another configuration with the same scope uses this key. Give this resource another key, or that provider block another scope.",
  };
}

/** An account that may see less shows less, without an error. */
function notSeen(id: string): Diagnostic {
  return {
    code: "TERRAFORM_NOT_SEEN",
    severity: "error",
    summary: "VMM does not show the object of this resource to this account",
    detail: `It is not among what VMM lists (id ${id}). The account has another role in VMM than the one that saw it last, so that this does not prove that the object is gone.`,
    hint: "Use an account of the same role. If the object is gone indeed, remove the resource from the state with terraform state rm.",
  };
}
