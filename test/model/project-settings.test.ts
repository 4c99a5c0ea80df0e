import { describe, expect, it } from "vitest";
import { parseProjectSettings } from "../../provider/model/project-settings.ts";

const parse = (text: string) => parseProjectSettings({ file: "scvmm.yaml", text });

describe("parseProjectSettings", () => {
  it.each([
    ["", {}],
    ["# nothing set\n", {}],
    ["scope: web-farm\n", { scope: "web-farm" }],
    ["scope: web-farm\nmaxDeletionShare: 0.25\nparallelism: 8\n", { scope: "web-farm", maxDeletionShare: 0.25, parallelism: 8 }],
    ['{"maxDeletionShare": 1}', { maxDeletionShare: 1 }],
    ["scope:\n", {}],
  ])("%j", (text, settings) => expect(parse(text)).toEqual({ settings, ignoreRules: [], diagnostics: [] }));

  it.each([
    ["scope: Web Farm", "MANIFEST_INVALID_VALUE", "scope"],
    ["scope: 12", "MANIFEST_WRONG_TYPE", "scope"],
    ["maxDeletionShare: 1.5", "MANIFEST_INVALID_VALUE", "maxDeletionShare"],
    ["maxDeletionShare: 25%", "MANIFEST_WRONG_TYPE", "maxDeletionShare"],
    ["parallelism: 0", "MANIFEST_INVALID_VALUE", "parallelism"],
    ["parallelism: 1.5", "MANIFEST_WRONG_TYPE", "parallelism"],
    ["scop: web", "MANIFEST_UNKNOWN_FIELD", "scop"],
    ["- scope: web", "MANIFEST_WRONG_TYPE", ""],
  ])("%s is refused at its place", (text, code, path) => {
    expect(parse(`# first line\n${text}\n`)).toMatchObject({
      settings: {},
      diagnostics: [{ code, severity: "error", path, file: "scvmm.yaml", line: 2 }],
    });
  });

  it.each([
    ["drift: { ignor: [] }", "MANIFEST_UNKNOWN_FIELD", "drift.ignor"],
    ["drift: { ignore: [{ paths: [spec.tag] }] }", "MANIFEST_MISSING_FIELD", "drift.ignore[0].object"],
    ["drift: { ignore: [{ object: 'a b' }] }", "MANIFEST_INVALID_VALUE", "drift.ignore[0].object"],
    ["drift: { ignore: [{ object: '**', paths: [tag] }] }", "MANIFEST_INVALID_VALUE", "drift.ignore[0].paths[0]"],
    ["drift: { ignore: [{ object: '**', kinds: [gone] }] }", "MANIFEST_INVALID_VALUE", "drift.ignore[0].kinds[0]"],
    ["drift: { ignore: [{ object: '**', until: 2026-02-30 }] }", "MANIFEST_INVALID_VALUE", "drift.ignore[0].until"],
  ])("%s is refused at its place", (text, code, path) => {
    expect(parse(text)).toMatchObject({ settings: {}, ignoreRules: [], diagnostics: [{ code, severity: "error", path, line: 1 }] });
  });

  it("gives ignore rules with their places", () => {
    const { ignoreRules } = parse(
      "drift:\n  ignore:\n    - object: '**'\n    - { object: ScvmmMachine/a/*, kinds: [power], until: 2030-01-31 }\n",
    );
    expect(ignoreRules.map(({ object, kinds, until, place }) => [object.text, kinds, until, place?.line])).toEqual([
      ["**", [], null, 3],
      ["ScvmmMachine/a/*", ["power"], "2030-01-31", 4],
    ]);
  });

  it("tells of a misspelt field what was meant", () =>
    expect(parse("parallellism: 2").diagnostics[0]?.hint).toBe("Did you mean parallelism?"));
  it("is one document", () =>
    expect(parse("scope: a\n---\nscope: b\n")).toMatchObject({ settings: {}, diagnostics: [{ code: "SETTINGS_SEVERAL", line: 3 }] }));
  it("keeps errors of the text", () =>
    expect(parse("scope: [a")).toMatchObject({ settings: {}, diagnostics: [{ code: "MANIFEST_YAML_SYNTAX" }] }));
});
