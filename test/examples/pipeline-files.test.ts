import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import packageJson from "../../package.json" with { type: "json" };
import { actionlint, checkJsonschema, has, run, shellcheck } from "../parts.ts";
import { EXAMPLES } from "./support/clean-copy.ts";

const FOLDER = join(EXAMPLES, "12-pipelines");
const read = (name: string) => readFileSync(join(FOLDER, name), "utf8");
const files = (folder: string, ending: string) =>
  readdirSync(join(FOLDER, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));

/** A script and its words: no shell is needed to read it. */
const ONE_SCRIPT = /^(sh ci\/\w+\.sh|node ci\/\w+\.mjs)( [\w./-]+)*$/;

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly if?: string;
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly "runs-on": string | readonly string[];
  readonly "timeout-minutes": number;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

describe.each(files(".github/workflows", ".yml"))("%s", (name) => {
  const text = read(name);
  const { on, permissions, jobs } = parse(text) as Workflow;
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  test("has no logic: each step is an action or one call of a script", () => {
    for (const { uses, run: line } of steps) {
      expect([uses, line].filter((one) => one !== undefined)).toHaveLength(1);
      if (line !== undefined) expect(line).toMatch(ONE_SCRIPT);
    }
    expect(steps.filter(({ run: line }) => line !== undefined).length).toBeGreaterThan(0);
  });

  test("gives each job what it needs and no more", () => {
    expect(permissions).toEqual({});
    expect(Object.keys(on)).not.toContain("pull_request_target");
    for (const job of Object.values(jobs)) {
      expect(job["timeout-minutes"]).toBeGreaterThan(0);
      const writes = Object.entries(job.permissions).filter(([, right]) => right === "write");
      const hasSecrets = JSON.stringify(job).includes("secrets.");
      // who reaches VMM writes at most alerts, who writes to the pull request has no account
      if (hasSecrets) expect(writes.map(([what]) => what).filter((what) => what !== "security-events")).toEqual([]);
      expect(job["runs-on"]).toEqual(hasSecrets ? ["self-hosted", "datacenter"] : "ubuntu-latest");
      expect(job.environment !== undefined).toBe(hasSecrets);
      if (hasSecrets && "pull_request" in on) expect(job.if).toContain("head.repo.full_name == github.repository");
    }
  });

  test("hands secrets to a script by its environment alone", () => {
    for (const { uses, run: line, env = {}, with: given = {} } of steps) {
      if (uses !== undefined) expect(JSON.stringify({ uses, env, given })).not.toContain("secrets.");
      else expect(line).not.toContain("${{");
      if (uses?.startsWith("actions/checkout@")) expect(given["persist-credentials"]).toBe(false);
    }
  });

  test("pins each action by commit, with its version behind it, as Renovate wants it", () => {
    const used = text.match(/uses: .*/g) ?? [];
    expect(used.length).toBeGreaterThan(0);
    for (const line of used) expect(line).toMatch(/^uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });
});

describe("one action has one version", () => {
  const pins = files(".github/workflows", ".yml").flatMap((name) => read(name).match(/(?<=uses: ).*/g) ?? []);
  test.each([...new Set(pins.map((pin) => pin.split("@")[0] ?? ""))])("%s", (action) => {
    expect(new Set(pins.filter((pin) => pin.startsWith(`${action}@`))).size).toBe(1);
  });
});

test(".gitlab-ci.yml has no logic, and no job of a fork's merge request", () => {
  const { default: _, image: __, stages, ...jobs } = parse(read(".gitlab-ci.yml")) as Record<string, unknown> & { stages: string[] };
  for (const [name, job] of Object.entries(jobs) as [string, { stage: string; script: string[]; rules: { if: string }[] }][]) {
    expect(stages, name).toContain(job.stage);
    for (const line of job.script) expect(line).toMatch(ONE_SCRIPT);
    expect(job.script).toHaveLength(1);
    for (const { if: condition } of job.rules)
      if (condition.includes("merge_request_event")) expect(condition).toContain("$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID");
  }
});

test("the scripts that are called are there, and are all that is there", () => {
  const pipelines = [...files(".github/workflows", ".yml"), ".gitlab-ci.yml"].map(read).join("\n");
  const called = new Set(pipelines.match(/(?<=(sh|node) ci\/)[\w.]+/g));
  expect([...called, "common.sh", "versions.env"].sort()).toEqual(readdirSync(join(FOLDER, "ci")).sort());
});

describe("renovate.json", () => {
  const { customManagers } = JSON.parse(read("renovate.json")) as {
    customManagers: { managerFilePatterns: string[]; matchStrings: string[] }[];
  };
  /** As Renovate reads it: a pattern between slashes is a regular expression. */
  const expression = (pattern: string) => new RegExp(/^\/(.*)\/$/.exec(pattern)?.[1] ?? "never");

  test("finds the file with the versions, and each version in it", () => {
    const [manager] = customManagers;
    expect(manager?.managerFilePatterns.map((pattern) => expression(pattern).test("ci/versions.env"))).toEqual([true]);
    expect(manager?.managerFilePatterns.some((pattern) => expression(pattern).test("ci/versions.env.bak"))).toBe(false);
    const text = read("ci/versions.env");
    const found = manager?.matchStrings.flatMap((match) => [...text.matchAll(new RegExp(match, "g"))].map(({ groups }) => ({ ...groups })));
    expect(found).toEqual([
      { datasource: "npm", depName: "scvmm-provider", currentValue: packageJson.version },
      { datasource: "terraform-provider", depName: "scvmm/scvmm", currentValue: packageJson.version },
    ]);
    expect(found).toHaveLength(text.match(/^\w+=/gm)?.length ?? 0);
  });
});

describe("in the eyes of other people's checkers", () => {
  const schemas = {
    "github-workflows": files(".github/workflows", ".yml"),
    "gitlab-ci": [".gitlab-ci.yml"],
    renovate: ["renovate.json"],
  };
  describe.skipIf(!has("published schemas of the pipelines", checkJsonschema()))("published schemas", () => {
    test.each(Object.entries(schemas))("%s", (schema, names) => {
      const { status, output } = run(checkJsonschema().command, ["--builtin-schema", `vendor.${schema}`, ...names], FOLDER);
      expect(status, output).toBe(0);
    });
    test("a workflow that is wrong is told, so that the schema is looked at", () => {
      expect(run(checkJsonschema().command, ["--builtin-schema", "vendor.github-workflows", "renovate.json"], FOLDER).status).toBe(1);
    });
  });

  test.skipIf(!has("actionlint on the workflows", actionlint()))("actionlint", () => {
    const words = ["-shellcheck=", "-pyflakes=", "-config-file", ".github/actionlint.yaml", ...files(".github/workflows", ".yml")];
    const { status, output } = run(actionlint().command, words, FOLDER);
    expect(status, output).toBe(0);
  });

  test.skipIf(!has("shellcheck on the examples' scripts", shellcheck()))("shellcheck", () => {
    const scripts = readdirSync(EXAMPLES, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".sh"));
    expect(scripts.length).toBeGreaterThan(4);
    // 1091: files that come to be at run time; 2016: Markdown has backquotes
    const { status, output } = run(
      shellcheck().command,
      ["--shell=sh", "--external-sources", "--source-path=SCRIPTDIR", "--exclude=SC1091,SC2016", ...scripts],
      EXAMPLES,
    );
    expect(status, output).toBe(0);
  });
});
