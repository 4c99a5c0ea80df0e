import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { KINDS, UNUSED_KINDS } from "../../provider/model/load/kinds.ts";
import { type LoadResult, loadManifests } from "../../provider/model/load-manifests.ts";
import { parseProjectSettings } from "../../provider/model/project-settings.ts";
import { fieldsOf } from "../../provider/model/schema-tree.ts";
import { machine, pool, provider } from "./manifest-text.ts";

const API = "infrastructure.cluster.x-k8s.io/v1alpha1";
const sound = provider() + pool("names", "{from: n-1, to: n-9}") + machine("web", "vmNameFromPool: {name: names}\nmemory: 4Gi\ntag: x");

/** What holds of every result, whatever was read. */
function checkResult(result: LoadResult, files: readonly string[]): void {
  for (const diagnostic of result.diagnostics) {
    expect(diagnostic.code).toMatch(/^MANIFEST_[A-Z_]+$/);
    expect(diagnostic.summary).not.toMatch(/[\n.]$/);
    expect(files).toContain(diagnostic.file);
    expect(diagnostic.line).toBeGreaterThan(0);
    expect(diagnostic.column).toBeGreaterThan(0);
    for (const text of [diagnostic.detail, diagnostic.hint]) expect(text ?? "Fine.").not.toMatch(/undefined|\[object|^$|^It expected/);
  }
  const failed = new Set(result.diagnostics.filter(({ severity }) => severity === "error").map(({ address }) => address));
  for (const list of Object.values(result.manifests)) {
    for (const { address, value } of list) {
      expect(failed.has(address)).toBe(false);
      expect(address).toBe(`${value.kind}/${value.metadata.namespace}/${value.metadata.name}`);
    }
  }
}

function check(...texts: string[]): LoadResult {
  const sources = texts.map((text, index) => ({ file: `${index}.yaml`, text }));
  const result = loadManifests(sources);
  checkResult(
    result,
    sources.map(({ file }) => file),
  );
  expect(loadManifests(sources).diagnostics).toEqual(result.diagnostics);
  return result;
}

describe("whatever is read ends in diagnostics or manifests", () => {
  it("any text", () => {
    const signs = fc.string({
      unit: fc.constantFrom(..."ab01:-?[]{}#&*!|>'\"%@` \n\t,<~.\\", "\r", "---\n", "- ", ": ", "\u0000", "\ud800"),
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.oneof(signs, fc.string({ unit: "binary" })), (text) => {
        check(text, sound);
        parseProjectSettings({ file: "scvmm.yaml", text });
      }),
      { numRuns: 200 },
    );
  });

  it("a sound text with one sign changed, cut or doubled", () => {
    const edits = fc.tuple(
      fc.nat(sound.length),
      fc.nat(3),
      fc.constantFrom("", " ", "\n", "\t", ":", "-", "'", '"', "{", "]", "&a ", "*a", "x", "~"),
    );
    fc.assert(
      fc.property(edits, ([at, cut, put]) => {
        check(sound.slice(0, at) + put + sound.slice(at + cut));
      }),
      { numRuns: 200 },
    );
  });

  const names = [
    ...new Set(Object.values(KINDS).flatMap((schema) => fieldsOf(schema).flatMap(({ path }) => path.split(/[.[\]{}]+/).filter(Boolean)))),
  ];
  const keys = fc.oneof(fc.constantFrom(...names), fc.constantFrom("__proto__", "constructor", "toString", "", "<<", "Spec"), fc.string());
  const leaves = fc.oneof(
    fc.constantFrom<unknown>(
      "web",
      "n-1",
      "4Gi",
      "vmm",
      "names",
      "eth0",
      "10.0.0.1",
      API,
      "",
      -1,
      0,
      1,
      1.5,
      true,
      null,
      Number.NaN,
      "Never",
      "Production",
    ),
    fc.string(),
    fc.double(),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5, depthSize: "medium" },
      leaves,
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(keys, tie("tree"), { maxKeys: 6 }),
    ),
  }));
  const kinds = fc.constantFrom(...Object.keys(KINDS), ...UNUSED_KINDS, "Secret", "List", "ScvmmMachin");
  const objects = fc.record(
    {
      apiVersion: fc.constantFrom(API, API, API, "v1", "apps/v1"),
      kind: kinds,
      metadata: fc.oneof(tree, fc.record({ name: leaves, namespace: leaves })),
      spec: tree,
      data: tree,
      items: tree,
    },
    { requiredKeys: ["apiVersion", "kind"] },
  );

  it("any tree of values under the names that manifests know", () => {
    fc.assert(
      fc.property(fc.array(objects, { maxLength: 4 }), fc.boolean(), (all, asJson) => {
        const text = asJson
          ? all.map((object) => `${JSON.stringify(object)}\n`).join("---\n")
          : all.map((object) => stringify(object)).join("---\n");
        check(text, sound);
      }),
      { numRuns: 100 },
    );
  });

  it("nothing of a Secret's values appears anywhere, however it is broken", () => {
    const secret = `apiVersion: v1\nkind: Secret\nmetadata: {name: account}\nstringData:\n  username: zqxjk\n  password: "zqx jk" # zqxjk\n`;
    const user = provider().replace("scvmmHost: vmm01", "scvmmHost: vmm01\n  scvmmSecret: {name: account}");
    const edits = fc.tuple(
      fc.integer({ min: secret.indexOf("stringData"), max: secret.length }),
      fc.nat(2),
      fc.constantFrom("", " ", "\n", "\t", ":", "'", '"', "{", "*", "&", "!", "|", "%", "@", "- ", "? "),
    );
    fc.assert(
      fc.property(edits, ([at, cut, put]) => {
        const { diagnostics } = check(user, secret.slice(0, at) + put + secret.slice(at + cut));
        expect(JSON.stringify(diagnostics)).not.toMatch(/zqx|xjk/);
      }),
      { numRuns: 200 },
    );
  });
});
