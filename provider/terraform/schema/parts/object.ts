import type { ManifestPath } from "../../../model/load/manifest-path.ts";
import { isObject, type ObjectValue, UNKNOWN, type Value } from "../../value/value.ts";
import type { Attribute, Attributes } from "../attribute.ts";
import type { AttributePath } from "../mapping.ts";
import { type Found, lost, type Member, type Part, type Writing } from "./part.ts";

/** One field that is one attribute. */
export function member(steps: readonly string[], name: string, attribute: Attribute, part: Part): Member {
  return {
    steps,
    attributes: { [name]: attribute },
    required: attribute.presence === "required",
    write: (object, at, into) => part.write(object[name] ?? null, [...at, name], into),
    read: (given) => ({ [name]: part.read(given) }),
    follow: (rest, object) => below(name, part.follow(rest, object[name] ?? null)),
  };
}

export const below = (step: string | number, { path, part }: Found): Found => ({ path: [step, ...path], ...(part && { part }) });

export const attributesOf = (members: readonly Member[]): Attributes => Object.assign({}, ...members.map(({ attributes }) => attributes));

/** An object; null where the manifest has none. */
export function object(members: readonly Member[], nesting: "single" | "list" | "map" = "single"): Part {
  const part: Part = {
    type: { kind: "object", nesting, attributes: attributesOf(members) },
    write: (value, at, into) => {
      if (value === UNKNOWN) return lost(at, into);
      if (!isObject(value)) return undefined;
      const { fields, isWhole } = writeMembers(members, value, at, into);
      return isWhole ? fields : lost(at, into);
    },
    read: (given) => (typeof given === "object" && given !== null && !Array.isArray(given) ? readMembers(members, given) : null),
    follow: (steps, value) => (steps.length === 0 ? { path: [], part } : followMembers(members, steps, value)),
  };
  return part;
}

type Fields = Record<string, unknown>;

/** `isWhole`: all that is required is known. */
export function writeMembers(members: readonly Member[], value: ObjectValue, at: AttributePath, into: Writing) {
  const fields: Fields = {};
  let isWhole = true;
  for (const one of members) {
    const written = one.write(value, at, into);
    if (written === UNKNOWN) isWhole &&= !one.required;
    else if (written !== undefined) put(fields, one.steps, written);
  }
  return { fields, isWhole };
}

function put(fields: Fields, [step = "", ...more]: readonly string[], written: unknown): void {
  if (more.length === 0) fields[step] = written;
  else {
    const inner = (fields[step] ?? {}) as Fields;
    fields[step] = inner;
    put(inner, more, written);
  }
}

export function readMembers(members: readonly Member[], given: object): ObjectValue {
  return Object.assign({}, ...members.map((one) => one.read(at(given, one.steps))));
}

function at(given: unknown, [step, ...more]: readonly string[]): unknown {
  if (step === undefined) return given;
  return typeof given === "object" && given !== null && Object.hasOwn(given, step) ? at((given as Fields)[step], more) : undefined;
}

export function followMembers(members: readonly Member[], steps: ManifestPath, value: Value): Found {
  if (!isObject(value)) return { path: [] };
  const own = members.find((candidate) => candidate.steps.every((step, index) => step === steps[index]));
  const silent = own !== undefined && Object.keys(own.attributes).every((name) => (value[name] ?? null) === null);
  const cover = silent ? members.find(({ covers }) => covers?.has(String(steps[0]))) : undefined;
  const found = cover?.follow(steps, value);
  if (found?.part) return found;
  return own ? own.follow(steps.slice(own.steps.length), value) : { path: [] };
}

/** A list of objects. */
export function items(members: readonly Member[]): Part {
  const item = object(members);
  const part: Part = {
    type: { kind: "object", nesting: "list", attributes: attributesOf(members) },
    write: (value, at, into) => {
      if (value === UNKNOWN) return lost(at, into);
      if (!Array.isArray(value)) return undefined;
      const written = value.map((one, index) => item.write(one, [...at, index], into) ?? {});
      return written.includes(UNKNOWN) ? UNKNOWN : written;
    },
    read: (given) => (Array.isArray(given) ? given.map((one) => item.read(one)) : null),
    follow: ([index, ...rest], value) => {
      if (index === undefined) return { path: [], part };
      const isThere = Array.isArray(value) && typeof index === "number" && index < value.length;
      return isThere ? below(index, item.follow(rest, value[index] ?? null)) : { path: [] };
    },
  };
  return part;
}
