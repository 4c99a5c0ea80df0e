import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { claimKey, describeClaim, NAME_CLAIM_PREFIX, parseClaim } from "../../provider/model/name-claim.ts";
import { codesOf, load, manifest, pool, provider } from "./manifest-text.ts";

const name = (spec: string, as = "a") => manifest("ScvmmName", as, spec);
const RANGES = "vmNameRanges: [{from: web-01, to: web-03}, {from: db, postfix: -x}]";

describe("a claim of a name", () => {
  it("has the names of its ranges, or of a pool; claims of one pool share its list", () => {
    const { manifests, diagnostics } = load(
      provider(),
      pool("web", "{from: app-1, to: app-2}"),
      name(RANGES, "a"),
      name("vmNameFromPool: {name: web}", "b"),
      name("vmNameFromPool: {name: web}", "c"),
    );
    expect(diagnostics).toEqual([]);
    expect(manifests.names.map(({ candidates }) => candidates)).toEqual([
      ["web-01", "web-02", "web-03", "db-x"],
      ["app-1", "app-2"],
      ["app-1", "app-2"],
    ]);
    expect(manifests.names[1]?.candidates).toBe(manifests.names[2]?.candidates);
    expect(manifests.names[0]?.provider).toBe("ScvmmProvider/default/vmm");
  });

  it("may share its ranges with others", () => {
    expect(codesOf(load(provider(), pool("web", "{from: web-01, to: web-09}"), name(RANGES, "a"), name(RANGES, "b")))).toEqual([]);
  });

  it.each([
    ["no names", "providerRef: {name: vmm}", ["MANIFEST_NAME_SOURCE"]],
    ["names told twice", `${RANGES}\nvmNameFromPool: {name: web}`, ["MANIFEST_NAME_SOURCE", "MANIFEST_REFERENCE_MISSING"]],
    ["no such pool", "vmNameFromPool: {name: web}", ["MANIFEST_REFERENCE_MISSING"]],
    ["a range that is none", "vmNameRanges: [{from: web-1, to: web-10}]", ["MANIFEST_NAME_RANGE"]],
    ["a name that no VM can have", "vmNameRanges: [{from: 'a*'}]", ["MANIFEST_VM_NAME_INVALID"]],
    ["an empty list", "vmNameRanges: []", ["MANIFEST_POOL_EMPTY"]],
    ["no such provider", `${RANGES}\nproviderRef: {name: other}`, ["MANIFEST_REFERENCE_MISSING"]],
  ])("%s is told", (_, spec, codes) => {
    expect([...codesOf(load(provider(), name(spec)))].sort()).toEqual(codes);
  });
});

describe("the record of a claim", () => {
  const mark = { scope: "shop", address: "ScvmmName/web/a" };
  const anyName = fc.oneof(fc.string({ minLength: 1, maxLength: 64 }), fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }));

  it("gives back the name, in letters that any list of properties can hold", () => {
    fc.assert(
      fc.property(anyName, (text) => {
        const key = claimKey(text);
        expect(key).toMatch(/^scvmm-name__[a-z0-9._-]+$/);
        expect(parseClaim(key.toUpperCase(), "edited by hand")).toEqual({ name: text.toLowerCase(), mark: null });
        if (text === text.trimEnd()) expect(parseClaim(key, describeClaim(text, mark))).toEqual({ name: text, mark });
      }),
    );
  });

  it("is the same for names that VMM takes for one, and another for any other", () => {
    fc.assert(
      fc.property(anyName, anyName, (a, b) => {
        expect(claimKey(a) === claimKey(b)).toBe(a.toLowerCase() === b.toLowerCase());
        expect(claimKey(a.toUpperCase().toLowerCase())).toBe(claimKey(a.toUpperCase()));
      }),
    );
    expect(claimKey("a_b")).not.toBe(claimKey("a_x005f_b"));
  });

  it("is none of a property of people's own", () => {
    expect(parseClaim("Department", "x")).toBeUndefined();
    expect(parseClaim(NAME_CLAIM_PREFIX, "x")).toBeUndefined();
  });
});
