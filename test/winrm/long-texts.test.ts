import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readReply, writeReply } from "../../provider/winrm/wsman/envelope.ts";
import { decodeInPlace, withoutLongTexts } from "../../provider/winrm/wsman/long-texts.ts";
import { readReceiveReply, writeReceiveReply } from "../../provider/winrm/wsman/receive.ts";
import { bytesOf, parseXml, parseXmlBytes, type XmlElement } from "../../provider/winrm/wsman/xml-tree.ts";

const long = (bytes: number, seed = 0) => Buffer.from(Array.from({ length: bytes }, (_, index) => (index * 7 + seed) & 0xff));
const flat = (element: XmlElement): unknown => [
  element.uri,
  element.local,
  element.attributes,
  // Of long texts what they stand for is compared.
  createHash("md5").update(bytesOf(element)).digest("hex"),
  element.text.length < 4000 ? element.text : "",
  element.children.map(flat),
];
const treeOrError = (parse: () => XmlElement) => {
  try {
    return flat(parse());
  } catch {
    return "error";
  }
};

test("base64 is decoded in its own place, whatever its length", () => {
  for (const length of [0, 1, 2, 3, 4, 3071, 3072, 18_431, 18_432, 18_433, 100_000]) {
    const bytes = long(length);
    expect(decodeInPlace(Buffer.from(bytes.toString("base64"))).equals(bytes)).toBe(true);
  }
});

describe("an answer that is read as bytes", () => {
  test("an answer to Receive has the same chunks, and no text of them", () => {
    const chunks = [long(40_000, 1), long(10, 2), long(300_001, 3)];
    const xml = writeReply({ action: "a", messageId: "m", relatesTo: "r" }, writeReceiveReply("C", { chunks, state: "Done" }));
    const reply = readReply(Buffer.from(xml));
    const streams = reply?.body.children[0]?.children.filter(({ local }) => local === "Stream") ?? [];
    expect(streams.map(({ text, bytes }) => [text.length, bytes?.length])).toEqual([
      [0, 40_000],
      [16, undefined],
      [0, 300_001],
    ]);
    const received = reply && readReceiveReply(reply.body);
    expect(received?.chunks.map((chunk) => Buffer.from(chunk).toString("hex"))).toEqual(chunks.map((chunk) => chunk.toString("hex")));
    expect(received?.state).toBe("Done");
  });

  const data = long(3300).toString("base64");
  test.each([
    ["a leaf", `<a>${data}</a>`, 1],
    ["one after the other", `<a><b>${data}</b><c x="y">${data}</c></a>`, 2],
    ["beside an element", `<a>${data}<b/>x</a>`, 0],
    ["after an element", `<a><b/>${data}</a>`, 0],
    ["with a letter that is none", `<a>${data.slice(4)}=AAA</a>`, 0],
    ["with a line break", `<a>${data}\n</a>`, 0],
    ["url-safe", `<a>${data.slice(4)}A-_A</a>`, 0],
    ["of no whole groups", `<a>${data}A</a>`, 0],
    ["with a reference", `<a>${data}&amp;AAAA</a>`, 0],
    ["short", `<a>${data.slice(0, 4092)}</a>`, 0],
  ])("%s", (_what, xml, count) => {
    expect(withoutLongTexts(Buffer.from(xml))?.texts.size ?? 0).toBe(count);
    expect(treeOrError(() => parseXmlBytes(Buffer.from(xml)))).toEqual(treeOrError(() => parseXml(xml)));
  });

  test("the tree is that of its text, for any document", () => {
    const piece = fc.constantFrom(
      ...["<a>", "</a>", '<b x="1">', "</b>", "<c/>", "<!-- > -->", "<![CDATA[>", "]]>", "<!--", "-->", "<d e='>'>", "</d>", "\u{1f600}é"],
      ...[data, `${data}=`, `${data.slice(2)}==`, "AAAA", "&lt;", '<?xml version="1.0"?>', ">", "<", "\r"],
    );
    const pieces = fc.array(fc.oneof({ weight: 1, arbitrary: piece }, { weight: 1, arbitrary: fc.constant(`<s>${data}</s>`) }), {
      maxLength: 9,
    });
    fc.assert(
      fc.property(pieces, fc.boolean(), (all, wrapped) => {
        const xml = wrapped ? `<x>${all.join("")}</x>` : all.join("");
        expect(treeOrError(() => parseXmlBytes(Buffer.from(xml)))).toEqual(treeOrError(() => parseXml(xml)));
      }),
      { numRuns: 200 },
    );
  });
});
