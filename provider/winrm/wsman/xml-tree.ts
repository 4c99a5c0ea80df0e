import { SaxesParser } from "saxes";
import { type StartTag, scanPlainXml } from "../clixml/scan-xml.ts";
import { decodeInPlace, withoutLongTexts } from "./long-texts.ts";

/** An envelope is small in structure: its bulk is base64 text, so a tree of it is cheap. */
export interface XmlElement {
  readonly uri: string;
  readonly local: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  readonly text: string;
  /** What its text was base64 of, where that was long; `text` is then empty. A view. */
  readonly bytes?: Uint8Array;
}

export interface XmlAttribute {
  readonly local: string;
  readonly value: string;
}

export class XmlError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "XmlError";
  }
}

const MAX_DEPTH = 64;
const MAX_ELEMENTS = 200_000;
/** No message has twenty; without an end some checks would take the square of it. */
const MAX_ATTRIBUTES = 256;

interface OpenElement extends XmlElement {
  readonly children: OpenElement[];
  text: string;
  bytes?: Uint8Array;
}

/** Parses a document. Refuses document types and processing instructions. Throws `XmlError`. */
export function parseXml(xml: string): XmlElement {
  const quick = new TreeBuilder();
  const root = scanPlainXml(xml, quick) ? quick.root : parseAny(xml);
  if (root === undefined) throw new XmlError("there is no element");
  return root;
}

/**
 * The same of a document's bytes, which are written over where they are long texts of base64, and hold what the tree has of them.
 * An answer with data is then never held as text.
 */
export function parseXmlBytes(bytes: Buffer): XmlElement {
  const lean = withoutLongTexts(bytes);
  if (lean === undefined) return parseXml(bytes.toString("utf8"));
  const quick = new TreeBuilder(lean.texts);
  if (!scanPlainXml(lean.xml, quick) || quick.root === undefined) return parseXml(bytes.toString("utf8"));
  quick.decode();
  return quick.root;
}

/** Grows a tree from what is told about a document. */
class TreeBuilder {
  root: XmlElement | undefined;
  readonly #longTexts: ReadonlyMap<number, Buffer>;
  readonly #long = new Map<OpenElement, Buffer>();
  readonly #open: OpenElement[] = [];
  /** By prefix; one for each open element, its parent's where it declares none. */
  readonly #scopes: Scope[] = [NO_SCOPE];
  #count = 0;

  constructor(longTexts: ReadonlyMap<number, Buffer> = NO_TEXTS) {
    this.#longTexts = longTexts;
  }

  /** Not before the whole document is read: what is decoded cannot be read again. */
  decode(): void {
    for (const [element, text] of this.#long) element.bytes = decodeInPlace(text);
  }

  /** False for prefixes used in a way that needs a second look. */
  open(tag: StartTag): boolean {
    const parts = partsOf(tag);
    const { prefix, local, attributes, used, isDoubtful } = parts;
    const scope = parts.scopeIn(this.#scopes.at(-1) ?? NO_SCOPE);
    const uri = scope?.get(prefix) ?? (prefix === "" ? "" : undefined);
    if (scope === undefined || uri === undefined || isDoubtful || !used.every((one) => scope.has(one))) return false;
    this.#scopes.push(scope);
    this.add(uri, local, attributes);
    return true;
  }

  add(uri: string, local: string, attributes: readonly XmlAttribute[]): void {
    this.#count += 1;
    if (this.#open.length >= MAX_DEPTH || this.#count > MAX_ELEMENTS) throw tooLarge();
    if (attributes.length > MAX_ATTRIBUTES) throw tooLarge();
    const element: OpenElement = { uri, local, attributes, children: [], text: "" };
    this.root ??= element;
    this.#open.at(-1)?.children.push(element);
    this.#open.push(element);
  }

  text(text: string): void {
    const top = this.#open.at(-1);
    if (top !== undefined) top.text += text;
  }

  gap(at: number): void {
    const [top, text] = [this.#open.at(-1), this.#longTexts.get(at)];
    if (top !== undefined && text !== undefined) this.#long.set(top, text);
  }

  close(): void {
    this.#open.pop();
    this.#scopes.pop();
  }
}

const tooLarge = () => new XmlError("the document is too large");

const NO_TEXTS: ReadonlyMap<number, Buffer> = new Map();

type Scope = ReadonlyMap<string, string>;
const NO_SCOPE: Scope = new Map([["xml", "http://www.w3.org/XML/1998/namespace"]]);

/** What a start tag says by itself, wherever it stands. */
class TagParts {
  readonly prefix: string;
  readonly local: string;
  readonly attributes: readonly XmlAttribute[];
  /** Prefixes of its attributes. */
  readonly used: readonly string[];
  readonly isDoubtful: boolean;
  readonly #tag: StartTag;
  readonly #ownScope: Scope | undefined;

  constructor(tag: StartTag) {
    const { prefix, local } = parted(tag.name);
    if (Object.keys(tag.attributes).length > MAX_ATTRIBUTES) throw tooLarge();
    const own = Object.entries(tag.attributes).map(([key, value]) => ({ ...parted(key), value }));
    this.prefix = prefix;
    this.local = local;
    this.attributes = own.map((attribute) => ({ local: attribute.local, value: attribute.value }));
    this.used = own.map((attribute) => attribute.prefix).filter((used) => used !== "" && used !== "xmlns");
    this.isDoubtful = own.some((one, index) => own.findIndex((other) => other.local === one.local) !== index);
    this.#tag = tag;
    this.#ownScope = scopeOf(tag.attributes, NO_SCOPE);
  }

  /** What is declared within it. Undefined for a declaration that only a parser may judge. */
  scopeIn(around: Scope): Scope | undefined {
    if (this.#ownScope === NO_SCOPE) return around;
    return this.#ownScope === undefined || around === NO_SCOPE ? this.#ownScope : scopeOf(this.#tag.attributes, around);
  }
}

function partsOf(tag: StartTag): TagParts {
  if (tag.made instanceof TagParts) return tag.made;
  const parts = new TagParts(tag);
  tag.made = parts;
  return parts;
}

function parted(name: string): { readonly prefix: string; readonly local: string } {
  const colon = name.indexOf(":");
  return { prefix: colon < 0 ? "" : name.slice(0, colon), local: name.slice(colon + 1) };
}

/** Undefined for a declaration that only a parser may judge. */
function scopeOf(attributes: Readonly<Record<string, string>>, around: Scope): Scope | undefined {
  let scope: Map<string, string> | undefined;
  for (const [name, uri] of Object.entries(attributes)) {
    if (name !== "xmlns" && !name.startsWith("xmlns:")) continue;
    const declared = name === "xmlns" ? "" : name.slice("xmlns:".length);
    const isReserved =
      declared === "xml" || declared === "xmlns" || uri === "" || uri !== uri.trim() || uri.startsWith("http://www.w3.org/XML/");
    if (isReserved || uri.startsWith("http://www.w3.org/2000/xmlns")) return undefined;
    // Each that adds to them copies all.
    if (around.size > MAX_ATTRIBUTES) return undefined;
    scope ??= new Map(around);
    scope.set(declared, uri);
  }
  return scope ?? around;
}

function parseAny(xml: string): XmlElement | undefined {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const builder = new TreeBuilder();
  const refuse = (what: string) => () => {
    throw new XmlError(`${what} is not accepted`);
  };
  parser.on("error", (error) => {
    throw new XmlError(error.message);
  });
  parser.on("doctype", refuse("a document type"));
  parser.on("processinginstruction", refuse("a processing instruction"));
  parser.on("text", (text) => builder.text(text));
  parser.on("cdata", (text) => builder.text(text));
  parser.on("opentag", ({ uri, local, attributes }) => {
    builder.add(
      uri,
      local,
      Object.values(attributes).map((own) => ({ local: own.local, value: own.value })),
    );
  });
  parser.on("closetag", () => builder.close());
  parser.write(xml).close();
  return builder.root;
}

export const child = (parent: XmlElement | undefined, uri: string, local: string): XmlElement | undefined =>
  parent?.children.find((element) => element.uri === uri && element.local === local);

export const children = (parent: XmlElement | undefined, uri: string, local: string): readonly XmlElement[] =>
  parent?.children.filter((element) => element.uri === uri && element.local === local) ?? [];

/** Clients differ in whether they qualify attributes, so only the local name counts. */
export const attribute = (element: XmlElement, local: string): string | undefined =>
  element.attributes.find((candidate) => candidate.local === local)?.value;

/** What an element's text is base64 of. */
export const bytesOf = (element: XmlElement): Uint8Array => element.bytes ?? Buffer.from(element.text, "base64");

/** The element itself or the first one below it, in document order. */
export function descendant(from: XmlElement, uri: string, local: string): XmlElement | undefined {
  if (from.uri === uri && from.local === local) return from;
  for (const below of from.children) {
    const found = descendant(below, uri, local);
    if (found !== undefined) return found;
  }
  return undefined;
}
