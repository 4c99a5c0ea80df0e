import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { driftKinds } from "../../provider/model/drift.ts";
import { parseProjectSettings } from "../../provider/model/project-settings.ts";
import { Observation } from "../../provider/observe/index.ts";
import { DRIFT_FORMATS } from "../../provider/report/drift/formats.ts";
import { scvmm } from "../cli/fake-host.ts";

const guide = readFileSync(new URL("../../docs/guides/drift.md", import.meta.url), "utf8");
const blocks = (language: string): string[] =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(([, text]) => text as string);

describe("the guide to drift", () => {
  test("names flags that there are", async () => {
    const help = [(await scvmm(["drift", "--help"])).stdout, (await scvmm(["--help"])).stdout].join("\n");
    const flags = new Set(
      [...blocks("sh"), ...blocks("yaml"), ...(guide.match(/`-[^`]+`/g) ?? [])].join("\n").match(/(?<=[\s`])--?[a-z][a-z-]*/g),
    );
    expect(flags.size).toBeGreaterThan(6);
    for (const flag of flags) expect(help).toContain(flag);
  });

  test("tells every kind and every format", () => {
    for (const name of [...driftKinds, ...Object.keys(DRIFT_FORMATS)]) expect(guide).toContain(`| \`${name}\` |`);
  });

  test("has settings that are valid, and YAML that is YAML", () => {
    const [settings = "", ...others] = blocks("yaml");
    const { ignoreRules, diagnostics } = parseProjectSettings({ file: "scvmm.yaml", text: settings });
    expect(diagnostics).toEqual([]);
    expect(ignoreRules.map(({ reason }) => reason)).toEqual(["the backup tags VMs", "the lab is off over the holidays"]);
    for (const text of others) expect(parseAllDocuments(text).flatMap(({ errors }) => errors)).toEqual([]);
  });

  test("tells every metric of drift, and none that is not there", () => {
    const observation = new Observation({ log: { detail: "off", format: "text" }, write: () => {} });
    observation.drift.ended("drift", 0);
    const counts = { a: 1 };
    observation.drift.record({ scope: "s", items: counts, objects: counts, vms: counts, at: new Date(), durationMs: 1, complete: true });
    const metrics = [...observation.metricsText().matchAll(/^# TYPE (scvmm_drift\w+)/gm)].map(([, name]) => name);
    const told = [...guide.matchAll(/^\| `(scvmm_drift\w+)/gm)].map(([, name]) => name);
    expect(told.sort()).toEqual(metrics.sort());
  });
});
