import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Farm, writeFarm } from "./support/farm.ts";
import { onOneSimulator } from "./support/on-one-simulator.ts";

const QUICKLY = ["--poll-interval", "0.05"];

const stage = onOneSimulator({ timeScale: 1000 });
const { cli } = stage;

const run = (...argv: string[]) => stage.run(argv);
/** As a process. */
const start = (...argv: string[]) => cli.run(argv, { environment: stage.environment });
const path = (name: string) => join(cli.folder, name);
const write = (name: string, farm: Farm) => writeFarm(cli.folder, name, { scope: name, prefix: name, ...farm });

async function save(folder: string, ...more: string[]): Promise<string> {
  const file = path(`${Math.random().toString(36).slice(2)}.plan`);
  const ended = await run("plan", "-f", folder, "--out", file, ...more);
  expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining(`scvmm apply ${file}`) });
  return file;
}

describe("a saved plan", () => {
  test("is carried out without asking and without its manifests, in the scope that it was made for", async () => {
    const file = await save(write("first", { machines: 1 }));
    const ended = await start("apply", file, ...QUICKLY);
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining("Apply: 2 done, 0 failed, 0 not run.") });
    expect((await run("plan", "-f", path("first"), "--detailed-exitcode")).code).toBe(0);
    const again = await start("apply", file);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining("[PLAN_STALE]") });
  });

  test("is refused when VMM has changed since, naming what", async () => {
    const folder = write("stale", { machines: 2 });
    expect((await run("apply", "-f", folder, "--auto-approve", ...QUICKLY)).code).toBe(0);
    write("stale", { machines: 2, tag: "new" });
    const file = await save(folder);
    const vm = [...stage.simulator.vmm.world.store.vms.values()].find(({ Name }) => Name === "stale-002");
    await stage.simulator.vmm.execute([
      { id: "vm", cmdlet: "Get-SCVirtualMachine", parameters: { ID: vm?.ID ?? "" } },
      { id: "set", cmdlet: "Set-SCVirtualMachine", parameters: { VM: { $ref: "vm" }, MemoryMB: 8192 } },
    ]);
    const ended = await run("apply", file, ...QUICKLY);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain("[PLAN_STALE]");
    expect(ended.stdout).not.toContain("Apply:");
    const { stdout } = await run("plan", "-f", folder);
    expect(stdout).toContain("2 to update");
  });

  test("holds no Secret, no account and no comment around them; only its owner may read it", async () => {
    const secret = "s3cr3t-in-a-manifest";
    const folder = write("secret", {
      machines: 1,
      extra: `---
# ${secret}
apiVersion: v1
kind: Secret
metadata: { name: account, namespace: farm }
stringData: { username: u, password: ${secret} }
---
apiVersion: v1
kind: ConfigMap
data: { token: ${secret} }
`,
    });
    const file = await save(folder);
    const text = readFileSync(file, "utf8");
    for (const hidden of [secret, stage.simulator.password, stage.simulator.username.replace("\\", "\\\\")])
      expect(text).not.toContain(hidden);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const saved = JSON.parse(text);
    const { preflight, ...printed } = JSON.parse((await run("plan", "-f", folder, "-o", "json")).stdout);
    expect(saved.plan).toEqual(printed);
    expect(preflight.depth).toBe("full");
    expect(saved.manifests.map((source: { file: string }) => source.file)).toHaveLength(2);
  });

  test("keeps the settings that it was made with", async () => {
    const folder = write("settings", { machines: 3, pool: null });
    expect((await run("apply", "-f", folder, "--auto-approve", ...QUICKLY)).code).toBe(0);
    write("settings", { machines: 1, names: 3, pool: null });
    const file = await save(folder, "--max-deletion-share", "1");
    expect(await run("apply", file, ...QUICKLY)).toMatchObject({ code: 0, stdout: expect.stringContaining("Apply: 2 done") });
  });

  test("is for the objects that it was made for, and says that it is partial", async () => {
    const folder = write("partial", { machines: 3, pool: null });
    const file = path("partial.plan");
    const planned = await run("plan", "-f", folder, "--out", file, "--target", "ScvmmMachine/farm/m-00[", "--exclude", "**/m-003");
    expect(planned).toMatchObject({ code: 1, stderr: expect.stringContaining("[PLAN_UNKNOWN_ADDRESS]") });
    const { stdout, stderr } = await run("plan", "-f", folder, "--out", file, "--target", "*/farm/m-00?", "--exclude", "**/m-003");
    expect(stdout).toContain("Partial: 1 more object would be changed or refused, but was not asked for.");
    expect(stderr).toContain("[PLAN_PARTIAL]");
    expect(await run("apply", file, "--target", "**")).toMatchObject({ code: 1, stderr: expect.stringContaining("[CLI_USAGE]") });
    expect(await run("apply", file, ...QUICKLY)).toMatchObject({ code: 0, stdout: expect.stringContaining("Apply: 2 done") });
  });

  test("that somebody has edited is refused: what would be done is no longer what it says", async () => {
    const file = await save(write("edited", { machines: 1, pool: null }));
    const saved = JSON.parse(readFileSync(file, "utf8"));
    const cheat = saved.manifests.map((source: { file: string; text: string }) => ({
      ...source,
      text: source.text.replace("2Gi", "64Gi"),
    }));
    writeFileSync(file, JSON.stringify({ ...saved, manifests: cheat }));
    expect(await run("apply", file)).toMatchObject({ code: 1, stderr: expect.stringContaining("[PLAN_STALE]") });
  });

  test("that cannot be written is said, after the plan", async () => {
    const ended = await run("plan", "-f", write("unwritable", { machines: 1 }), "--out", path("no/such/folder.plan"));
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining("[PLAN_FILE_UNWRITABLE]") });
  });
});

describe("a signed-off fingerprint", () => {
  const fingerprintOf = async (...argv: string[]) => /sha256:[0-9a-f]{64}/.exec((await run("plan", ...argv)).stdout)?.[0] ?? "none";

  test("lets the very plan that was looked at through without asking, and no other", async () => {
    const folder = write("gate", { machines: 1, pool: null });
    const signed = await fingerprintOf("-f", folder);
    write("gate", { machines: 2, pool: null });
    const other = await run("apply", "-f", folder, "--expect", signed);
    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining("[PLAN_NOT_AS_EXPECTED]") });
    expect(other.stdout).toContain("2 to create");
    write("gate", { machines: 1, pool: null, names: 1 });
    const ended = await run("apply", "-f", folder, "--expect", signed, ...QUICKLY);
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining("Apply: 1 done") });
    expect((await run("apply", "-f", folder, "--expect", signed)).stderr).toContain("[PLAN_NOT_AS_EXPECTED]");
  });

  test("goes with a saved plan too, and must be whole", async () => {
    const folder = write("gate-saved", { machines: 1, pool: null });
    const [file, signed] = [await save(folder), await fingerprintOf("-f", folder)];
    expect(
      (
        await run(
          "apply",
          file,
          "--expect",
          signed.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
        )
      ).stderr,
    ).toContain("[PLAN_NOT_AS_EXPECTED]");
    expect((await run("apply", file, "--expect", signed.slice(0, 20))).stderr).toContain("64 hex digits");
    expect(await run("apply", file, "--expect", signed, ...QUICKLY)).toMatchObject({ code: 0, stdout: expect.stringContaining("1 done") });
  });
});
