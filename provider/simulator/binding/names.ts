import { carmineError } from "../errors.ts";
import { printed, type TypeName, type VmmObject } from "../objects/object.ts";
import { equals } from "../ordinal.ts";
import { type Store, tableOf } from "../store.ts";
import { vmmErrors } from "../vmm-errors.ts";
import type { Convert } from "./convert-one.ts";

/** The one object of a type that prints as this text, or has this name (see assumptions: object-by-name). */
export function resolveByName(store: Store): Convert["resolveByName"] {
  return (type, name, cmdlet, parameter) => {
    const all = [...(tableOf(store, type)?.values() ?? [])];
    const exact = all.filter((object) => equals(printed(object), name));
    const found = exact.length > 0 ? exact : all.filter((object) => hasName(object, type, name));
    const [only, second] = found;
    if (only && !second) return only;
    throw carmineError(type === "AllocatedIPAddress" ? vmmErrors.addressUnknown() : vmmErrors.parameterNull(parameter), cmdlet);
  };
}

function hasName(object: VmmObject, type: TypeName, name: string): boolean {
  if (type === "Host" && object.$type === "Host") return equals(object.ComputerName, name);
  return object.$type === "HostGroup" && equals(object.Name, name);
}
