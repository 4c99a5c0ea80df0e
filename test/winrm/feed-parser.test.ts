import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { feedParser } from "../../provider/winrm/clixml/feed-parser.ts";
import { readClixml } from "../../provider/winrm/clixml/reader.ts";
import { parseXml } from "../../provider/winrm/wsman/xml-tree.ts";

/** All that a parser tells, neighbouring texts joined; `error` and what came before it when the document is refused. */
function told(xml: string, feed: (parser: SaxesParser, text: (plain: string) => void) => void): readonly string[] {
  const events: string[] = [];
  const add = (text: string) => {
    if (events.at(-1)?.startsWith("text:")) events.push(`${events.pop()}${text}`);
    else events.push(`text:${text}`);
  };
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on("text", add);
  parser.on("cdata", add);
  parser.on("opentag", ({ name, attributes }) => events.push(`open:${name}${JSON.stringify(attributes)}`));
  parser.on("closetag", ({ name }) => events.push(`close:${name}`));
  parser.on("error", (error) => {
    throw error;
  });
  let depth = 0;
  parser.on("opentag", () => {
    depth += 1;
  });
  parser.on("closetag", () => {
    depth -= 1;
  });
  try {
    feed(parser, (plain) => {
      if (depth === 0) throw new Error(`text outside: ${xml.length}`);
      add(plain);
    });
    parser.close();
    return events;
  } catch {
    return ["error"];
  }
}

const withoutIt = (xml: string) => told(xml, (parser) => parser.write(xml));
const withIt = (xml: string) => told(xml, (parser, text) => feedParser(parser, xml, text));

/** Pieces from which documents, right and wrong ones, are put together. */
const piece = fc.oneof(
  fc.constantFrom("<a>", "</a>", "<b x='1>2'>", "</b>", "<c/>", "<!-- > -->", "<!-- >", "-->", "<![CDATA[", "]]>", "<?pi", "?>", "&amp;"),
  fc.constantFrom("&", "<", ">", "]", "'", '"', "\r", "\r\n", "\u0001", "\ufffe", "😀", "\u0085", "\u2028"),
  fc.nat(200).map((length) => "x".repeat(length)),
  fc.string(),
);

describe("feeding a parser", () => {
  it("tells the same as the parser alone, of documents right and wrong", () => {
    const document = fc.array(piece, { maxLength: 12 }).map((pieces) => `<a>${pieces.join("")}</a>`);
    fc.assert(
      fc.property(document, (xml) => {
        expect(withIt(xml)).toEqual(withoutIt(xml));
      }),
      { numRuns: 3000 },
    );
  });

  const LONG = "abcdefgh".repeat(20);
  it.each([
    ["long text", `<a>${LONG}</a>`],
    ["in an attribute", `<a x=">${LONG}<"/>`],
    ["in an attribute, closed", `<a x=">${LONG}"/>`],
    ["in a comment", `<a><!-- >${LONG}< --></a>`],
    ["in CDATA", `<a><![CDATA[ >${LONG}<b> ]]></a>`],
    ["before the element", `<?xml version="1.0"?>${LONG}<a/>`],
    ["after the element", `<a/>${LONG}<b/>`],
    ["blanks before the element", `<?xml version="1.0"?>${" ".repeat(100)}<a/>`],
    ["a wrong reference", `<a>${LONG}&nbsp;</a>`],
    ["an end of CDATA", `<a>${LONG}]]></a>`],
    ["between children", `<a><b/>${LONG}<b/>${LONG}</a>`],
    ["a closing tag of another element", `<a>${LONG}</b>`],
  ])("%s", (_name, xml) => {
    const blanksOutside = xml.includes("   ");
    expect(withIt(xml)).toEqual(blanksOutside ? ["error"] : withoutIt(xml));
  });

  it("refuses text outside in both readers", () => {
    expect(() => parseXml(`<a/>${LONG}<b/>`)).toThrow();
    expect(() => readClixml(`<?xml version="1.0"?>${LONG}<S>x</S>`)).toThrow();
  });
});
