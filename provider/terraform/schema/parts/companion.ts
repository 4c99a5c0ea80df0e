import type { Kind } from "../../../model/load/kinds.ts";
import { API_VERSION } from "../../../model/metadata.ts";
import { isObject, type ObjectValue, UNKNOWN, type Value } from "../../value/value.ts";
import type { Attributes } from "../attribute.ts";
import { NAMESPACE, PROVIDER_NAME } from "../names.ts";
import { attributesOf, followMembers, writeMembers } from "./object.ts";
import { lost, type Member, type Part } from "./part.ts";

/**
 * A resource of another type that is used here, as an object with the attributes that describe it: `persistent_disk = scvmm_persistent_disk.db`.
 * The manifest refers to it by name, and its own manifest comes with it, since a plan is made of one resource at a time.
 */
export function companion(kind: Kind, reference: string, members: readonly Member[]): Part {
  const key = { type: { kind: "string" }, presence: "required", doc: "Its `key`." } as const;
  const attributes: Attributes = { key, ...attributesOf(members) };
  const part: Part = {
    type: { kind: "object", nesting: "single", attributes },
    write: (value, at, into) => {
      if (value === UNKNOWN) return lost(at, into);
      if (!isObject(value)) return undefined;
      const name = value["key"];
      if (name === UNKNOWN) return lost([...at, "key"], into);
      const { fields, isWhole } = writeMembers(members, value, at, into);
      if (!isWhole) return lost(at, into);
      into.companions.push({
        apiVersion: API_VERSION,
        kind,
        metadata: { name, namespace: NAMESPACE },
        spec: { providerRef: { name: PROVIDER_NAME }, ...fields },
      });
      return { [reference]: { name } };
    },
    read: (given) => blank(attributes, nameIn(given, reference)),
    // The engine tells which one it is, and of the rest at most that it differs.
    live: (given, value) => {
      const key = nameIn(given, reference);
      return key !== null && isObject(value) ? { ...value, key } : null;
    },
    follow: (steps, value) => {
      if (steps.length === 0) return { path: [], part };
      if (steps[0] === reference) return { path: isObject(value) ? ["key"] : [] };
      return followMembers(members, steps, value);
    },
  };
  return part;
}

const blank = (attributes: Attributes, key: string | null): Value =>
  key === null ? null : ({ ...Object.fromEntries(Object.keys(attributes).map((name) => [name, null])), key } satisfies ObjectValue);

/** Of a reference; the engine tells a disk by `db-1`, or `db-1 (Delete)`. */
function nameIn(given: unknown, reference: string): string | null {
  if (typeof given === "string") return given.replace(/ \(\w+\)$/, "");
  const { name } = (given as Readonly<Record<string, { name?: unknown } | undefined>> | null | undefined)?.[reference] ?? {};
  return typeof name === "string" ? name : null;
}
