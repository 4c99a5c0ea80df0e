import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell } from "../../provider/batch/result.ts";
import type { Diagnostic } from "../../provider/model/diagnostic.ts";
import {
  amount,
  decodeRows,
  each,
  type Field,
  flag,
  guid,
  integer,
  oneOf,
  optional,
  otherwise,
  record,
  table,
  text,
  texts,
  UnexpectedCell,
} from "../../provider/scvmm/decode.ts";

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.jsonValue() as fc.Arbitrary<Cell>,
  fc.constantFrom<Cell>(null, "", "0", "-1", "9".repeat(16), 2 ** 53, -0),
);

const fields: Readonly<Record<string, Field<unknown>>> = {
  text: text("A"),
  guid: guid("A"),
  flag: flag("A"),
  integer: integer("A"),
  amount: amount("A"),
  oneOf: oneOf("A", ["IDE", "SCSI"]),
  texts: texts("A"),
  table: table("A"),
  each: each("A", record({ a: text("A") })),
  optional: optional(integer("A")),
  otherwise: otherwise(text("A"), ""),
};

describe("every field", () => {
  it.each(Object.entries(fields))("%s reads any cell as its own kind, or refuses it by name", (name, field) => {
    const sound: Readonly<Record<string, (value: unknown) => boolean>> = {
      text: (value) => typeof value === "string",
      guid: (value) => typeof value === "string" && value === value.toLowerCase() && value.length === 36,
      flag: (value) => typeof value === "boolean",
      integer: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
      amount: (value) => Number.isFinite(value) && (value as number) >= 0,
      oneOf: (value) => value === "IDE" || value === "SCSI",
      texts: (value) => Array.isArray(value) && value.every((item) => typeof item === "string"),
      table: (value) => Object.values(value as object).every((item) => typeof item === "string"),
      each: (value) => Array.isArray(value) && value.every(({ a }) => typeof a === "string"),
      optional: (value) => value === null || Number.isSafeInteger(value),
      otherwise: (value) => typeof value === "string",
    };
    fc.assert(
      fc.property(cell, (any) => {
        try {
          return sound[name]?.(field.read(any)) === true;
        } catch (error) {
          return error instanceof UnexpectedCell && error.column.startsWith("A");
        }
      }),
    );
  });
});

describe("fields", () => {
  it("read what VMM says", () => {
    expect(guid("ID").read("36FE8EDE-3C1E-4A2D-935D-07F59589BE10")).toBe("36fe8ede-3c1e-4a2d-935d-07f59589be10");
    expect(optional(guid("ID")).read("00000000-0000-0000-0000-000000000000")).toBeNull();
    expect(integer("Size").read("64424509440")).toBe(64424509440);
    expect(() => integer("Size").read("9007199254740993")).toThrow(UnexpectedCell);
    expect(amount("TotalAddresses").read("18446744073709551616")).toBe(2 ** 64);
    expect(texts("IPv4Addresses").read(null)).toEqual([]);
    expect(texts("IPv4Addresses").read("10.0.0.1")).toEqual(["10.0.0.1"]);
    expect(table("CustomProperty").read({ a: "1", b: null })).toEqual({ a: "1" });
  });

  it("ask for just the columns that they read, in that order", () => {
    const nested = record({ slot: integer("SlotId") });
    const all = record({ id: guid("ID"), tags: table("CustomProperty"), nics: each("VirtualNetworkAdapters", nested) });
    expect(all.projection).toEqual(["ID", { table: "CustomProperty" }, { each: "VirtualNetworkAdapters", of: ["SlotId"] }]);
  });
});

describe("decodeRows", () => {
  const decoder = record({ name: text("Name"), nics: each("Nics", record({ slot: integer("SlotId") })) });

  it("keeps good rows, and tells of every bad one which column held what", () => {
    const problems: Diagnostic[] = [];
    const rows: readonly (readonly Cell[])[] = [["a", [[0]]], [null, []], ["c", [["x"]]], ["d"], ["e", [7]]];
    expect(decodeRows("VM", decoder, rows, problems)).toEqual([{ name: "a", nics: [{ slot: 0 }] }]);
    expect(problems.map(({ summary }) => summary)).toEqual([
      "VMM's VM has an unexpected value in Name",
      "VMM's VM has an unexpected value in Nics.SlotId",
      "VMM's VM has an unexpected value in row",
      "VMM's VM has an unexpected value in Nics",
    ]);
    expect(problems[1]?.detail).toBe('expected a whole number, got "x", in the row ["c",[["x"]]]');
  });

  it("cuts long values short", () => {
    const problems: Diagnostic[] = [];
    decodeRows("VM", decoder, [[["x".repeat(10_000)], []]], problems);
    expect(problems[0]?.detail?.length).toBeLessThan(600);
  });
});
