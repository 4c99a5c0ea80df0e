import { SaxesParser } from "saxes";
import { scanPlainXml } from "../clixml/scan-xml.ts";

/** An envelope is small in structure: its bulk is base64 text, so a tree of it is cheap. */
export interface XmlElement {
  readonly uri: string;
  readonly local: string;
  readonly attributes: readonly { readonly local: string; readonly value: string }[];
  readonly children: readonly XmlElement[];
  readonly text: string;
}

export class XmlError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "XmlError";
  }
}

const MAX_DEPTH = 64;
const MAX_ELEMENTS = 200_000;

interface OpenElement extends XmlElement {
  readonly children: OpenElement[];
  text: string;
}

/** Parses a document. Refuses document types and processing instructions. Throws `XmlError`. */
export function parseXml(xml: string): XmlElement {
  const quick = new TreeBuilder();
  const root = scanPlainXml(xml, quick) ? quick.root : parseAny(xml);
  if (root === undefined) throw new XmlError("there is no element");
  return root;
}

/** Grows a tree from what is told about a document. */
class TreeBuilder {
  root: XmlElement | undefined;
  readonly #open: OpenElement[] = [];
  /** By prefix; one for each open element, its parent's where it declares none. */
  readonly #scopes: ReadonlyMap<string, string>[] = [new Map([["xml", XML_NAMESPACE]])];
  #count = 0;

  /** False for prefixes used in a way that needs a second look. */
  open(name: string, attributes: Readonly<Record<string, string>>): boolean {
    const scope = scopeOf(attributes, this.#scopes.at(-1) ?? new Map());
    const { prefix, local } = parted(name);
    const uri = scope?.get(prefix) ?? (prefix === "" ? "" : undefined);
    const own = Object.entries(attributes).map(([key, value]) => ({ ...parted(key), value }));
    const isDoubtful = own.some((one, index) => own.findIndex(({ local: other }) => other === one.local) !== index);
    const isUnbound = own.some(({ prefix: used }) => used !== "" && used !== "xmlns" && !scope?.has(used));
    if (scope === undefined || uri === undefined || isDoubtful || isUnbound) return false;
    this.#scopes.push(scope);
    this.add(uri, local, own);
    return true;
  }

  add(uri: string, local: string, own: readonly { readonly local: string; readonly value: string }[]): void {
    this.#count += 1;
    if (this.#open.length >= MAX_DEPTH || this.#count > MAX_ELEMENTS) throw new XmlError("the document is too large");
    const attributes = own.map((one) => ({ local: one.local, value: one.value }));
    const element: OpenElement = { uri, local, attributes, children: [], text: "" };
    this.root ??= element;
    this.#open.at(-1)?.children.push(element);
    this.#open.push(element);
  }

  text(text: string): void {
    const top = this.#open.at(-1);
    if (top !== undefined) top.text += text;
  }

  close(): void {
    this.#open.pop();
    this.#scopes.pop();
  }
}

const XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";

function parted(name: string): { readonly prefix: string; readonly local: string } {
  const colon = name.indexOf(":");
  return { prefix: colon < 0 ? "" : name.slice(0, colon), local: name.slice(colon + 1) };
}

/** Undefined for a declaration that only a parser may judge. */
function scopeOf(
  attributes: Readonly<Record<string, string>>,
  around: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> | undefined {
  let scope: Map<string, string> | undefined;
  for (const [name, uri] of Object.entries(attributes)) {
    if (name !== "xmlns" && !name.startsWith("xmlns:")) continue;
    const declared = name === "xmlns" ? "" : name.slice("xmlns:".length);
    const isReserved =
      declared === "xml" || declared === "xmlns" || uri === "" || uri !== uri.trim() || uri.startsWith("http://www.w3.org/XML/");
    if (isReserved || uri.startsWith("http://www.w3.org/2000/xmlns")) return undefined;
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
  parser.on("opentag", (tag) => builder.add(tag.uri, tag.local, Object.values(tag.attributes)));
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

/** The element itself or the first one below it, in document order. */
export function descendant(from: XmlElement, uri: string, local: string): XmlElement | undefined {
  if (from.uri === uri && from.local === local) return from;
  for (const below of from.children) {
    const found = descendant(below, uri, local);
    if (found !== undefined) return found;
  }
  return undefined;
}
