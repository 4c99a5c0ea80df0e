import { SaxesParser } from "saxes";
import { feedParser } from "../clixml/feed-parser.ts";

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
  const parser = new SaxesParser({ xmlns: true, position: false });
  const open: OpenElement[] = [];
  let root: OpenElement | undefined;
  let count = 0;
  const refuse = (what: string) => () => {
    throw new XmlError(`${what} is not accepted`);
  };
  const addText = (text: string) => {
    const top = open.at(-1);
    if (top !== undefined) top.text += text;
  };
  parser.on("error", (error) => {
    throw new XmlError(error.message);
  });
  parser.on("doctype", refuse("a document type"));
  parser.on("processinginstruction", refuse("a processing instruction"));
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("opentag", (tag) => {
    count += 1;
    if (open.length >= MAX_DEPTH || count > MAX_ELEMENTS) throw new XmlError("the document is too large");
    const attributes = Object.values(tag.attributes).map(({ local, value }) => ({ local, value }));
    const element: OpenElement = { uri: tag.uri, local: tag.local, attributes, children: [], text: "" };
    if (root === undefined) root = element;
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => open.pop());
  feedParser(parser, xml, (plain) => {
    if (open.length === 0) throw new XmlError("there is text outside the element");
    addText(plain);
  });
  parser.close();
  if (root === undefined) throw new XmlError("there is no element");
  return root;
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
