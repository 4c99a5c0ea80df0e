import { describe, expect, it } from "vitest";
import { loadManifests } from "../../provider/model/load-manifests.ts";
import { codesOf, errorsOf, load, machine, pool, provider } from "./manifest-text.ts";

const API = "infrastructure.cluster.x-k8s.io/v1alpha1";
const PROVIDER = { apiVersion: API, kind: "ScvmmProvider", metadata: { name: "vmm" }, spec: { scvmmHost: "vmm01" } };

describe("texts", () => {
  it("JSON is read like YAML, tabs and all", () => {
    const result = load(JSON.stringify(PROVIDER, null, "\t"));
    expect(result.diagnostics).toEqual([]);
    expect(result.manifests.providers[0]?.locate("spec.scvmmHost")).toEqual({ file: "all.yaml", line: 8, column: 3 });
  });

  it.each(["", "---\n---\n", "# a comment\n", "---\n# a comment\n...\n", "\uFEFF", "null", "~\n---\n~"])("%j holds nothing", (text) => {
    expect(load(text)).toEqual({
      manifests: {
        providers: [],
        namePools: [],
        machines: [],
        virtualIps: [],
        persistentDisks: [],
        persistentDiskPools: [],
        checkpoints: [],
        names: [],
      },
      diagnostics: [],
    });
  });

  it("a mark of byte order and Windows line ends change nothing", () => {
    const text = provider() + machine("web");
    const plain = load(text);
    const windows = load(`\uFEFF${text.replaceAll("\n", "\r\n")}`);
    expect(windows.diagnostics).toEqual([]);
    expect(windows.manifests.machines[0]?.value).toEqual(plain.manifests.machines[0]?.value);
    expect(windows.manifests.machines[0]?.locate("spec.cloud")).toEqual(plain.manifests.machines[0]?.locate("spec.cloud"));
  });

  it("a List counts as its items, in place", () => {
    const list = { apiVersion: "v1", kind: "List", items: [PROVIDER, { ...PROVIDER, metadata: { name: "b" }, spec: { scvmmHost: 1 } }] };
    const result = load(JSON.stringify(list, null, 1));
    expect(result.diagnostics).toMatchObject([
      { code: "MANIFEST_WRONG_TYPE", path: "spec.scvmmHost", line: 22, address: "ScvmmProvider/default/b" },
    ]);
    expect(result.manifests.providers.map(({ address }) => address)).toEqual(["ScvmmProvider/default/vmm"]);
  });

  it("errors of one document leave the others alone", () => {
    const result = load(provider(), "a: [1\n---\n", "b: 'x\n---\n");
    expect(codesOf(result)).toContain("MANIFEST_YAML_SYNTAX");
    expect(result.manifests.providers).toHaveLength(1);
  });

  it.each([
    ["tab", "metadata:\n\tname: x", 2],
    ["bad indentation", "a:\n    b: 1\n  c: 2", 3],
    ["no blank after a colon", "a: b\nc:d\ne: f", 2],
    ["two mappings in a line", "a: b: c", 1],
    ["bracket left open", "a: [1, 2", 1],
    ["list for a field name", "? [a]\n: 1", 1],
    ["alias without anchor", "a: 1\nb: *lost", 2],
  ])("syntax: %s", (_, text, line) => {
    const [first] = load(text).diagnostics;
    expect(first).toMatchObject({ code: "MANIFEST_YAML_SYNTAX", severity: "error", file: "all.yaml", line });
    expect(first?.detail).toMatch(/\.$/);
  });

  it("a field given twice, at the second; the rest is checked all the same", () => {
    const result = load(provider(), machine("web", "cpuCount: 2\ntagg: x"));
    expect(result.diagnostics).toMatchObject([
      { code: "MANIFEST_DUPLICATE_KEY", line: 14 },
      { code: "MANIFEST_UNKNOWN_FIELD", line: 15 },
    ]);
  });

  it("diagnostics come in the order of the sources", () => {
    const sources = ["b", "a"].map((file) => ({ file, text: "kind: 1" }));
    expect(loadManifests(sources).diagnostics.map(({ file }) => file)).toEqual(["b", "b", "a", "a"]);
  });
});

describe("scalars are those of YAML 1.2", () => {
  const property = (text: string) =>
    load(provider(), machine("web", `customProperty: {k: ${text}}`)).manifests.machines[0]?.value.spec.customProperty?.["k"];
  it.each(["yes", "no", "on", "2026-01-31", "12:30", "1_000", "0777_", "NULL_"])("%s is a text", (text) =>
    expect(property(text)).toBe(text),
  );
  it.each(["007", "0x10", "1e3", "true", "3.10"])("%s is none", (text) => expect(property(text)).toBeUndefined());
});

describe("anchors and aliases", () => {
  it("are followed, merge keys too, and places lead to where the value stands", () => {
    const text = `x-base: &base {cloud: Test, vmTemplate: Ubuntu, cpuCount: 1}\n`;
    const spec = machine("web", "disks: &d\n  - size: 10Gi\n").replace("---\n", "");
    expect(errorsOf(load(provider(), spec))).toEqual([]);
    const merged = `apiVersion: ${API}\nkind: ScvmmMachine\nmetadata: &m {name: web, labels: {a: &v Test}}\nspec:\n  <<: {vmTemplate: U, cpuCount: 4}\n  cpuCount: 1\n  cloud: *v\n`;
    const { manifests, diagnostics } = load(provider(), merged);
    expect(diagnostics).toEqual([]);
    expect(manifests.machines[0]?.value.spec).toMatchObject({ cpuCount: 1, vmTemplate: "U", cloud: "Test" });
    expect(codesOf(load(text))).toEqual(["MANIFEST_IGNORED"]);
  });

  it("cannot be piled up to a bomb", () => {
    const layers = Array.from({ length: 20 }, (_, n) => `l${n + 1}: &l${n + 1} [${Array.from({ length: 10 }, () => `*l${n}`).join(", ")}]`);
    const started = performance.now();
    expect(codesOf(load(`l0: &l0 x\n${layers.join("\n")}\n`))).toEqual(["MANIFEST_TOO_MANY_ALIASES"]);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it.each(["a: &a [*a]", "&a {b: *a}", "a: &a {<<: *a}"])("cannot lead in a circle: %s", (text) => {
    expect(codesOf(load(text)).length).toBeGreaterThan(0);
  });

  it("depth cannot break it", () => {
    for (const text of ["[".repeat(20_000), `${"{a: ".repeat(20_000)}1`, "- ".repeat(20_000), "[".repeat(5_000) + "]".repeat(5_000)]) {
      expect(errorsOf(load(provider(), text)).length).toBeGreaterThan(0);
    }
  });
});

describe("apiVersion and kind", () => {
  const one = (fields: string) => load(fields).diagnostics;
  it.each([
    ["another tool's", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: x}}", "MANIFEST_IGNORED", "info"],
    ["of Cluster API", "{apiVersion: cluster.x-k8s.io/v1beta1, kind: Cluster}", "MANIFEST_IGNORED", "info"],
    ["core", "{apiVersion: v1, kind: ConfigMap}", "MANIFEST_IGNORED", "info"],
    ["no manifest", "{replicaCount: 2}", "MANIFEST_IGNORED", "info"],
    ["not used", `{apiVersion: ${API}, kind: ScvmmCluster}`, "MANIFEST_KIND_UNUSED", "warning"],
    ["unknown", `{apiVersion: ${API}, kind: ScvmmMachin}`, "MANIFEST_UNKNOWN_KIND", "error"],
    ["version", "{apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: ScvmmMachine}", "MANIFEST_UNKNOWN_VERSION", "error"],
    ["group", "{apiVersion: v1, kind: ScvmmMachine}", "MANIFEST_UNKNOWN_VERSION", "error"],
    ["list", "[1, 2]", "MANIFEST_NOT_AN_OBJECT", "error"],
    ["text", "just text", "MANIFEST_NOT_AN_OBJECT", "error"],
  ])("%s", (_, text, code, severity) => expect(one(text)).toMatchObject([{ code, severity, line: 1 }]));

  it("of an unknown kind, says what was meant", () => {
    expect(one(`apiVersion: ${API}\nkind: scvmmmachine`)).toMatchObject([{ hint: "Did you mean ScvmmMachine?", line: 2, path: "kind" }]);
  });

  it("what has lost one or both but looks like a manifest is an error", () => {
    expect(one(`{apiVersion: ${API}, spec: {}}`)).toMatchObject([{ code: "MANIFEST_MISSING_FIELD", path: "kind" }]);
    expect(one("{metadata: {}, spec: {}}")).toMatchObject([{ path: "apiVersion" }, { path: "kind" }]);
  });

  it("a manifest without a legible name has errors of its own, and clashes with none", () => {
    expect(
      errorsOf(load(pool("x", "{from: a}").replace("{name: x}", "{}"), pool("y", "{from: b}").replace("{name: y}", "{name: 7}"))),
    ).toMatchObject([
      { code: "MANIFEST_MISSING_FIELD", path: "metadata.name" },
      { code: "MANIFEST_WRONG_TYPE", path: "metadata.name" },
    ]);
  });
});

describe("locate", () => {
  it("finds a field, else its nearest parent", () => {
    const [web] = load(provider(), machine("web", "disks:\n  - {}\n  - size: 20Gi\n")).manifests.machines;
    expect(web?.locate("spec.disks[1].size")).toEqual({ file: "all.yaml", line: 16, column: 7 });
    expect(web?.locate("spec.disks[1].iopsMaximum")).toEqual({ file: "all.yaml", line: 16, column: 7 });
    expect(web?.locate("spec.disks[7].size")).toEqual({ file: "all.yaml", line: 14, column: 3 });
    expect(web?.locate("spec.nothing.at.all").line).toBe(10);
    expect(web?.locate("").line).toBe(7);
  });
});
