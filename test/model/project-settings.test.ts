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

  it("tells of a misspelt field what was meant", () =>
    expect(parse("parallellism: 2").diagnostics[0]?.hint).toBe("Did you mean parallelism?"));
  it("is one document", () =>
    expect(parse("scope: a\n---\nscope: b\n")).toMatchObject({ settings: {}, diagnostics: [{ code: "SETTINGS_SEVERAL", line: 3 }] }));
  it("keeps errors of the text", () =>
    expect(parse("scope: [a")).toMatchObject({ settings: {}, diagnostics: [{ code: "MANIFEST_YAML_SYNTAX" }] }));
});
