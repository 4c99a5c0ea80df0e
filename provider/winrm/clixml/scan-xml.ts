export type XmlAttributes = Readonly<Record<string, string>>;

export interface StartTag {
  readonly name: string;
  readonly attributes: XmlAttributes;
  /** What a handler has made of the tag, to find it here when the same text comes again. */
  made?: unknown;
}

export interface XmlHandler {
  /** False gives up. The same text is told by the same object mostly. */
  open(tag: StartTag): boolean;
  text(text: string): void;
  /** There is nothing between two tags, at this place of the document. */
  gap?(at: number): void;
  close(): void;
}

const DECLARATION = /^<\?xml version="1\.0"(?: encoding="[\w.-]{1,40}")?(?: standalone="(?:yes|no)")? ?\?>/;
const NAME = /^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?$/;
const ATTRIBUTE = /[ \n\t]+([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)=(?:"([^"<&\t\n\r]*)"|'([^'<&\t\n\r]*)')/y;
const BLANK = /^[ \t\n]*$/;
/** What may not stand in XML, what it changes, and halves of surrogate pairs, which would need a second look. */
const UNUSUAL = /[^\t\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd]|\]\]>/;
const REFERENCE = /&(amp|lt|gt|quot|apos);/g;
const REFERRED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Start tags that were read, by their text: machines write the same few again and again. */
const known = new Map<string, StartTag>();
const MAX_KNOWN = 1024;
const MAX_KNOWN_LENGTH = 1024;
/** The id of a command, for one: such a tag is of one call only, and would drive the others out. */
const HAS_ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/i;

/**
 * Reads a document of the plain kind that machines write: elements, attributes, text. False for everything else, be it rare
 * (comments, CDATA, numeric references, carriage returns) or wrong; what the handler was told is then void, and a real
 * parser has to judge. A parser that looks at single characters takes longer for a message than all the rest of a call.
 */
export const scanPlainXml = (xml: string, handler: XmlHandler): boolean => new Scan(xml, handler).run();

class Scan {
  readonly #xml: string;
  readonly #handler: XmlHandler;
  /** Names of the elements that are open. */
  readonly #open: string[] = [];
  #rooted = false;

  constructor(xml: string, handler: XmlHandler) {
    this.#xml = xml;
    this.#handler = handler;
  }

  run(): boolean {
    const xml = this.#xml;
    if (UNUSUAL.test(xml)) return false;
    let at = DECLARATION.exec(xml)?.[0].length ?? 0;
    for (let start = xml.indexOf("<", at); start >= 0; start = xml.indexOf("<", at)) {
      const end = xml.indexOf(">", start);
      const isPlain = end >= 0 && this.#text(at, start) && (xml[start + 1] === "/" ? this.#end(start, end) : this.#start(start, end));
      if (!isPlain) return false;
      at = end + 1;
    }
    return this.#rooted && this.#open.length === 0 && BLANK.test(xml.slice(at));
  }

  #text(from: number, to: number): boolean {
    if (from === to) {
      this.#handler.gap?.(from);
      return true;
    }
    const raw = this.#xml.slice(from, to);
    if (this.#open.length === 0) return BLANK.test(raw);
    const plain = raw.includes("&") ? withoutReferences(raw) : raw;
    if (plain === undefined) return false;
    this.#handler.text(plain);
    return true;
  }

  #end(start: number, end: number): boolean {
    const name = this.#open.pop();
    if (name === undefined || end - start - 2 !== name.length || !this.#xml.startsWith(name, start + 2)) return false;
    this.#handler.close();
    return true;
  }

  #start(start: number, end: number): boolean {
    if (this.#rooted && this.#open.length === 0) return false;
    this.#rooted = true;
    const isEmpty = this.#xml[end - 1] === "/";
    const tag = startTag(this.#xml.slice(start + 1, isEmpty ? end - 1 : end));
    if (tag === undefined || !this.#handler.open(tag)) return false;
    if (isEmpty) this.#handler.close();
    else this.#open.push(tag.name);
    return true;
  }
}

/** Undefined where there are others than XML's own five. */
const withoutReferences = (raw: string): string | undefined =>
  raw.replace(REFERENCE, "").includes("&") ? undefined : raw.replace(REFERENCE, (_all, name: string) => REFERRED[name] ?? "");

/** Undefined for what is not plain. */
function startTag(text: string): StartTag | undefined {
  const found = known.get(text);
  if (found !== undefined) return found;
  // A copy, for a part of a string keeps all of it alive.
  const copy = Buffer.from(text, "utf8").toString("utf8");
  const tag = readStartTag(copy);
  if (tag === undefined || copy.length > MAX_KNOWN_LENGTH || HAS_ID.test(copy)) return tag;
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(copy, tag);
  return tag;
}

function readStartTag(text: string): StartTag | undefined {
  const blank = text.search(/[ \n\t]/);
  const name = blank < 0 ? text : text.slice(0, blank);
  if (!NAME.test(name)) return undefined;
  const attributes = blank < 0 ? {} : readAttributes(text, blank);
  return attributes && { name, attributes };
}

function readAttributes(tag: string, from: number): XmlAttributes | undefined {
  const attributes: Record<string, string> = {};
  ATTRIBUTE.lastIndex = from;
  let at = from;
  for (let found = ATTRIBUTE.exec(tag); found !== null; found = ATTRIBUTE.exec(tag)) {
    const [, name = "", double, single] = found;
    if (name in attributes) return undefined;
    attributes[name] = double ?? single ?? "";
    at = ATTRIBUTE.lastIndex;
  }
  return BLANK.test(tag.slice(at)) ? attributes : undefined;
}
