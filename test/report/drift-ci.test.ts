import { describe, expect, test } from "vitest";
import { driftJunit } from "../../provider/report/drift/junit.ts";
import { driftSarif } from "../../provider/report/drift/sarif.ts";
import { junitProblems, parseXml } from "./read-junit.ts";
import { sarifLog } from "./read-sarif.ts";
import { cleanReport, driftReport, facts, fullReport } from "./sample-drift.ts";

describe("JUnit", () => {
  const root = parseXml(driftJunit(fullReport, facts));
  const cases = root.children.flatMap(({ children }) => children);
  const outcome = (name: string) => cases.find(({ attributes }) => attributes["name"] === name)?.children[0];

  test("is as readers want it", () => expect(junitProblems(root)).toEqual([]));

  test("has a case for each object: failed, in error, skipped or passed", () => {
    expect(root.attributes).toMatchObject({ tests: "7", failures: "5", errors: "1", skipped: "1", time: "2.345" });
    expect(root.children.map(({ attributes }) => attributes["name"])).toEqual(["ScvmmMachine/web-farm", "ScvmmVirtualIP/web-farm"]);
    expect(outcome("web-2")?.attributes).toMatchObject({
      type: "changed",
      message: "changed in VMM: manifest differs in spec.memory, spec.tag",
    });
    expect(outcome("web-2")?.text).toContain("\n  spec.memory: 8Gi in VMM, 4Gi in the manifest (farm/web.yaml:21)\n");
    expect(outcome("web-4")).toMatchObject({ name: "error", attributes: { message: 'VMM has no VM template "ubuntu"' } });
    expect(outcome("web-1")).toMatchObject({
      name: "skipped",
      attributes: { message: "changed, ignored by ScvmmMachine/web-farm/*:spec.tag: the backup tags VMs" },
    });
    expect(cases[0]?.attributes).toMatchObject({ classname: "ScvmmMachine.web-farm", file: "farm/web.yaml", line: "12" });
  });

  test("without drift all cases pass", () => {
    const clean = parseXml(driftJunit(cleanReport, facts));
    expect(clean.attributes).toMatchObject({ failures: "0", errors: "0", skipped: "0" });
  });
});

describe("SARIF", () => {
  const parse = (report: typeof fullReport) => sarifLog.parse(JSON.parse(driftSarif(report, facts))).runs[0];
  const run = parse(fullReport);

  test("a result for each attribute at its line, else for each item at its manifest", () => {
    const places = run?.results.map(({ ruleId, level, locations }) => {
      const { artifactLocation, region } = locations[0]?.physicalLocation ?? {};
      return [ruleId, level, artifactLocation?.uri, region?.startLine];
    });
    expect(places).toEqual([
      ["scvmm-drift/changed", "warning", "farm/web.yaml", 21],
      ["scvmm-drift/changed", "warning", "farm/web.yaml", 22],
      ["scvmm-drift/power", "note", "farm/web.yaml", 30],
      ["scvmm-drift/leaked", "warning", "farm/web.yaml", 2],
      ["scvmm-drift/unmanaged", "warning", "farm/web.yaml", 2],
      ["scvmm-drift/missing", "error", "farm/web.yaml", 50],
    ]);
    expect(run?.results[0]?.message.text).toBe("ScvmmMachine/web-farm/web-2: spec.memory is 8Gi in VMM and 4Gi in the manifest");
    expect(run?.results[0]?.partialFingerprints).toEqual({ "scvmmDrift/v1": "changed ScvmmMachine/web-farm/web-2 spec.memory" });
  });

  test("what was not checked makes the run one that did not succeed; what is ignored is only counted", () => {
    expect(run?.invocations[0]).toMatchObject({ executionSuccessful: false, startTimeUtc: "2026-11-23T08:15:30.000Z" });
    expect(run?.invocations[0]?.toolExecutionNotifications).toHaveLength(1);
    expect(parse(driftReport)?.invocations[0]?.executionSuccessful).toBe(true);
    expect(run?.properties).toMatchObject({ scope: "web", summary: { ignored: 1 } });
    expect(parse(cleanReport)?.results).toEqual([]);
  });

  test.each([
    ["./a b/ü.yaml", { uri: "a%20b/%C3%BC.yaml", uriBaseId: "%SRCROOT%" }],
    ["/srv/farm/web.yaml", { uri: "file:///srv/farm/web.yaml" }],
    ["C:\\farm\\web.yaml", { uri: "file:///C:/farm/web.yaml" }],
    ["(standard input)", { uri: "(standard%20input)", uriBaseId: "%SRCROOT%" }],
  ])("%s is a URI", (file, expected) => {
    const [item] = driftReport.items;
    const made = parse({ ...driftReport, items: item ? [{ ...item, attributes: [], place: { file, line: 1, column: 1 } }] : [] });
    expect(made?.results[0]?.locations[0]?.physicalLocation?.artifactLocation).toEqual(expected);
  });
});
