import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatQuantity, parseQuantity, quantity, toMebibytes } from "../../provider/model/quantity.ts";

describe("parseQuantity", () => {
  it.each([
    ["0", 0],
    ["4Gi", 4 * 2 ** 30],
    ["1.5Gi", 1610612736],
    ["64Ti", 64 * 2 ** 40],
    ["500M", 500_000_000],
    ["1k", 1000],
    ["1e3", 1000],
    ["1E3", 1000],
    ["1.", 1],
    [".5k", 500],
    ["+2", 2],
    ["-2Ki", -2048],
    ["1500m", 2],
    ["1n", 1],
    ["0.1Gi", 107374183],
    ["25e-1", 3],
    ["-0", 0],
  ])("%s is %d base units", (text, value) => expect(parseQuantity(text)).toBe(value));

  it.each([
    "",
    " 4Gi",
    "4 Gi",
    "4GB",
    "4gi",
    "Gi",
    "4GiB",
    "0x10",
    "1e1.5",
    "NaN",
    "1,5Gi",
    "9E",
    "1e40",
    "9007199254740993",
    "1".repeat(65),
  ])("%j is none", (text) => expect(parseQuantity(text)).toBeUndefined());

  it("rounds fractions of a unit away from zero", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (milli) => {
        expect(parseQuantity(`${milli}m`)).toBe(Math.ceil(milli / 1000));
        expect(parseQuantity(`-${milli}m`)).toBe(-Math.ceil(milli / 1000) || 0);
      }),
    );
  });

  it("undoes formatQuantity", () => {
    const sizes = fc.oneof(
      fc.maxSafeNat(),
      fc.tuple(fc.nat(1023), fc.constantFrom(2 ** 10, 2 ** 20, 2 ** 30, 2 ** 40)).map(([n, unit]) => n * unit),
    );
    fc.assert(
      fc.property(sizes, (value) => {
        expect(parseQuantity(formatQuantity(value))).toBe(value);
      }),
    );
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789.+-eEkKMGiTnum "), maxLength: 80 }), (text) => void parseQuantity(text)),
    );
  });
});

describe("quantity", () => {
  it("keeps what was written", () => expect(quantity.parse("4Gi")).toEqual({ value: 4 * 2 ** 30, text: "4Gi" }));
  it("takes a whole number", () => expect(quantity.parse(1024)).toEqual({ value: 1024, text: "1024" }));
  it.each([-1, "-1", 1.5, Number.NaN, true, null, "much"])("refuses %j", (input) => expect(quantity.safeParse(input).success).toBe(false));
});

describe("toMebibytes", () => {
  it.each([
    [0, 0],
    [1, 1],
    [2 ** 20, 1],
    [2 ** 20 + 1, 2],
    [4_000_000_000, 3815],
    [4 * 2 ** 30, 4096],
  ])("%d bytes are %d MiB", (bytes, mebibytes) => expect(toMebibytes(bytes)).toBe(mebibytes));
});
