import { ClixmlError } from "./clixml-error.ts";
import { unescapeText } from "./escape.ts";
import type { ClixmlPrimitive, FloatTag, LongIntegerTag, SmallIntegerTag, TextTag } from "./value.ts";

type PrimitiveTag = "S" | "C" | "B" | "BA" | SmallIntegerTag | LongIntegerTag | FloatTag | TextTag;
type Parse = (content: string) => ClixmlPrimitive;

const INTEGER = /^[+-]?\d{1,24}$/;
const FLOAT = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

function malformed(tag: string): never {
  throw new ClixmlError("malformed", `the content of <${tag}> is no valid ${tag}`);
}

function whole(tag: string, content: string, least: bigint, most: bigint): bigint {
  const trimmed = content.trim();
  if (!INTEGER.test(trimmed)) return malformed(tag);
  const value = BigInt(trimmed.startsWith("+") ? trimmed.slice(1) : trimmed);
  return value >= least && value <= most ? value : malformed(tag);
}

const range = (bits: bigint, signed: boolean): readonly [bigint, bigint] =>
  signed ? [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n] : [0n, 2n ** bits - 1n];

function integer(tag: SmallIntegerTag, bits: bigint, signed: boolean): Parse {
  const [least, most] = range(bits, signed);
  return (content) => ({ kind: "integer", tag, value: Number(whole(tag, content, least, most)) });
}

function long(tag: LongIntegerTag, signed: boolean): Parse {
  const [least, most] = range(64n, signed);
  return (content) => ({ kind: "long", tag, value: whole(tag, content, least, most) });
}

const float =
  (tag: FloatTag): Parse =>
  (content) => ({ kind: "float", tag, value: floatValue(tag, content.trim()) });

function floatValue(tag: FloatTag, content: string): number {
  if (content === "INF" || content === "Infinity" || content === "∞") return Number.POSITIVE_INFINITY;
  if (content === "-INF" || content === "-Infinity" || content === "-∞") return Number.NEGATIVE_INFINITY;
  if (content === "NaN") return Number.NaN;
  return FLOAT.test(content) ? Number(content) : malformed(tag);
}

function bool(content: string): ClixmlPrimitive {
  const trimmed = content.trim();
  if (trimmed === "true" || trimmed === "1") return { kind: "boolean", value: true };
  if (trimmed === "false" || trimmed === "0") return { kind: "boolean", value: false };
  return malformed("B");
}

function bytes(content: string): ClixmlPrimitive {
  const packed = content.replace(/\s+/g, "");
  if (packed.length % 4 !== 0 || !BASE64.test(packed)) return malformed("BA");
  return { kind: "bytes", value: new Uint8Array(Buffer.from(packed, "base64")) };
}

const kept =
  (tag: TextTag): Parse =>
  (content) => ({ kind: "text", tag, value: unescapeText(content) });

const PARSERS: Readonly<Record<PrimitiveTag, Parse>> = {
  S: (content) => ({ kind: "string", value: unescapeText(content) }),
  C: (content) => ({ kind: "char", value: Number(whole("C", content, 0n, 0xffffn)) }),
  B: bool,
  BA: bytes,
  By: integer("By", 8n, false),
  SB: integer("SB", 8n, true),
  U16: integer("U16", 16n, false),
  I16: integer("I16", 16n, true),
  U32: integer("U32", 32n, false),
  I32: integer("I32", 32n, true),
  U64: long("U64", false),
  I64: long("I64", true),
  Sg: float("Sg"),
  Db: float("Db"),
  D: kept("D"),
  DT: kept("DT"),
  TS: kept("TS"),
  G: kept("G"),
  URI: kept("URI"),
  Version: kept("Version"),
  XD: kept("XD"),
  SBK: kept("SBK"),
  SS: kept("SS"),
};

/** The reader of an element's text, or undefined when the tag is no primitive's. Readers throw `ClixmlError`. */
export const primitiveParser = (tag: string): Parse | undefined => (Object.hasOwn(PARSERS, tag) ? PARSERS[tag as PrimitiveTag] : undefined);
