import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPath, parsePath, type Segment, valueAt } from "../../provider/model/load/manifest-path.ts";

describe("manifest paths", () => {
  it.each([
    [["spec", "disks", 0, "size"], "spec.disks[0].size"],
    [["spec", "customProperty", "Cost Centre"], "spec.customProperty.Cost Centre"],
    [["spec", "customProperty", "a.b"], 'spec.customProperty["a.b"]'],
    [[], ""],
  ] satisfies [Segment[], string][])("%j is %s", (path, text) => {
    expect(formatPath(path)).toBe(text);
    expect(parsePath(text)).toEqual(path);
  });

  it("can be read back", () => {
    const segments = fc.oneof(fc.nat(20), fc.string({ minLength: 1 }), fc.string({ unit: fc.constantFrom(...'a.[]"\\ 0'), minLength: 1 }));
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.array(segments), (first, rest) => {
        expect(parsePath(formatPath([first, ...rest]))).toEqual([first, ...rest]);
      }),
    );
  });

  it("finds only what a value has itself", () => {
    expect(valueAt({ a: [{ b: 1 }] }, ["a", 0, "b"])).toBe(1);
    for (const path of [["constructor"], ["a", "length", "x"], ["a", 5], ["a", 0, "b", "c"]])
      expect(valueAt({ a: [{ b: 1 }] }, path)).toBeUndefined();
  });
});
