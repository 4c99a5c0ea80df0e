import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ClixmlError } from "../../provider/winrm/clixml/clixml-error.ts";
import { fromClixml, toClixml } from "../../provider/winrm/clixml/plain.ts";
import { ClixmlReader, readClixml } from "../../provider/winrm/clixml/reader.ts";
import { type ClixmlObject, type ClixmlPrimitive, type ClixmlValue, propertyOf } from "../../provider/winrm/clixml/value.ts";
import { writeClixml } from "../../provider/winrm/clixml/writer.ts";

const hostileText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(
      fc.constantFrom(
        "_",
        "x",
        "_x0041_",
        "_x005F_",
        "\r\n",
        "\u0000",
        "\ud800",
        "\udc00",
        "\u{1f600}",
        "\uffff",
        "&",
        "<",
        "]]>",
        '"',
        "a",
      ),
      { maxLength: 10 },
    )
    .map((pieces) => pieces.join("")),
);

const integer = (tag: "By" | "SB" | "U16" | "I16" | "U32" | "I32", min: number, max: number) =>
  fc.integer({ min, max }).map((value): ClixmlPrimitive => ({ kind: "integer", tag, value: value === 0 ? 0 : value }));

const primitive: fc.Arbitrary<ClixmlPrimitive> = fc.oneof(
  hostileText.map((value): ClixmlPrimitive => ({ kind: "string", value })),
  fc.nat(0xffff).map((value): ClixmlPrimitive => ({ kind: "char", value })),
  fc.boolean().map((value): ClixmlPrimitive => ({ kind: "boolean", value })),
  integer("By", 0, 0xff),
  integer("SB", -0x80, 0x7f),
  integer("U16", 0, 0xffff),
  integer("I16", -0x8000, 0x7fff),
  integer("U32", 0, 0xffffffff),
  integer("I32", -0x80000000, 0x7fffffff),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value): ClixmlPrimitive => ({ kind: "long", tag: "I64", value })),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value): ClixmlPrimitive => ({ kind: "long", tag: "U64", value })),
  fc.double().map((value): ClixmlPrimitive => ({ kind: "float", tag: "Db", value })),
  fc.uint8Array({ maxLength: 40 }).map((value): ClixmlPrimitive => ({ kind: "bytes", value })),
  fc
    .tuple(fc.constantFrom("D", "DT", "TS", "G", "URI", "Version", "XD", "SBK", "SS"), hostileText)
    .filter(([tag, value]) => tag !== "SS" || /^[ -~]*$/.test(value))
    .map(
      ([tag, value]): ClixmlPrimitive => ({
        kind: "text",
        tag: tag as "D",
        value: tag === "SS" ? Buffer.from(value).toString("base64") : value,
      }),
    ),
);

const { value: anyValue } = fc.letrec<{ value: ClixmlValue; object: ClixmlObject }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, fc.constant({ kind: "nil" } as const), primitive, tie("object")),
  object: fc.record({
    kind: fc.constant("object" as const),
    typeNames: fc.array(hostileText, { maxLength: 3 }),
    toText: fc.option(hostileText),
    content: fc.option(
      fc.oneof(
        primitive.map((value) => ({ kind: "primitive" as const, value })),
        fc.record({
          kind: fc.constant("list" as const),
          tag: fc.constantFrom("LST" as const, "IE" as const, "QUE" as const, "STK" as const),
          items: fc.array(tie("value"), { maxLength: 4 }),
        }),
        fc.record({
          kind: fc.constant("dictionary" as const),
          entries: fc.array(fc.record({ key: tie("value"), value: tie("value") }), { maxLength: 3 }),
        }),
      ),
    ),
    adapted: fc.array(fc.record({ name: hostileText, value: tie("value") }), { maxLength: 3 }),
    extended: fc.array(fc.record({ name: hostileText, value: tie("value") }), { maxLength: 3 }),
  }),
}));

describe("round trips", () => {
  test("every value is read as it was written", () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(readClixml(writeClixml(value))).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test("what is written has no character that XML readers change or refuse", () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(writeClixml(value)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/);
      }),
    );
  });

  test("plain values come back as they were, but for undefined", () => {
    const plain = fc.object({
      key: hostileText,
      values: [hostileText, fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.uint8Array()],
      maxDepth: 4,
    });
    fc.assert(
      fc.property(plain, (value) => {
        expect(fromClixml(readClixml(writeClixml(toClixml(value))))).toEqual(value);
      }),
    );
    expect(fromClixml(toClixml({ a: undefined, b: 1 }))).toEqual({ b: 1 });
    expect(fromClixml(toClixml(JSON.parse('{"__proto__":{"x":1}}')))).toEqual(JSON.parse('{"__proto__":{"x":1}}'));
  });
});

const MIXED =
  '<Obj RefId="0"><TN RefId="0"><T>System.Collections.Hashtable</T><T>System.Object</T></TN><DCT><En><S N="Key">a_x000D__x000A_&amp;&#xFFFE;é\u{1f600}</S>' +
  '<Obj N="Value" RefId="1"><TNRef RefId="0"/><DCT/></Obj></En></DCT><MS><Ref N="Me_x005F_x" RefId="0"/><I64 N="L">9007199254740993</I64></MS></Obj>';

describe("reading", () => {
  test("the same at every split point", () => {
    const whole = readClixml(MIXED);
    for (let at = 0; at <= MIXED.length; at += 1) {
      const reader = new ClixmlReader();
      reader.write(MIXED.slice(0, at));
      reader.write(MIXED.slice(at));
      expect(reader.end()).toEqual(whole);
    }
    const reader = new ClixmlReader();
    for (const unit of MIXED.split("")) reader.write(unit);
    expect(reader.end()).toEqual(whole);
  });

  test("references lead to the same object, also to one that is still open", () => {
    const value = readClixml(MIXED);
    expect(propertyOf(value, "me_X")).toBe(value);
    const inside = readClixml('<Obj RefId="0"><LST><Ref RefId="0"/></LST></Obj>');
    expect(() => fromClixml(inside)).toThrow(ClixmlError);
    const back = readClixml(writeClixml(value));
    expect(propertyOf(back, "Me_x")).toBe(back);
  });

  // Facts of the real engine: winrm-psrp, section 4.
  test.each([
    ["_X0041_", "A"],
    ["_x0001F600_", "\u{1f600}"],
    ["_x5F_", "_x5F_"],
    ["_x005f_x0041_", "_x0041_"],
    ["_xD83D__xDE00_", "\u{1f600}"],
    ["&#x1F600;", "\u{1f600}"],
    ["&#65534;&#xffff;&#xFFFE;", "\ufffe\uffff\ufffe"],
    ["_x0041_x0042_", "Ax0042_"],
    ["_xFFFFFFFF_", "_xFFFFFFFF_"],
    ["a\r\nb", "a\nb"],
    ["<![CDATA[<a>]]>", "<a>"],
    ["", ""],
    ["  ", "  "],
  ])("the string %j", (written, read) => {
    expect(readClixml(`<S>${written}</S>`)).toEqual({ kind: "string", value: read });
  });

  test.each([
    ["<Db>INF</Db>", Number.POSITIVE_INFINITY],
    ["<Db>-INF</Db>", Number.NEGATIVE_INFINITY],
    ["<Db>1E+300</Db>", 1e300],
    ["<Sg>0.1</Sg>", 0.1],
    ["<I64>9007199254740993</I64>", 9007199254740993n],
    ["<I64>-5</I64>", -5],
    ["<C>95</C>", "_"],
    ["<B>true</B>", true],
    ["<BA>AP8=</BA>", new Uint8Array([0, 255])],
    ["<D>1.10</D>", "1.10"],
    ["<DT>2020-01-01T01:02:03.1234567Z</DT>", "2020-01-01T01:02:03.1234567Z"],
    ["<S>007</S>", "007"],
    ["<Nil/>", null],
    ['<Obj RefId="0"><ToString>text</ToString></Obj>', "text"],
    ['<Obj RefId="0"><S>value</S><MS><S N="note">n</S></MS></Obj>', "value"],
    ['<Obj RefId="0"><Props><S N="A">1</S><S N="b">2</S></Props><MS><S N="a">3</S></MS></Obj>', { b: "2", a: "3" }],
    ['<Obj RefId="0"><TN RefId="0"><T>System.DayOfWeek</T><T>System.Enum</T></TN><ToString>Friday</ToString><I32>5</I32></Obj>', "Friday"],
  ])("the plain value of %s", (xml, plain) => {
    expect(fromClixml(readClixml(xml))).toEqual(plain);
  });

  test.each([
    ["a document type", '<!DOCTYPE S [<!ENTITY e "x">]><S>&e;</S>'],
    ["an unknown entity", "<S>&e;</S>"],
    ["a processing instruction", "<?php x?><S/>"],
    ["an unknown element", "<Foo/>"],
    ["an unknown element in an object", '<Obj RefId="0"><Foo/></Obj>'],
    ["an element in a string", "<S><S/></S>"],
    ["text in a list", '<Obj RefId="0"><LST>x</LST></Obj>'],
    ["a reference to nothing", '<Ref RefId="1"/>'],
    ["type names of nothing", '<Obj RefId="0"><TNRef RefId="9"/></Obj>'],
    ["an entry without a value", '<Obj RefId="0"><DCT><En><S N="Key">a</S></En></DCT></Obj>'],
    ["too large a number", "<By>256</By>"],
    ["no number", "<I32>0x10</I32>"],
    ["an empty number", "<I32></I32>"],
    ["bad base64", "<BA>A</BA>"],
    ["a bad boolean", "<B>yes</B>"],
    ["an unclosed element", "<Obj>"],
    ["two values", "<S/><S/>"],
    ["nothing", ""],
    ["the name of a property of every object", "<constructor/>"],
  ])("%s is refused", (_what, xml) => {
    expect(() => readClixml(xml)).toThrow(ClixmlError);
  });

  test("depth and number of elements are bounded", () => {
    const deep = '<Obj RefId="0"><LST>'.repeat(1000);
    expect(() => readClixml(deep)).toThrow(expect.objectContaining({ code: "limit" }));
    const limits = { maxDepth: 10, maxElements: 3 };
    expect(() => readClixml('<Obj RefId="0"><LST><Nil/><Nil/></LST></Obj>', limits)).toThrow(expect.objectContaining({ code: "limit" }));
  });

  test("hostile input ends in a value or a ClixmlError", () => {
    const pieces = fc.constantFrom(
      "<Obj",
      ' RefId="0"',
      ">",
      "<LST>",
      "</LST>",
      "</Obj>",
      "<S>",
      "</S>",
      "<Ref",
      "/>",
      "x",
      "&",
      "&#xFFFE;",
      "<!--",
      "-->",
      "<TN",
      "<MS>",
      "</MS>",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 15 }), (parts) => {
        try {
          readClixml(parts.join(""));
        } catch (error) {
          expect(error).toBeInstanceOf(ClixmlError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("writing", () => {
  test("the forms that .NET reads", () => {
    expect(writeClixml(toClixml({ a: [1, 2.5, null], "_x\n": "\u{1f600}" }))).toBe(
      '<Obj RefId="0"><TN RefId="0"><T>System.Collections.Hashtable</T><T>System.Object</T></TN><DCT><En><S N="Key">a</S>' +
        '<Obj N="Value" RefId="1"><TN RefId="1"><T>System.Object[]</T><T>System.Array</T><T>System.Object</T></TN><LST><I32>1</I32><Db>2.5</Db><Nil/></LST></Obj></En>' +
        '<En><S N="Key">_x005F_x_x000A_</S><S N="Value">_xD83D__xDE00_</S></En></DCT></Obj>',
    );
  });

  test.each([[new Date()], [new Map()], [() => 1], [Symbol("s")], [2n ** 64n], [-(2n ** 63n) - 1n], [[undefined]]])(
    "%s has no CLIXML form",
    (value) => {
      expect(() => toClixml(value as never)).toThrow(expect.objectContaining({ code: "unsupported" }));
    },
  );

  test("a plain value that contains itself is refused", () => {
    const value: Record<string, unknown> = {};
    value["me"] = value;
    expect(() => toClixml(value)).toThrow(expect.objectContaining({ code: "limit" }));
  });

  test("numbers outside their tag are refused", () => {
    expect(() => writeClixml({ kind: "integer", tag: "By", value: 256 })).toThrow(ClixmlError);
    expect(() => writeClixml({ kind: "integer", tag: "I32", value: 1.5 })).toThrow(ClixmlError);
    expect(() => writeClixml({ kind: "long", tag: "U64", value: -1n })).toThrow(ClixmlError);
  });
});
