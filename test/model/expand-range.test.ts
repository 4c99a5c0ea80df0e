import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandRange, MAX_RANGE } from "../../provider/model/expand-range.ts";

const expand = (from: string, to: string, postfix = "") => {
  const expansion = expandRange({ from, to, postfix });
  return "names" in expansion ? expansion.names : expansion.problem;
};

describe("expandRange", () => {
  it.each([
    ["web-08", "web-11", "", ["web-08", "web-09", "web-10", "web-11"]],
    ["web-1", "web-1", "", ["web-1"]],
    ["web", "web", "", ["web"]],
    ["w1y", "w2a", "", ["w1y", "w1z", "w2a"]],
    ["a8", "b1", "", ["a8", "a9", "b0", "b1"]],
    ["Yz", "Za", "", ["Yz", "Za"]],
    ["web-1", "web-3", ".contoso.example", ["web-1.contoso.example", "web-2.contoso.example", "web-3.contoso.example"]],
  ])("%s to %s, postfix %j", (from, to, postfix, names) => {
    expect(expand(from, to, postfix)).toEqual(names);
  });

  it.each([
    ["web-1", "web-20", "width"],
    ["web01", "app20", "order"],
    ["app01", "web20", "count"],
    ["app-01", "web-20", "prefix"],
    ["web-0a", "web-a0", "prefix"],
    ["web-a", "web-B", "prefix"],
    ["web-20", "web-01", "order"],
    ["web-00000", "web-10000", "count"],
    ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "count"],
    ["wéb", "wöb", "prefix"],
    ["😀", "😁", "prefix"],
  ])("%s to %s is no range: %s", (from, to, problem) => expect(expand(from, to)).toBe(problem));

  it("takes the largest range", () => expect(expand("0000", "9999")).toHaveLength(MAX_RANGE));

  const prefixes = fc.stringMatching(/^[a-z0-9.-]{0,10}$/);
  const digits = fc.tuple(fc.nat(5000), fc.nat(3000), fc.integer({ min: 5, max: 8 }));

  it("counts as numbers do, zeros in front kept", () => {
    fc.assert(
      fc.property(prefixes, digits, fc.stringMatching(/^[a-z.]{0,4}$/), (prefix, [first, more, width], postfix) => {
        const name = (n: number) => prefix + String(n).padStart(width, "0");
        const expected = Array.from({ length: more + 1 }, (_, step) => name(first + step) + postfix);
        expect(expand(name(first), name(first + more), postfix)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it("gives names in order, all different, all of one width, from the first to the last; or says why not", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[abYZ089-]{0,6}$/), fc.stringMatching(/^[abYZ089-]{0,6}$/), (from, to) => {
        const names = expand(from, to);
        if (typeof names === "string") return;
        expect(names[0]).toBe(from);
        expect(names.at(-1)).toBe(to);
        expect(names.length).toBeLessThanOrEqual(MAX_RANGE);
        expect(new Set(names.map((name) => name.length)).size).toBe(1);
        expect(names.every((name, index) => index === 0 || (names[index - 1] as string) < name)).toBe(true);
      }),
    );
  });

  it("never throws", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.string({ unit: "binary" }),
        fc.string(),
        (from, to, postfix) => void expand(from, to, postfix),
      ),
    );
  });
});
