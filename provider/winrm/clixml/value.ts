import type { SecureString } from "./secure-string.ts";

/**
 * Values of CLIXML, PowerShell's serialisation (MS-PSRP 2.2.5), with the tag they travel under kept, so that what is read
 * can be written again unchanged. Objects are compared by identity: the same `ClixmlObject` met twice, or inside itself, is
 * written as a reference.
 */

export type SmallIntegerTag = "By" | "SB" | "U16" | "I16" | "U32" | "I32";
export type LongIntegerTag = "I64" | "U64";
export type FloatTag = "Sg" | "Db";
/**
 * Values kept in their text form, which is exact where a JavaScript type is not.
 * D decimal · DT date and time (ISO 8601, up to 7 fractional digits, with its zone or without) · TS duration (ISO 8601) ·
 * G guid · URI · Version · XD XML · SBK script block · SS secure string of a document (base64, as it was; who has no key cannot open it)
 */
export type TextTag = "D" | "DT" | "TS" | "G" | "URI" | "Version" | "XD" | "SBK" | "SS";
/** LST a list or array · IE any other enumerable · QUE a queue · STK a stack */
export type ListTag = "LST" | "IE" | "QUE" | "STK";

export type ClixmlPrimitive =
  | { readonly kind: "string"; readonly value: string }
  /** One UTF-16 code unit. */
  | { readonly kind: "char"; readonly value: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "integer"; readonly tag: SmallIntegerTag; readonly value: number }
  | { readonly kind: "long"; readonly tag: LongIntegerTag; readonly value: bigint }
  | { readonly kind: "float"; readonly tag: FloatTag; readonly value: number }
  | { readonly kind: "bytes"; readonly value: Uint8Array }
  | { readonly kind: "text"; readonly tag: TextTag; readonly value: string }
  /** A ProgressRecord that was put into the output, or into a document. */
  | { readonly kind: "progress"; readonly value: ClixmlProgress }
  /** A secure string of a session, which has the key. */
  | { readonly kind: "secure"; readonly value: SecureString };

/** -1 is how .NET says that a number is not known. */
export interface ClixmlProgress {
  readonly activity: string;
  readonly activityId: number;
  readonly currentOperation: string | null;
  readonly parentActivityId: number;
  readonly percentComplete: number;
  readonly completed: boolean;
  readonly secondsRemaining: number;
  readonly statusDescription: string;
}

export type ClixmlContent =
  | { readonly kind: "primitive"; readonly value: ClixmlPrimitive }
  | { readonly kind: "list"; readonly tag: ListTag; readonly items: readonly ClixmlValue[] }
  | { readonly kind: "dictionary"; readonly entries: readonly ClixmlEntry[] };

export interface ClixmlEntry {
  readonly key: ClixmlValue;
  readonly value: ClixmlValue;
}

export interface ClixmlProperty {
  readonly name: string;
  readonly value: ClixmlValue;
}

export interface ClixmlObject {
  readonly kind: "object";
  /** Most derived first; `Deserialized.` in front where the other side rebuilt the object from properties. */
  readonly typeNames: readonly string[];
  /** What `ToString()` gave on the other side. */
  readonly toText: string | null;
  /** What the object wraps: a number of an enum, the items of a list, … */
  readonly content: ClixmlContent | null;
  /** Properties of the .NET object (`Props`). */
  readonly adapted: readonly ClixmlProperty[];
  /** Properties added by PowerShell (`MS`); on a clash of names these win. */
  readonly extended: readonly ClixmlProperty[];
}

export type ClixmlValue = { readonly kind: "nil" } | ClixmlPrimitive | ClixmlObject;

export const NIL: ClixmlValue = { kind: "nil" };

const HASHTABLE = ["System.Collections.Hashtable", "System.Object"];
const ARRAY = ["System.Object[]", "System.Array", "System.Object"];
const CUSTOM_OBJECT = ["System.Management.Automation.PSCustomObject", "System.Object"];
const ENUM_BASES = ["System.Enum", "System.ValueType", "System.Object"];

const bare = { kind: "object", typeNames: [], toText: null, content: null, adapted: [], extended: [] } as const;

export const text = (value: string): ClixmlPrimitive => ({ kind: "string", value });
export const boolean = (value: boolean): ClixmlPrimitive => ({ kind: "boolean", value });
export const int32 = (value: number): ClixmlPrimitive => ({ kind: "integer", tag: "I32", value });
export const version = (value: string): ClixmlPrimitive => ({ kind: "text", tag: "Version", value });
export const property = (name: string, value: ClixmlValue): ClixmlProperty => ({ name, value });

export const list = (items: readonly ClixmlValue[], typeNames: readonly string[] = ARRAY): ClixmlObject => ({
  ...bare,
  typeNames,
  content: { kind: "list", tag: "LST", items },
});

export const hashtable = (entries: readonly ClixmlEntry[], typeNames: readonly string[] = HASHTABLE): ClixmlObject => ({
  ...bare,
  typeNames,
  content: { kind: "dictionary", entries },
});

/** An object without a type of its own: `[pscustomobject]@{ … }`. */
export const customObject = (extended: readonly ClixmlProperty[]): ClixmlObject => ({ ...bare, typeNames: CUSTOM_OBJECT, extended });

/** The form that PSRP uses for the bodies of its messages: properties and nothing else. */
export const bag = (extended: readonly ClixmlProperty[]): ClixmlObject => ({ ...bare, extended });

export const enumeration = (typeName: string, name: string, value: number): ClixmlObject => ({
  ...bare,
  typeNames: [typeName, ...ENUM_BASES],
  toText: name,
  content: { kind: "primitive", value: int32(value) },
});

/** The property of that name, or undefined. Names ignore case; extended properties win over adapted ones. */
export function propertyOf(value: ClixmlValue, name: string): ClixmlValue | undefined {
  if (value.kind !== "object") return undefined;
  const wanted = name.toLowerCase();
  const same = (p: ClixmlProperty) => p.name.toLowerCase() === wanted;
  return (value.extended.find(same) ?? value.adapted.find(same))?.value;
}

/** The primitive itself, or the one that an object wraps (an enum's number, a string that carries notes). */
export function primitiveOf(value: ClixmlValue): ClixmlPrimitive | undefined {
  if (value.kind === "nil") return undefined;
  if (value.kind !== "object") return value;
  return value.content?.kind === "primitive" ? value.content.value : undefined;
}

/** The value of a dictionary's entry with that text as its key, without regard to case. */
export function entryOf(value: ClixmlValue, key: string): ClixmlValue | undefined {
  if (value.kind !== "object" || value.content?.kind !== "dictionary") return undefined;
  const wanted = key.toLowerCase();
  return value.content.entries.find((entry) => entry.key.kind === "string" && entry.key.value.toLowerCase() === wanted)?.value;
}
