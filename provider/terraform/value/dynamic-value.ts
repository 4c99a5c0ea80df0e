import { decode, ExtData, ExtensionCodec, encode } from "@msgpack/msgpack";
import type { DynamicValueMessage } from "../protocol/messages.ts";
import { isObject, UNKNOWN, type Value } from "./value.ts";

/** A value that cannot be read; the message names no part of it. */
export class ValueError extends Error {
  override name = "ValueError";
}

/** Ext type 0 is an unknown value, 12 one of which more is known; any other is read as unknown too. */
const UNKNOWN_TYPE = 0;
const UNKNOWN_BODY = Uint8Array.of(0);
/** More than any schema nests; keeps a hostile value from exhausting the stack. */
const MOST_LEVELS = 64;

const extensions = new ExtensionCodec();

/** An absent value and one without a body are null. JSON, which the state file has, cannot hold an unknown. Throws ValueError. */
export function decodeValue(message: DynamicValueMessage | undefined): Value {
  const { msgpack, json } = message ?? {};
  if (msgpack?.length) return decodeMsgpack(msgpack);
  return json?.length ? parseJson(json) : null;
}

function decodeMsgpack(bytes: Uint8Array): Value {
  let raw: unknown;
  try {
    raw = decode(bytes, { extensionCodec: extensions, useBigInt64: true });
  } catch (error) {
    throw new ValueError(`not a value in msgpack: ${(error as Error).message}`);
  }
  return fromRaw(raw, 0);
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
  if (raw === null || raw === undefined) return null;
  if (typeof raw === "boolean" || typeof raw === "string") return raw;
  if (typeof raw === "number" || typeof raw === "bigint") return exact(raw);
  if (raw instanceof ExtData) return UNKNOWN;
  if (Array.isArray(raw)) return raw.map((item) => fromRaw(item, level + 1));
  if (raw instanceof Uint8Array) throw new ValueError("bytes are no value of Terraform's");
  if (raw instanceof Date) return UNKNOWN;
  return Object.fromEntries(Object.entries(raw as object).map(([name, item]) => [name, fromRaw(item, level + 1)]));
}

function exact(number: number | bigint): number {
  const plain = Number(number);
  const whole = typeof number === "bigint" || Number.isInteger(plain);
  if (whole && !Number.isSafeInteger(plain)) throw new ValueError("a number of 2^53 or more is not exact");
  return plain;
}

/** Always msgpack: a reply in JSON cannot hold an unknown. The value has to have every attribute of its type, null where unset. */
export function encodeValue(value: Value): DynamicValueMessage {
  return { msgpack: encode(toRaw(value), { extensionCodec: extensions }) };
}

function toRaw(value: Value): unknown {
  if (value === UNKNOWN) return new ExtData(UNKNOWN_TYPE, UNKNOWN_BODY);
  if (Array.isArray(value)) return value.map(toRaw);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toRaw(item)]));
  return value;
}
