import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeFarm } from "./support/farm.ts";
import { onOneSimulator } from "./support/on-one-simulator.ts";

const QUICKLY = ["--poll-interval", "0.05"];
const EXAMPLE = new URL("../../examples/01-web-farm", import.meta.url).pathname;

const stage = onOneSimulator({ timeScale: 1000 });
const { cli } = stage;

const run = (...argv: string[]) => stage.run(argv);
/** As a process: the first of every command. */
const start = (...argv: string[]) => cli.run(argv, { environment: stage.environment });

describe("the example, from nothing to nothing", () => {
  test("plan: five to create, exit code 2 where asked for, nothing changed", async () => {
    const before = await start("get", "machines", "-o", "json");
    const plain = await run("plan", "-f", EXAMPLE);
    expect(plain.stdout).toContain("\nPlan: 5 to create, 0 to update, 0 to replace, 0 to delete, 0 unchanged.\n");
    expect(plain.code).toBe(0);
    expect((await start("plan", "-f", EXAMPLE, "--detailed-exitcode")).code).toBe(2);
    expect((await run("get", "machines", "-o", "json")).stdout).toBe(before.stdout);
  });

  test("the JSON plan has the contract's shape, and the same bytes every time", async () => {
    const [first, second] = [await start("plan", "-f", EXAMPLE, "-o", "json"), await run("plan", "-f", EXAMPLE, "-o", "json")];
    expect(second.stdout).toBe(first.stdout);
    const plan = JSON.parse(first.stdout);
    expect(Object.keys(plan)).toEqual(["formatVersion", "scope", "changes", "summary", "fingerprint", "preflight"]);
    expect(plan).toMatchObject({
      formatVersion: "1",
      scope: "web-farm",
      summary: { create: 5, update: 0, replace: 0, delete: 0, none: 0 },
    });
    expect(plan.changes[0]).toMatchObject({ address: "ScvmmMachine/web-farm/web-a", action: "create", disruption: "none" });
    expect(plan.fingerprint).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(first.stdout.endsWith("}\n")).toBe(true);
  });

  test("apply with nobody to ask is refused, and changes nothing", async () => {
    const ended = await start("apply", "-f", EXAMPLE);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain("[CLI_NO_APPROVAL]");
    expect(ended.stderr).toContain("--auto-approve");
    expect((await run("plan", "-f", EXAMPLE)).stdout).toContain("Plan: 5 to create");
  });

  test("apply, then the second plan is empty", async () => {
    const ended = await start("apply", "-f", EXAMPLE, "--auto-approve", ...QUICKLY);
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining("\nApply: 5 done, 0 failed, 0 not run.\n") });
    expect(ended.stdout).not.toContain("\u001b");
    const again = await run("plan", "-f", EXAMPLE, "--detailed-exitcode");
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining("No changes in scope web-farm") });
    expect((await run("apply", "-f", EXAMPLE)).code).toBe(0);
  });

  test("get shows what is ours and what is not", async () => {
    const { stdout } = await run("get", "machines", "-o", "json");
    const machines = JSON.parse(stdout) as { name: string; owner: string | null }[];
    const ours = machines.filter(({ owner }) => owner !== null);
    expect(ours.map(({ name, owner }) => [name, owner])).toEqual(
      ["a", "b", "c", "d"].map((letter, index) => [`web-0${index + 1}`, `web-farm/ScvmmMachine/web-farm/web-${letter}`]),
    );
    expect(machines.length - ours.length).toBe(200);
    const names = await run("get", "names", "-f", EXAMPLE);
    expect(names.stdout).toMatch(/web-04 +used +web-farm\/ScvmmMachine\/web-farm\/web-d +-\n.*web-05 +free +- +-\n/);
    for (const what of ["virtualips", "clouds", "templates", "networks", "pools"]) {
      expect(await run("get", what)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^[A-Z]/), stderr: "" });
    }
  });

  test("a machine changed by hand is drift, and apply repairs it", async () => {
    const vm = [...stage.simulator.vmm.world.store.vms.values()].find(({ Name }) => Name === "web-02");
    await stage.simulator.vmm.execute([
      { id: "vm", cmdlet: "Get-SCVirtualMachine", parameters: { ID: vm?.ID ?? "" } },
      { id: "set", cmdlet: "Set-SCVirtualMachine", parameters: { VM: { $ref: "vm" }, Tag: "by hand \u001b[31m", MemoryMB: 8192 } },
    ]);
    const drift = await start("drift", "-f", EXAMPLE);
    expect(drift.code).toBe(2);
    expect(drift.stdout).toContain('      ~ spec.tag     "by hand \\u001b[31m" in VMM, web-farm in the manifest\n');
    expect(drift.stdout).toContain("Drift: 1 changed, 0 missing, 0 unmanaged, 0 leaked, 0 power; 4 of 5 in sync.\n");
    expect(JSON.parse((await run("drift", "-f", EXAMPLE, "-o", "json")).stdout).items).toHaveLength(1);
    expect((await run("drift", "-f", EXAMPLE, "-o", "markdown")).stdout).toContain("### Drift: 1 changed");
    expect((await run("apply", "-f", EXAMPLE, "--auto-approve", ...QUICKLY)).stdout).toContain("Apply: 1 done, 0 failed, 0 not run.");
    expect(await run("drift", "-f", EXAMPLE)).toMatchObject({ code: 0, stdout: expect.stringContaining("No drift in scope web-farm") });
  });

  test("another scope sees them as foreign: it neither deletes nor takes over", async () => {
    const { stdout } = await run("plan", "-f", EXAMPLE, "--scope", "other", "-o", "json");
    const plan = JSON.parse(stdout);
    expect(plan.summary).toMatchObject({ create: 5, delete: 0 });
    const taken = plan.changes.flatMap((change: { attributes: { path: string; after: unknown }[] }) =>
      change.attributes.filter(({ path }) => path === "spec.vmName").map(({ after }) => after),
    );
    expect(taken).toEqual(["web-05", "web-06", "web-07", "web-08"]);
  });

  test("a manifest that is gone is deleted, unless --prune=false; most of them need a flag", async () => {
    const fewer = join(cli.folder, "fewer");
    await writeFewer(fewer, 3);
    expect((await run("plan", "-f", fewer)).stdout).toContain("1 to delete, 4 unchanged.");
    const reported = await run("plan", "-f", fewer, "--prune=false");
    expect(reported.stdout).toContain("0 to delete, 4 unchanged.");
    expect(reported.stderr).toContain("ScvmmMachine/web-farm/web-d");
    const some = ["provider.yaml", "objects.yaml", "machines.yaml"].flatMap((name) => ["-f", join(fewer, name)]);
    const warned = (await run("plan", ...some)).stderr;
    expect(warned).toContain("the plan deletes 2 objects, and a file lies beside the manifests given");
    expect(warned).toContain("virtual-ip.yaml");
    await writeFewer(fewer, 1);
    const refused = await run("apply", "-f", fewer, "--auto-approve");
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("[PLAN_MASS_DELETION]") });
    expect((await run("plan", "-f", fewer, "--max-deletion-share", "60%")).stdout).toContain("3 to delete");
    expect((await run("plan", "-f", fewer, "--allow-mass-deletion")).stdout).toContain("3 to delete");
  });

  test("destroy takes all of it away, and only that", async () => {
    expect((await run("destroy", "-f", EXAMPLE)).stderr).toContain("[CLI_NO_APPROVAL]");
    const ended = await start("destroy", "-f", EXAMPLE, "--auto-approve", ...QUICKLY);
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining("Apply: 5 done, 0 failed, 0 not run.") });
    const machines = JSON.parse((await run("get", "machines", "-o", "json")).stdout) as { owner: string | null }[];
    expect(machines).toHaveLength(200);
    expect((await run("destroy", "-f", EXAMPLE, "--auto-approve")).code).toBe(0);
  });
});

async function writeFewer(folder: string, machines: number): Promise<void> {
  writeFarm(folder, ".", { machines: 0, pool: null, scope: "web-farm" });
  const read = (name: string) => readFileSync(join(EXAMPLE, name), "utf8");
  for (const name of ["provider.yaml", "virtual-ip.yaml"]) writeFileSync(join(folder, name), read(name));
  writeFileSync(join(folder, "objects.yaml"), read("names.yaml"));
  writeFileSync(join(folder, "machines.yaml"), read("machines.yaml").split("---\n").slice(0, machines).join("---\n"));
}
