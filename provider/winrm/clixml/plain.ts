import { ClixmlError } from "./clixml-error.ts";
import { PsCredential, SecureString } from "./secure-string.ts";
import {
  type ClixmlContent,
  type ClixmlEntry,
  type ClixmlObject,
  type ClixmlPrimitive,
  type ClixmlValue,
  hashtable,
  int32,
  list,
  NIL,
  property,
  text,
} from "./value.ts";

/** What `fromClixml` gives: JSON's values, and byte arrays, secure strings and integers too large for a number. */
export type Plain =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | SecureString
  | readonly Plain[]
  | { readonly [key: string]: Plain };

const MAX_NESTING = 100;

/**
 * Turns a plain value into CLIXML: object → Hashtable, array → object[], integer → Int32 or Int64, other number → Double,
 * bigint → Int64 or UInt64, Uint8Array → byte[], `SecureString`, `PsCredential` → PSCredential, null → $null. Properties that
 * are undefined are left out, as in JSON.
 *
 * Throws `ClixmlError` for what has no such form: functions, symbols, instances of classes (Date, Map, …), cycles.
 */
export function toClixml(plain: object | string | number | bigint | boolean | null): ClixmlValue {
  return convert(plain, 0);
}

function convert(plain: unknown, depth: number): ClixmlValue {
  if (plain === null) return NIL;
  if (typeof plain === "string") return text(plain);
  if (typeof plain === "boolean") return { kind: "boolean", value: plain };
  if (typeof plain === "number") return fromNumber(plain);
  if (typeof plain === "bigint") return fromBigint(plain);
  if (typeof plain === "object") return fromObject(plain, depth);
  throw new ClixmlError("unsupported", `a value of type ${typeof plain} has no CLIXML form`);
}

function fromNumber(value: number): ClixmlPrimitive {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) return { kind: "float", tag: "Db", value };
  if (value >= -(2 ** 31) && value < 2 ** 31) return int32(value);
  return { kind: "long", tag: "I64", value: BigInt(value) };
}

function fromBigint(value: bigint): ClixmlPrimitive {
  if (BigInt.asIntN(64, value) === value) return { kind: "long", tag: "I64", value };
  if (BigInt.asUintN(64, value) === value) return { kind: "long", tag: "U64", value };
  throw new ClixmlError("unsupported", "an integer needs more than 64 bits");
}

function fromObject(value: object, depth: number): ClixmlValue {
  if (depth > MAX_NESTING) throw new ClixmlError("limit", "the value is nested too deeply, or contains itself");
  if (value instanceof Uint8Array) return { kind: "bytes", value };
  if (value instanceof SecureString) return { kind: "secure", value };
  if (value instanceof PsCredential) return credential(value);
  if (Array.isArray(value)) return list(value.map((item) => convert(item, depth + 1)));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype)
    throw new ClixmlError("unsupported", "an instance of a class has no CLIXML form");
  const entries: ClixmlEntry[] = [];
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined) entries.push({ key: text(key), value: convert(item, depth + 1) });
  }
  return hashtable(entries);
}

const credential = ({ username, password }: PsCredential): ClixmlObject => ({
  kind: "object",
  typeNames: ["System.Management.Automation.PSCredential", "System.Object"],
  toText: null,
  content: null,
  adapted: [property("UserName", text(username)), property("Password", { kind: "secure", value: password })],
  extended: [],
});

/**
 * The plain view of a CLIXML value: dictionaries and objects with properties → object, lists → array, byte[] → Uint8Array,
 * an enum → its name, 64-bit integers → number where exact, else bigint; dates, guids, decimals and the like → their text.
 * A string or number that carries notes gives the value alone. An object without properties gives its `ToString()` text.
 *
 * Throws `ClixmlError` when an object contains itself.
 */
export function fromClixml(value: ClixmlValue): Plain {
  return project(value, new Set());
}

function project(value: ClixmlValue, open: Set<ClixmlObject>): Plain {
  if (value.kind === "nil") return null;
  if (value.kind !== "object") return fromPrimitive(value);
  if (open.has(value)) throw new ClixmlError("unsupported", "an object contains itself and has no plain form");
  open.add(value);
  const plain = value.content === null ? projectProperties(value, open) : projectContent(value, value.content, open);
  open.delete(value);
  return plain;
}

function fromPrimitive(value: ClixmlPrimitive): Plain {
  switch (value.kind) {
    case "long":
      return Number.isSafeInteger(Number(value.value)) ? Number(value.value) : value.value;
    case "char":
      return String.fromCharCode(value.value);
    case "string":
    case "boolean":
    case "integer":
    case "float":
    case "bytes":
    case "text":
    case "secure":
      return value.value;
    case "progress":
      return { ...value.value };
  }
}

function projectContent(owner: ClixmlObject, content: ClixmlContent, open: Set<ClixmlObject>): Plain {
  switch (content.kind) {
    case "list":
      return content.items.map((item) => project(item, open));
    case "dictionary":
      return Object.fromEntries(content.entries.map((entry) => [String(project(entry.key, open)), project(entry.value, open)]));
    case "primitive":
      return isEnum(owner) && owner.toText !== null ? owner.toText : fromPrimitive(content.value);
  }
}

const isEnum = (value: ClixmlObject) => value.typeNames.some((name) => name === "System.Enum" || name === "Deserialized.System.Enum");

function projectProperties(value: ClixmlObject, open: Set<ClixmlObject>): Plain {
  if (value.adapted.length === 0 && value.extended.length === 0) return value.toText ?? {};
  const added = new Set(value.extended.map((p) => p.name.toLowerCase()));
  const visible = [...value.adapted.filter((p) => !added.has(p.name.toLowerCase())), ...value.extended];
  return Object.fromEntries(visible.map((p) => [p.name, project(p.value, open)]));
}
