import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseReply } from "../../provider/batch/parse-reply.ts";

const error = { number: 2606, errorId: "2606,X", category: "ReadError", type: "T", message: "locked" };
const good = {
  format: 1,
  results: [
    { id: "a", state: "done", count: 1, rows: [["x", 1, null]], job: "j" },
    { id: "b", state: "failed", count: 0, error },
    { id: "c", state: "skipped", count: 0, because: "b" },
  ],
};

describe("parseReply", () => {
  it("reads a reply as it is", () => {
    expect(parseReply(JSON.stringify(good))).toEqual(good);
  });

  it.each<[string, unknown]>([
    ["another format", { ...good, format: 2 }],
    ["no results", { format: 1 }],
    ["an unknown state", { format: 1, results: [{ id: "a", state: "maybe", count: 0 }] }],
    ["a failure without its error", { format: 1, results: [{ id: "a", state: "failed", count: 0 }] }],
    ["an error of a call that is done", { format: 1, results: [{ id: "a", state: "done", count: 0, error }] }],
    ["an error without a number", { format: 1, results: [{ id: "a", state: "failed", count: 0, error: { ...error, number: "2606" } }] }],
    ["a row that is no row", { format: 1, results: [{ id: "a", state: "done", count: 1, rows: ["x"] }] }],
    ["a count that is no number", { format: 1, results: [{ id: "a", state: "done", count: "1" }] }],
    ["a list", [good]],
  ])("refuses %s", (_, reply) => {
    expect(parseReply(JSON.stringify(reply))).toBeUndefined();
  });

  it("refuses every text that is cut short, and never throws", () => {
    const text = JSON.stringify(good);
    for (let end = 0; end < text.length; end++) expect(parseReply(text.slice(0, end))).toBeUndefined();
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (any) => parseReply(any) === undefined));
  });
});
