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

  it("come back as they were", () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(sameValue(decodeValue(encodeValue(value)), value)).toBe(true);
        expect(hasUnknown(decodeValue(encodeValue(value)))).toBe(hasUnknown(value));
      }),
      { numRuns: 300 },
    );
  });

  it("end in a value or a ValueError whatever bytes arrive", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (body) => {
        for (const read of [() => decodeValue({ msgpack: body }), () => parseJson(body)])
          try {
            read();
          } catch (error) {
            expect(error).toBeInstanceOf(ValueError);
          }
      }),
      { numRuns: Number(process.env["SCVMM_FUZZ_RUNS"] ?? 2_000) },
    );
    expect(() => decodeValue({ msgpack: new Uint8Array(5_000).fill(0x91) })).toThrow(ValueError);
  });

  it("are no prototypes", () => {
    const value = parseJson(Buffer.from('{"__proto__":{"polluted":true}}'));
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});
