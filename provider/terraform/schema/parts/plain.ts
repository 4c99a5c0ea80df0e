import { isObject, UNKNOWN, type Value } from "../../value/value.ts";
import type { PrimitiveType } from "../attribute.ts";
import { lost, type Part } from "./part.ts";

/** What YAML writes as a number and Terraform as a text: quantities. */
const plainValue = ({ kind }: PrimitiveType, given: unknown): Value => {
  if (typeof given === "number" && kind === "string") return String(given);
  return typeof given === "string" || typeof given === "number" || typeof given === "boolean" ? given : null;
};

/** A text, a number, true or false. */
export function scalar(type: PrimitiveType): Part {
  const part: Part = {
    type,
    write: (value, at, into) => (value === UNKNOWN ? lost(at, into) : (value ?? undefined)),
    read: (given) => plainValue(type, given),
    follow: (steps) => (steps.length === 0 ? { path: [], part } : { path: [] }),
  };
  return part;
}

/** Of scalars. One item that is not known makes the list unknown: what a list says, it says as a whole. */
export function list(of: PrimitiveType): Part {
  const part: Part = {
    type: { kind: "list", of },
    write: (value, at, into) => {
      if (value === UNKNOWN) return lost(at, into);
      if (!Array.isArray(value)) return undefined;
      const holes = value.flatMap((item, index) => (item === UNKNOWN ? [[...at, index]] : []));
      into.unknown.push(...holes);
      return holes.length > 0 ? UNKNOWN : value;
    },
    read: (given) => (Array.isArray(given) ? given.map((item: unknown) => plainValue(of, item)) : null),
    follow: ([index, ...more], value) => {
      if (index === undefined) return { path: [], part };
      const isThere = Array.isArray(value) && typeof index === "number" && index < value.length;
      return isThere && more.length === 0 ? { path: [index], part: scalar(of) } : { path: [] };
    },
  };
  return part;
}

/** Of scalars, by names of people's own. An entry that is not known is left out: entries stand for themselves. */
export function mapOf(of: PrimitiveType): Part {
  const part: Part = {
    type: { kind: "map", of },
    write: (value, at, into) => {
      if (value === UNKNOWN) return lost(at, into);
      if (!isObject(value)) return undefined;
      for (const [key, item] of Object.entries(value)) if (item === UNKNOWN) into.unknown.push([...at, key]);
      return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== UNKNOWN && item !== null));
    },
    read: (given) => {
      if (typeof given !== "object" || given === null || Array.isArray(given)) return null;
      return Object.fromEntries(Object.entries(given).map(([key, item]) => [key, plainValue(of, item)]));
    },
    follow: (steps, value) => {
      if (steps.length === 0) return { path: [], part };
      // Names may hold dots, which the engine's paths do not quote.
      const key = steps.join(".");
      return isObject(value) && Object.hasOwn(value, key) ? { path: [key], part: scalar(of) } : { path: [] };
    },
  };
  return part;
}
