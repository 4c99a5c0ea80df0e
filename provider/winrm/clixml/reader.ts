import { SaxesParser } from "saxes";
import { ClixmlError } from "./clixml-error.ts";
import { type Attributes, type Frame, ObjectTable, type OpenSecure, valueFrame } from "./reader-frames.ts";
import { type StartTag, scanPlainXml } from "./scan-xml.ts";
import type { ClixmlValue } from "./value.ts";

export interface ClixmlLimits {
  /** Elements inside elements (an object in a property of an object makes two). */
  readonly maxDepth: number;
  readonly maxElements: number;
}

export const LIMITS: ClixmlLimits = { maxDepth: 256, maxElements: 5_000_000 };

// U+FFFE and U+FFFF may be in .NET's strings, and its writer writes them (as references), but no XML parser may take them.
const NONCHARACTERS = /[\ufffe\uffff]|&#(?:x0*fff[ef]|0*6553[45]);/gi;
const OPEN_REFERENCE = /&[^;&]{0,12}$/;
const NON_SPACE = /[^ \t\r\n]/;

const escaped = (found: string): string => (/^(?:\ufffe|&.*[e4];)$/i.test(found) ? "_xFFFE_" : "_xFFFF_");

/**
 * Reads the body of one PSRP message: one value. Secure strings stay sealed texts where nobody opens them.
 * Throws `ClixmlError`.
 */
export function readClixml(xml: string, limits: ClixmlLimits = LIMITS, openSecure?: OpenSecure): ClixmlValue {
  const quick = new ClixmlReader(limits, openSecure);
  const found = quick.scan(xml);
  if (found !== undefined) return found;
  const reader = new ClixmlReader(limits, openSecure);
  reader.write(xml);
  return reader.end();
}

type Root = (tag: string, attributes: Attributes, objects: ObjectTable) => Frame;

/**
 * The same, fed piece by piece. Refuses document types, entities other than XML's own five, and processing instructions,
 * so that a hostile peer cannot make it fetch or grow anything.
 */
export class ClixmlReader {
  readonly #limits: ClixmlLimits;
  /** Made only for what needs it. */
  #ownParser: SaxesParser<{ xmlns: false }> | undefined;
  readonly #stack: Frame[] = [];
  readonly #objects: ObjectTable;
  #text: string[] = [];
  /** The start of a reference whose end has not come yet. */
  #held = "";
  #elements = 0;
  #value: ClixmlValue | undefined;
  readonly #root: Root;

  /** `root` takes the outermost element in place of the one value. */
  constructor(limits: ClixmlLimits = LIMITS, openSecure?: OpenSecure, root?: Root) {
    this.#limits = limits;
    this.#objects = new ObjectTable(openSecure);
    this.#root = root ?? ((tag, attributes, objects) => valueFrame(tag, attributes, objects, (value) => this.#keep(value)));
  }

  write(chunk: string): void {
    const text = this.#held + chunk;
    this.#held = OPEN_REFERENCE.exec(text)?.[0] ?? "";
    const ready = text.slice(0, text.length - this.#held.length);
    this.#parser.write(ready.replace(NONCHARACTERS, escaped));
  }

  /** The value of a plain document given whole; undefined for one that needs a parser. Much faster than that. */
  scan(xml: string): ClixmlValue | undefined {
    const told = {
      open: ({ name, attributes }: StartTag) => {
        this.#open(name, attributes);
        return true;
      },
      text: (text: string) => this.#addText(text),
      close: () => this.#close(),
    };
    return scanPlainXml(xml, told) ? this.#value : undefined;
  }

  /** Throws when there is no more than a part. */
  finish(): void {
    this.#parser.write(this.#held).close();
  }

  end(): ClixmlValue {
    this.finish();
    if (this.#value === undefined) throw new ClixmlError("malformed", "there is no value");
    return this.#value;
  }

  get #parser(): SaxesParser<{ xmlns: false }> {
    this.#ownParser ??= this.#newParser();
    return this.#ownParser;
  }

  #newParser(): SaxesParser<{ xmlns: false }> {
    const parser = new SaxesParser({ xmlns: false as const, position: false });
    parser.on("error", (error) => {
      throw new ClixmlError("malformed", `not well-formed XML: ${error.message}`);
    });
    parser.on("doctype", () => refuse("a document type"));
    parser.on("processinginstruction", () => refuse("a processing instruction"));
    parser.on("opentag", (tag) => this.#open(tag.name, tag.attributes));
    parser.on("text", (text) => this.#addText(text));
    parser.on("cdata", (text) => this.#addText(text));
    parser.on("closetag", () => this.#close());
    return parser;
  }

  #keep(value: ClixmlValue): void {
    this.#value = value;
  }

  #open(tag: string, attributes: Attributes): void {
    this.#elements += 1;
    if (this.#elements > this.#limits.maxElements) throw new ClixmlError("limit", `more than ${this.#limits.maxElements} elements`);
    if (this.#stack.length >= this.#limits.maxDepth)
      throw new ClixmlError("limit", `elements are nested more than ${this.#limits.maxDepth} deep`);
    const parent = this.#stack.at(-1);
    this.#stack.push(parent === undefined ? this.#root(tag, attributes, this.#objects) : parent.open(tag, attributes));
    this.#text = [];
  }

  #addText(text: string): void {
    const top = this.#stack.at(-1);
    if (top?.takesText) this.#text.push(text);
    else if (NON_SPACE.test(text)) throw new ClixmlError("malformed", "text where only elements may be");
  }

  #close(): void {
    const frame = this.#stack.pop();
    frame?.close(this.#text.join(""));
    this.#text = [];
  }
}

function refuse(what: string): never {
  throw new ClixmlError("malformed", `${what} has no place in CLIXML`);
}
