import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cdktf, has, terraform } from "../parts.ts";
import { CleanCopy, ROOT } from "./support/clean-copy.ts";

describe.skipIf(!has("cdktf at the top of a clone", terraform(), cdktf()))("cdktf at the top of a clone", () => {
  test("synthesises the stack that cdktf.json names", async ({ onTestFinished }) => {
    const copy = new CleanCopy();
    onTestFinished(() => copy.remove());
    const { code, stdout, stderr, left } = await copy.sh(copy.root, "cdktf synth --output stacks");
    expect({ code, left }, stdout + stderr).toEqual({ code: 0, left: [] });
    const stack = JSON.parse(readFileSync(join(copy.root, "stacks/stacks/web-farm/cdk.tf.json"), "utf8"));
    expect(Object.keys(stack.resource.scvmm_virtual_machine)).toHaveLength(3);
    // The hooks are run in the folder of the example, wherever the stack is written to.
    const [{ provisioner }] = Object.values(stack.resource.null_resource) as [
      { provisioner: readonly [{ "local-exec": { working_dir: string } }] },
    ];
    expect(provisioner[0]["local-exec"].working_dir).toBe("../../../examples/02-web-farm-cdktf");
  });

  test("and so do those of the examples, in the same words", () => {
    const settings = (folder: string) => {
      const { app, projectId, ...rest } = JSON.parse(readFileSync(join(ROOT, folder, "cdktf.json"), "utf8"));
      return { app, projectId, rest };
    };
    const all = [".", "examples/02-web-farm-cdktf", "examples/03-cdktf-data-sources"].map(settings);
    expect(all.map(({ app }) => app)).toEqual(["npx tsx examples/02-web-farm-cdktf/main.ts", "npx tsx main.ts", "npx tsx main.ts"]);
    expect(new Set(all.map(({ projectId }) => projectId)).size).toBe(3);
    for (const { rest } of all) expect(rest).toMatchObject({ language: "typescript", sendCrashReports: "false", terraformProviders: [] });
  });
});
