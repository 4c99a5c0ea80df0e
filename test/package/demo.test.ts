import { spawnSync } from "node:child_process";
import { readdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builtFolder } from "../built-once.ts";
import { BuiltCli } from "../scenarios/support/built-cli.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

let cli: BuiltCli;
beforeAll(() => {
  cli = new BuiltCli();
  symlinkSync(join(ROOT, "examples"), join(cli.folder, "examples"));
});
afterAll(() => cli.remove());

test("the demo tells the whole story, within 20 s, and leaves nothing behind", { timeout: 30_000 }, () => {
  const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith("scvmm-demo-"));
  const before = leftovers();
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(builtFolder(), "demo.js")], {
    cwd: cli.folder,
    encoding: "utf8",
    timeout: 25_000,
    env: { PATH: process.env["PATH"] },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/^Saved the plan; .*\n$/) });
  expect(performance.now() - started).toBeLessThan(20_000);
  const story = [
    "Plan: 5 to create, 0 to update, 0 to replace, 0 to delete, 0 unchanged.",
    "Apply: 5 done, 0 failed, 0 not run.",
    "No changes in scope web-farm",
    "Set-SCVirtualMachine",
    "Revoke-SCIPAddress",
    "Drift: 1 changed, 1 missing, 0 unmanaged, 0 leaked, 0 power; 3 of 5 in sync.",
    "Apply: 2 done, 0 failed, 0 not run.",
    "No drift in scope web-farm",
    "Where to go next",
  ];
  let from = 0;
  for (const text of story) {
    const at = stdout.indexOf(text, from);
    expect({ text, told: at >= 0 }).toEqual({ text, told: true });
    from = at + text.length;
  }
  expect(leftovers()).toEqual(before);
});
