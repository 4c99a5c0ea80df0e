import { expect, test } from "vitest";
import { understandReply } from "../../provider/winrm/client/understand-reply.ts";
import { TransportError } from "../../provider/winrm/errors.ts";
import { parseXml, parseXmlBytes, XmlError } from "../../provider/winrm/wsman/xml-tree.ts";

const many = (count: number, one: (n: number) => string): string => Array.from({ length: count }, (_, n) => one(n)).join("");

test.each([
  ["attributes on one element", `<a${many(20_000, (n) => ` a${n}=""`)}/>`],
  ["prefixes on one element", `<a${many(20_000, (n) => ` xmlns:a${n}="u"`)}/>`],
  ["attributes, for a parser of all XML", `<!-- --><a${many(20_000, (n) => ` a${n}=""`)}/>`],
])("an envelope with many %s is refused in no time", (_what, xml) => {
  const started = process.cpuUsage();
  expect(() => parseXml(xml)).toThrow(XmlError);
  expect(() => parseXmlBytes(Buffer.from(xml))).toThrow(XmlError);
  // By the square of their number it would be some seconds.
  expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
});

test("prefixes declared within each other are read, and not copied for ever", () => {
  const nested = many(20, (n) => `<b${many(100, (m) => ` xmlns:p${n}-${m}="u:${n}-${m}"`)}>`);
  const xml = `${nested}${many(2000, () => '<c xmlns:q="u:q"/>')}<p7-3:d/>${"</b>".repeat(20)}`;
  const started = process.cpuUsage();
  let inner = parseXml(xml);
  while (inner.children[0]?.local === "b") inner = inner.children[0];
  expect([inner.children.length, inner.children.at(-1)?.uri]).toEqual([2001, "u:7-3"]);
  expect(process.cpuUsage(started).user).toBeLessThan(2_000_000);
});

const url = new URL("http://vmm01:5985/wsman");
const refusal = (status: number): unknown => {
  try {
    return understandReply({ status, headers: { location: "http://elsewhere/" }, body: Buffer.from("<html>") }, "m", url);
  } catch (error) {
    return error;
  }
};

test.each([
  [302, "not-run"],
  [307, "not-run"],
  [407, "not-run"],
  [408, "unknown"],
  [502, "unknown"],
  [504, "unknown"],
] as const)("what a proxy means by %i is told, and whether anything can have run: %s", (status, outcome) => {
  const error = refusal(status);
  expect(error).toBeInstanceOf(TransportError);
  expect(error).toMatchObject({ phase: "receive", status, outcome, message: expect.stringContaining(String(status)) });
});
