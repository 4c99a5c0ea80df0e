import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { defaultEstate, type Simulator, startSimulator } from "../../provider/simulator/index.ts";
import { scvmm } from "./fake-host.ts";

let simulator: Simulator;
let parent: string;
beforeAll(async () => {
  const estate = defaultEstate(1, { vms: 12 });
  const [first, ...others] = estate.vms;
  if (!first) throw new Error("no VMs");
  const rich = {
    ...first,
    name: "Shop DB_1",
    description: "Shop's database",
    tag: "db",
    cloud: "Production",
    customProperties: { CostCentre: "42" },
    availabilitySets: ["shop"],
  };
  simulator = await startSimulator({ timeScale: 1000, estate: { ...estate, vms: [rich, ...others] } });
  parent = mkdtempSync(join(tmpdir(), "scvmm-brownfield-"));
});
afterAll(async () => {
  await simulator.close();
  rmSync(parent, { recursive: true });
});

const run = (...argv: string[]) =>
  scvmm(argv, { environment: { SCVMM_HOST: simulator.url, SCVMM_USERNAME: simulator.username, SCVMM_PASSWORD: simulator.password } });
const folder = (name: string) => join(parent, name);

describe("scvmm import", () => {
  test("prints manifests of the VMs that were asked for, beside one of the VMM", async () => {
    const { code, stdout, stderr } = await run("import", "--name", "shop*", "--namespace", "shop");
    expect([code, stderr]).toEqual([0, expect.stringContaining("Wrote 1 manifest of 1 VM. To have them managed: scvmm adopt -f PATH")]);
    const [provider, machine, ...others] = parseAllDocuments(stdout).map((document) => document.toJS());
    expect([provider, others]).toMatchObject([{ kind: "ScvmmProvider", metadata: { name: "environment" } }, []]);
    expect(machine).toMatchObject({
      kind: "ScvmmMachine",
      metadata: { name: "shop-db-1", namespace: "shop", annotations: { "scvmm-provider/vm-id": expect.any(String) } },
      spec: {
        providerRef: { name: "environment", namespace: "default" },
        cloud: "Production",
        vmName: "Shop DB_1",
        tag: "db",
        customProperty: { CostCentre: "42" },
        availabilitySet: "shop",
        vmOptions: { description: "Shop's database", integrationServices: { heartbeat: true } },
      },
    });
  });

  test("by cloud and by host group with what is below it", async () => {
    const kinds = async (...argv: string[]) => JSON.parse((await run("import", "-o", "json", ...argv)).stdout).items.length - 1;
    const all = await kinds();
    expect(all).toBe(12);
    const groups = await Promise.all(["All Hosts\\Datacenter A", "Datacenter B"].map((group) => kinds("--host-group", group)));
    expect(groups.reduce((sum, one) => sum + one, 0)).toBe(all);
    expect(await kinds("--cloud", "production", "--cloud", "Test", "--cloud", "Lab")).toBeLessThanOrEqual(all);
    const wrong = await run("import", "--cloud", "Produktion");
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining("It has: Production, Test, Lab.") });
    expect((await run("import", "--host-group", "Mars")).stderr).toContain("[IMPORT_UNKNOWN_PLACE]");
    expect(await run("import", "--namespace", "No_Good")).toMatchObject({ code: 1, stderr: expect.stringContaining("at most 63") });
  });

  test("writes a file each, and never over one that is there", async () => {
    const [to, file] = [folder("once"), join(folder("once"), "shop-db-1.yaml")];
    expect((await run("import", "--name", "shop*", "--out-dir", to)).code).toBe(0);
    expect(readdirSync(to)).toEqual(["provider.yaml", "shop-db-1.yaml"]);
    writeFileSync(file, "mine");
    rmSync(join(to, "provider.yaml"));
    expect(await run("import", "--name", "shop*", "--out-dir", to)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("[IMPORT_FILE_EXISTS]"),
    });
    expect(readFileSync(file, "utf8")).toBe("mine");
  });
});

describe("a whole VMM", () => {
  test("imported, planned, adopted, planned: empty", async () => {
    const to = folder("all");
    expect(await run("import", "--virtual-ips", "--out-dir", to)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("Wrote 12 manifests of 12 VMs and 4 of virtual IPs."),
    });
    const before = await run("plan", "-f", to);
    expect(before.code).toBe(1);
    expect(before.stderr).toContain("VMM has a VM of this name, and nobody manages it");
    expect(before.stderr.split("If it is this machine, have it adopted: scvmm adopt -f PATH")).toHaveLength(2);

    const shown = await run("adopt", "-f", to, "--dry-run");
    expect(shown).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Adopt: 16 to mark, 0 marked already, 0 not in VMM."),
    });
    expect(shown.stdout).toContain('adopts VM "Shop DB_1" (id ');
    expect(Math.max(...shown.stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(await run("adopt", "-f", to)).toMatchObject({ code: 1, stderr: expect.stringContaining("[CLI_NO_APPROVAL]") });

    const one = await run("adopt", "-f", to, "--target", "**/shop-*", "--auto-approve");
    expect(one).toMatchObject({ code: 0, stdout: expect.stringContaining("Apply: 1 done, 0 failed, 0 not run.") });
    expect(await run("adopt", "-f", to, "--auto-approve")).toMatchObject({ code: 0, stdout: expect.stringContaining("Apply: 15 done") });
    const after = await run("plan", "-f", to, "--detailed-exitcode");
    expect([after.code, after.stderr, after.stdout]).toEqual([
      0,
      expect.not.stringContaining("["),
      expect.stringContaining("16 unchanged"),
    ]);
    expect((await run("drift", "-f", to)).code).toBe(0);
    expect(await run("import", "--out-dir", folder("none"))).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("Nothing that nobody manages fits; VMM has 12 VMs, of which 12 are managed."),
    });
    expect(readdirSync(parent)).not.toContain("none");
    expect((await run("adopt", "-f", to, "--auto-approve", "-o", "json")).stdout).toContain('"changes": []');
  });

  test("is shared by scopes only where one gives up", async () => {
    const to = folder("all");
    const refused = await run("adopt", "-f", to, "--scope", "other", "--auto-approve", "--target", "**/shop-*");
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("--take-over-from default") });
    const taken = await run(
      "adopt",
      "-f",
      to,
      "--scope",
      "other",
      "--take-over-from",
      "default",
      "--auto-approve",
      "--target",
      "**/shop-*",
    );
    expect(taken).toMatchObject({ code: 0, stdout: expect.stringContaining("so far") });
    const wrong = await run("adopt", "-f", to, "--pair", "nonsense");
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining("An address of a manifest") });
  });
});
