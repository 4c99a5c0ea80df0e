import { ClixmlError } from "./clixml-error.ts";
import { escapeText, escapeXml } from "./escape.ts";
import { progressText } from "./progress-frame.ts";
import type { SecureString } from "./secure-string.ts";
import type { ClixmlContent, ClixmlObject, ClixmlPrimitive, ClixmlProperty, ClixmlValue, ListTag, SmallIntegerTag } from "./value.ts";

/** Objects inside objects. What is deeper the engine drops without an answer, and its client would wait for ever. */
const MAX_DEPTH = 48;

const INTEGER_RANGE: Readonly<Record<SmallIntegerTag, readonly [least: number, most: number]>> = {
  By: [0, 0xff],
  SB: [-0x80, 0x7f],
  U16: [0, 0xffff],
  I16: [-0x8000, 0x7fff],
  U32: [0, 0xffffffff],
  I32: [-0x80000000, 0x7fffffff],
};

/** Makes what stands in `<SS>` of a text. */
export type SealSecure = (plain: string) => string;

/**
 * One value as CLIXML, without the `<Objs>` around it, as PSRP's messages carry it. Ids of references start anew each time.
 *
 * Throws `ClixmlError` for numbers outside their tag's range, for objects nested too deeply, for secure strings where
 * nobody seals them, and for sealed ones of elsewhere where somebody does.
 */
export function writeClixml(value: ClixmlValue, seal?: SealSecure): string {
  const writer = new Writer(seal);
  writer.value(value, "", 0);
  return writer.xml;
}

/** Writes values one after the other, their ids going on. */
export class Writer {
  xml = "";
  readonly #objects = new Map<ClixmlObject, number>();
  /** By the names, joined, and by the lists that were met. */
  readonly #typeNames = new Map<string | readonly string[], number>();
  #typeNameCount = 0;
  readonly #seal: SealSecure | undefined;

  constructor(seal: SealSecure | undefined) {
    this.#seal = seal;
  }

  /** `name` is a finished attribute (` N="…"`) or empty. */
  value(value: ClixmlValue, name: string, depth: number): void {
    if (value.kind === "nil") this.xml += `<Nil${name}/>`;
    else if (value.kind === "object") this.#object(value, name, depth);
    else this.#primitive(value, name);
  }

  #primitive(value: ClixmlPrimitive, name: string): void {
    // Its key is that of another session, or of another machine; a server would ask for it and wait.
    if (this.#seal !== undefined && value.kind === "text" && value.tag === "SS")
      throw new ClixmlError("unsupported", "a sealed secure string of a document cannot be sent; give its text as a SecureString");
    const [tag, content] = value.kind === "secure" ? (["SS", this.#sealed(value.value)] as const) : primitiveText(value);
    this.xml += `<${tag}${name}>${content}</${tag}>`;
  }

  #sealed(value: SecureString): string {
    if (this.#seal === undefined) throw new ClixmlError("unsupported", "a secure string can be written only in a session, which has a key");
    return this.#seal(value.reveal());
  }

  #object(object: ClixmlObject, name: string, depth: number): void {
    const seen = this.#objects.get(object);
    if (seen !== undefined) {
      this.xml += `<Ref${name} RefId="${seen}"/>`;
      return;
    }
    if (depth >= MAX_DEPTH) throw new ClixmlError("limit", `objects are nested more than ${MAX_DEPTH} deep`);
    this.#objects.set(object, this.#objects.size);
    this.xml += `<Obj${name} RefId="${this.#objects.size - 1}">`;
    this.#types(object.typeNames);
    if (object.toText !== null) this.xml += `<ToString>${escapeText(object.toText)}</ToString>`;
    if (object.content !== null) this.#content(object.content, depth + 1);
    this.#properties("Props", object.adapted, depth + 1);
    this.#properties("MS", object.extended, depth + 1);
    this.xml += "</Obj>";
  }

  #types(typeNames: readonly string[]): void {
    if (typeNames.length === 0) return;
    const known = this.#typeNames.get(typeNames) ?? this.#typeNames.get(typeNames.join("\n"));
    if (known !== undefined) {
      this.#typeNames.set(typeNames, known);
      this.xml += `<TNRef RefId="${known}"/>`;
      return;
    }
    const id = this.#typeNameCount;
    this.#typeNameCount += 1;
    this.#typeNames.set(typeNames, id).set(typeNames.join("\n"), id);
    this.xml += `<TN RefId="${id}">`;
    for (const typeName of typeNames) this.xml += `<T>${escapeText(typeName)}</T>`;
    this.xml += "</TN>";
  }

  #content(content: ClixmlContent, depth: number): void {
    switch (content.kind) {
      case "primitive":
        this.#primitive(content.value, "");
        break;
      case "list":
        this.#list(content.tag, content.items, depth);
        break;
      case "dictionary":
        this.xml += "<DCT>";
        for (const { key, value } of content.entries) {
          this.xml += "<En>";
          this.value(key, ' N="Key"', depth);
          this.value(value, ' N="Value"', depth);
          this.xml += "</En>";
        }
        this.xml += "</DCT>";
    }
  }

  #list(tag: ListTag, items: readonly ClixmlValue[], depth: number): void {
    this.xml += `<${tag}>`;
    for (const item of items) this.value(item, "", depth);
    this.xml += `</${tag}>`;
  }

  #properties(tag: "Props" | "MS", properties: readonly ClixmlProperty[], depth: number): void {
    if (properties.length === 0) return;
    this.xml += `<${tag}>`;
    for (const { name, value } of properties) this.value(value, ` N="${escapeText(name)}"`, depth);
    this.xml += `</${tag}>`;
  }
}

function primitiveText(value: Exclude<ClixmlPrimitive, { kind: "secure" }>): readonly [tag: string, text: string] {
  switch (value.kind) {
    case "string":
      return ["S", escapeText(value.value)];
    case "char":
      return ["C", integerText(value.value, 0, 0xffff)];
    case "boolean":
      return ["B", String(value.value)];
    case "integer":
      return [value.tag, integerText(value.value, ...INTEGER_RANGE[value.tag])];
    case "long":
      return [value.tag, longText(value.value, value.tag)];
    case "float":
      return [value.tag, floatText(value.value)];
    case "bytes":
      return ["BA", Buffer.from(value.value.buffer, value.value.byteOffset, value.value.byteLength).toString("base64")];
    case "progress":
      return ["PR", progressText(value.value)];
    case "text":
      // XML documents and script blocks are texts of people; the others have no character to escape
      return [value.tag, value.tag === "SS" ? escapeXml(value.value) : escapeText(value.value)];
  }
}

function integerText(value: number, least: number, most: number): string {
  if (Number.isInteger(value) && value >= least && value <= most) return String(value === 0 ? 0 : value);
  throw new ClixmlError("unsupported", `${value} is no whole number from ${least} to ${most}`);
}

function longText(value: bigint, tag: "I64" | "U64"): string {
  const fits = tag === "I64" ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value);
  if (fits === value) return value.toString();
  throw new ClixmlError("unsupported", `an integer does not fit ${tag}`);
}

/** The spelling of .NET's XmlConvert. */
function floatText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "INF";
  if (value === Number.NEGATIVE_INFINITY) return "-INF";
  return Object.is(value, -0) ? "-0" : String(value);
}
