import type { Plain } from "../../winrm/clixml/plain.ts";
import { type ClixmlEntry, type ClixmlValue, hashtable, list, NIL, text } from "../../winrm/clixml/value.ts";
import { SecureString, toClixml } from "../../winrm/index.ts";
import { PsCredentialArgument } from "../objects/credential.ts";
import { type Argument, isVmmObject, printed, type Value, type VmmObject } from "../objects/object.ts";
import { readProperties } from "../objects/properties.ts";

/** A number for every object that a session has seen: a session names by it what it gives back. */
export class Handles {
  readonly #numbers = new WeakMap<VmmObject, number>();
  readonly #objects = new Map<number, VmmObject>();

  of(object: VmmObject): number {
    const known = this.#numbers.get(object);
    if (known !== undefined) return known;
    const handle = this.#objects.size + 1;
    this.#numbers.set(object, handle);
    this.#objects.set(handle, object);
    return handle;
  }

  at(handle: number): VmmObject {
    const object = this.#objects.get(handle);
    if (object === undefined) throw new RangeError(`no object has the handle ${handle}`);
    return object;
  }
}

/** The properties of VMM's objects that are Guids and texts in the simulator (scvmm-domain 1.1); VMId is a text there too. */
const GUID_NAME = /(id|guid)$/;
const GUID_TEXT = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

const table = (entries: readonly (readonly [string, ClixmlValue])[]): ClixmlValue =>
  hashtable(entries.map(([key, value]): ClixmlEntry => ({ key: text(key), value })));

/**
 * An object with its properties, as VirtualMachineManager.psm1 reads it: `plain` holds those that CLIXML itself brings back as they are,
 * `deep` objects (by handle and type), lists and hashtables. What is null is left out. Other objects are not sent with it.
 */
export function writeObject(object: VmmObject, handles: Handles, now: number): ClixmlValue {
  const plain: [string, ClixmlValue][] = [];
  const deep: [string, ClixmlValue][] = [];
  for (const [name, value] of readProperties(object, now)) {
    if (value === null) continue;
    if (isLeaf(value)) plain.push([name, writeLeaf(value, name)]);
    else deep.push([name, writeValue(value, handles)]);
  }
  return table([
    ["handle", toClixml(handles.of(object))],
    ["type", text(object.$type)],
    ["text", text(printed(object))],
    ["plain", table(plain)],
    ["deep", table(deep)],
  ]);
}

type Leaf = boolean | number | string | Date;

const isLeaf = (value: Exclude<Value, null>): value is Leaf => typeof value !== "object" || value instanceof Date;

function writeLeaf(value: Leaf, name: string): ClixmlValue {
  if (value instanceof Date) return { kind: "text", tag: "DT", value: value.toISOString() };
  if (typeof value === "string" && GUID_NAME.test(name) && GUID_TEXT.test(value)) return { kind: "text", tag: "G", value };
  return toClixml(value);
}

function writeValue(value: Value, handles: Handles): ClixmlValue {
  if (value === null) return NIL;
  if (isLeaf(value)) return writeLeaf(value, "");
  if (isVmmObject(value)) {
    return table([
      ["handle", toClixml(handles.of(value))],
      ["type", text(value.$type)],
    ]);
  }
  if (value instanceof Map) {
    const pairs = [...(value as ReadonlyMap<string, Value>)].map(([key, item]) => list([text(key), writeValue(item, handles)]));
    return table([["table", list(pairs)]]);
  }
  return table([["list", list((value as readonly Value[]).map((item) => writeValue(item, handles)))]]);
}

/** An object parameter that was given as a text (scvmm-domain 2.14), to be resolved by its parameter's type. */
export interface NamedObject {
  readonly type: string;
  readonly name: string;
}

/** What PowerShell's binder made of an argument. */
export function readArgument(value: Plain, handles: Handles, resolve: (named: NamedObject) => Argument): Argument {
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string") return value;
  if (typeof value === "bigint") return Number(value);
  if (!isTable(value)) return null;
  const { handle, list: items, name, type, other, username, password } = value;
  if (typeof username === "string")
    return new PsCredentialArgument(username, new SecureString(typeof password === "string" ? password : ""));
  if (typeof handle === "number") return handles.at(handle);
  if (Array.isArray(items)) return (items as readonly Plain[]).map((item) => readArgument(item, handles, resolve));
  if (typeof type === "string") return resolve({ type, name: typeof name === "string" ? name : "" });
  return typeof other === "string" ? other : null;
}

export function isTable(value: Plain | undefined): value is { readonly [key: string]: Plain } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
