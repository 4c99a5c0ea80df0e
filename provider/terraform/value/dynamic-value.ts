import { ExtData, ExtensionCodec, encode } from "@msgpack/msgpack";
import type { DynamicValueMessage } from "../protocol/messages.ts";
import { exact, MOST_LEVELS, readMsgpack, ValueError } from "./read-msgpack.ts";
import { isObject, UNKNOWN, type Value } from "./value.ts";

export { ValueError } from "./read-msgpack.ts";

/** Of an ext that is an unknown value. */
const UNKNOWN_TYPE = 0;
const UNKNOWN_BODY = Uint8Array.of(0);
const extensions = new ExtensionCodec();

/** An absent value and one without a body are null. JSON, which the state file has, cannot hold an unknown. Throws ValueError. */
export function decodeValue(message: DynamicValueMessage | undefined): Value {
  const { msgpack, json } = message ?? {};
  if (msgpack?.length) return readMsgpack(msgpack);
  return json?.length ? parseJson(json) : null;
}

/** The bytes of a state file's JSON. Throws ValueError, for numbers that are not exact too: JSON.parse would round them in silence. */
export function parseJson(bytes: Uint8Array): Value {
  try {
    return fromRaw(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)), 0);
  } catch (error) {
    throw error instanceof ValueError ? error : new ValueError("not a value in JSON");
  }
}

function fromRaw(raw: unknown, level: number): Value {
  if (level > MOST_LEVELS) throw new ValueError("the value is nested too deep");
  if (raw === null || typeof raw === "boolean") return raw;
  if (typeof raw === "string") return wellFormed(raw);
  if (typeof raw === "number") return exact(raw);
  if (Array.isArray(raw)) return raw.map((item) => fromRaw(item, level + 1));
  return Object.fromEntries(Object.entries(raw as object).map(([name, item]) => [name, fromRaw(item, level + 1)]));
}

/** Always msgpack: a reply in JSON cannot hold an unknown. The value has to have every attribute of its type, null where unset. */
export function encodeValue(value: Value): DynamicValueMessage {
  return { msgpack: encode(toRaw(value), { extensionCodec: extensions }) };
}

/** Half a character, which JSON can spell and no UTF-8 can. */
const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, "\uFFFD");

function toRaw(value: Value): unknown {
  if (typeof value === "string") return wellFormed(value);
  if (value === UNKNOWN) return new ExtData(UNKNOWN_TYPE, UNKNOWN_BODY);
  if (Array.isArray(value)) return value.map(toRaw);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toRaw(item)]));
  return value;
}
