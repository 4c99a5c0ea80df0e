import { encode } from "@msgpack/msgpack";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeValue, encodeValue, parseJson, ValueError } from "../../provider/terraform/value/dynamic-value.ts";
import { hasUnknown, sameValue, UNKNOWN, type Value } from "../../provider/terraform/value/value.ts";

const bytes = (hex: string) => Buffer.from(hex, "hex");

const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).filter((number) => !Object.is(number, -0)),
    fc.string({ unit: "grapheme" }),
    fc.constant(UNKNOWN),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ minLength: 1 }).filter((name) => name !== "__proto__"),
      tie("value"),
      { maxKeys: 4 },
    ),
  ),
})).value;

describe("values on the wire", () => {
  it.each([
    ["unknown, as ext type 0 of one byte", UNKNOWN, "d40000"],
    ["null", null, "c0"],
    ["an object", { a: null, b: [1, "x"] }, "82a161c0a1629201a178"],
  ] as const)("write %s", (_, value, expected) => {
    expect(Buffer.from(encodeValue(value).msgpack ?? []).toString("hex")).toBe(expected);
  });

  it.each([
    ["an unknown of which more is known", "c7020c8101c0".replace("8101c0", "8101"), UNKNOWN],
    ["an integer of 64 bits", "cf001fffffffffffff", Number.MAX_SAFE_INTEGER],
    ["a float", "cb3ff8000000000000", 1.5],
  ] as const)("read %s", (_, hex, expected) => {
    expect(decodeValue({ msgpack: bytes(hex) })).toBe(expected);
  });

  it("read an absent value as null, and that of a state file", () => {
    expect(decodeValue(undefined)).toBeNull();
    expect(decodeValue({})).toBeNull();
    expect(decodeValue({ json: Buffer.from('{"a":[1]}') })).toEqual({ a: [1] });
  });

  it("refuse numbers that are not exact rather than round them", () => {
    expect(() => decodeValue({ msgpack: bytes("cf0020000000000000") })).toThrow(ValueError);
    expect(() => parseJson(Buffer.from('{"bytes":12345678901234567}'))).toThrow(ValueError);
    expect(() => decodeValue({ msgpack: encode(Uint8Array.of(1)) })).toThrow(ValueError);
  });

  it("refuse what is no number, which no arithmetic of Terraform's gives", () => {
    for (const hex of ["cb7ff8000000000000", "cb7ff0000000000000"]) expect(() => decodeValue({ msgpack: bytes(hex) })).toThrow(ValueError);
    expect(() => parseJson(Buffer.from("1e999"))).toThrow(ValueError);
  });

  it("hold no half of a character", () => {
    expect(parseJson(Buffer.from('"a\\ud800"'))).toBe("a\uFFFD");
    expect(decodeValue(encodeValue("a\ud800"))).toBe("a\uFFFD");
  });

  it("come back as they were", () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(sameValue(decodeValue(encodeValue(value)), value)).toBe(true);
        expect(hasUnknown(decodeValue(encodeValue(value)))).toBe(hasUnknown(value));
      }),
      { numRuns: 300 },
    );
  });

  it("are no prototypes", () => {
    const value = parseJson(Buffer.from('{"__proto__":{"polluted":true}}'));
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});
