import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { scanPlainXml } from "../../provider/winrm/clixml/scan-xml.ts";
import { parseXml, type XmlElement } from "../../provider/winrm/wsman/xml-tree.ts";

const joined = () => {
  const events: string[] = [];
  return {
    events,
    text: (text: string) => {
      if (events.at(-1)?.startsWith("text:")) events.push(`${events.pop()}${text}`);
      else events.push(`text:${text}`);
    },
    open: ({ name, attributes }: { name: string; attributes: object }) => {
      events.push(`open:${name}${JSON.stringify(Object.entries(attributes))}`);
      return true;
    },
    close: () => events.push("close"),
  };
};

/** What a whole parser tells; undefined when it refuses the document. */
function parsed(xml: string): readonly string[] | undefined {
  const told = joined();
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  parser.on("text", (text) => depth > 0 && told.text(text));
  parser.on("cdata", told.text);
  parser.on("opentag", ({ name, attributes }) => {
    depth += 1;
    told.open({ name, attributes });
  });
  parser.on("closetag", () => {
    depth -= 1;
    told.close();
  });
  parser.on("error", (error) => {
    throw error;
  });
  try {
    parser.write(xml).close();
    return told.events;
  } catch {
    return undefined;
  }
}

function scanned(xml: string): readonly string[] | undefined {
  const told = joined();
  return scanPlainXml(xml, told) ? told.events : undefined;
}

const tag = fc.constantFrom(
  "<a>",
  "</a>",
  "<b x='1>2'>",
  '<b x="1" y = "2">',
  '<b x="1" x="2">',
  "</b>",
  "<c/>",
  "<c />",
  '<d:e f:g="h"/>',
  "</ a>",
  "< a>",
  "</a >",
);
const rare = fc.constantFrom("<!-- > -->", "<!--", "-->", "<![CDATA[", "]]>", "<?pi", "?>", "<!DOCTYPE a>", '<?xml version="1.0"?>');
const char = fc.constantFrom(
  "&amp;",
  "&#65;",
  "&nbsp;",
  "&amp",
  "&",
  "<",
  ">",
  "]",
  "'",
  '"',
  "=",
  "/",
  "\r",
  "\n",
  "\u0001",
  "\ufffe",
  "\u0085",
  "\u2028",
  "😀",
);
const name = fc.constantFrom("a", "b", "xmlns", "xmlns:p", "p:a", "q:a", "xml:lang", "xmlns:xml");
const piece = fc.oneof(
  tag,
  tag,
  tag,
  rare,
  char,
  fc.string(),
  fc.string({ unit: "binary" }).map((text) => Buffer.from(text).toString()),
);
const pieces = fc.array(piece, { maxLength: 10 }).map((all) => all.join(""));
const document = fc.oneof(
  pieces,
  pieces.map((inner) => `<a>${inner}</a>`),
);

describe("the quick look at XML", () => {
  it("tells what a whole parser tells, or leaves the document to it", () => {
    fc.assert(
      fc.property(document, (xml) => {
        const quick = scanned(xml);
        if (quick !== undefined) expect(quick).toEqual(parsed(xml));
      }),
      { numRuns: 5000 },
    );
  });

  it("does so after any single change of a right document", () => {
    const right = '<?xml version="1.0" encoding="utf-8"?><s:a xmlns:s="u"><b N="x&#xe4;y">t &amp; u</b><c/> <d e=\'f\'>&lt;</d></s:a>';
    fc.assert(
      fc.property(fc.nat(right.length), fc.nat(2), fc.string({ maxLength: 2 }), (at, cut, put) => {
        const xml = `${right.slice(0, at)}${put}${right.slice(at + cut)}`;
        const quick = scanned(xml);
        if (quick !== undefined) expect(quick).toEqual(parsed(xml));
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    '<a b="c">d</a>',
    '<?xml version="1.0" encoding="utf-8"?>\n<a><b/>\n<c>x</c>\n</a>\n',
    "<S>größe &lt;&gt;&amp;&quot;&apos;</S>",
    `<a>${"QUJD".repeat(100_000)}</a>`,
  ])("is enough for what machines write", (xml) => {
    expect(scanned(xml)).toEqual(parsed(xml));
    expect(scanned(xml)).toBeDefined();
  });

  it("takes time in proportion to the length", () => {
    for (const part of ["<a ", "a='", "a=''", "&amp;", "]]", "<a>", "\n", "x y "]) {
      const xml = `<a>${part.repeat(200_000)}`;
      const started = performance.now();
      scanned(xml);
      expect(performance.now() - started, part).toBeLessThan(1000);
    }
  });
});

describe("trees of XML", () => {
  const flat = (element: XmlElement): unknown => [element.uri, element.local, element.attributes, element.text, element.children.map(flat)];
  const treeOrError = (xml: string) => {
    try {
      return flat(parseXml(xml));
    } catch {
      return "error";
    }
  };

  it("are the same with and without the quick look, prefixes and all", () => {
    const attribute = fc
      .tuple(name, fc.constantFrom("u", "v", "", " u", "http://www.w3.org/XML/1998/namespace"))
      .map(([key, uri]) => ` ${key}="${uri}"`);
    const start = fc.tuple(name, fc.array(attribute, { maxLength: 3 })).map(([key, own]) => ({ key, own: own.join("") }));
    const xml = fc.array(start, { minLength: 1, maxLength: 4 }).map((all) => {
      const starts = all.map(({ key, own }) => `<${key}${own}>t`).join("");
      return (
        starts +
        all
          .map(({ key }) => `</${key}>`)
          .reverse()
          .join("")
      );
    });
    fc.assert(
      fc.property(xml, (text) => {
        // A comment is what the quick look leaves to the parser.
        expect(treeOrError(text)).toEqual(treeOrError(text.replace(/>/, "><!---->")));
      }),
      { numRuns: 3000 },
    );
  });
});
