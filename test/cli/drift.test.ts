import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from "vitest";
import type { ReadingConnection } from "../../provider/connect/connect.ts";
import type { VmmReader } from "../../provider/engine/index.ts";
import type { DriftReport } from "../../provider/model/drift.ts";
import { type Simulator, startSimulator } from "../../provider/simulator/index.ts";
import { environmentOf } from "../scenarios/support/built-cli.ts";
import { writeFarm } from "../scenarios/support/farm.ts";
import { type Ran, scvmm } from "./fake-host.ts";

const folder = mkdtempSync(join(tmpdir(), "drift-"));
let simulator: Simulator;
let environment: Record<string, string>;
const drift = (...argv: string[]): Promise<Ran> => scvmm(["drift", ...argv], { environment });
const reportOf = async (...argv: string[]): Promise<DriftReport> => JSON.parse((await drift(...argv, "-o", "json")).stdout);

let farm: string;
beforeAll(async () => {
  simulator = await startSimulator({ timeScale: 1000 });
  environment = environmentOf(simulator);
  farm = writeFarm(folder, "farm", { machines: 3 });
  const ended = await scvmm(["apply", "-f", farm, "--auto-approve", "--poll-interval", "0.05"], { environment });
  expect(ended.code).toBe(0);
  const [vm] = [...simulator.vmm.world.store.vms.values()].filter(({ Name }) => Name.startsWith("farm-"));
  if (vm) Object.assign(vm, { Tag: "by hand" });
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true });
});

describe("drift cannot write", () => {
  test("it is given nothing that could", () => {
    expectTypeOf<keyof ReadingConnection>().toEqualTypeOf<"reader" | "close" | "traffic">();
    expectTypeOf<keyof VmmReader>().toEqualTypeOf<"readInventory" | "readPreflight" | "readMachines" | "close">();
  });

  test("nothing but getters goes over the wire, and VMM starts no job", async () => {
    const { vmm } = simulator;
    const called = new Set<string>();
    const execute = vmm.execute.bind(vmm);
    vmm.execute = (batch, signal) => {
      for (const call of batch as readonly { readonly cmdlet?: string }[]) if (call.cmdlet) called.add(call.cmdlet);
      return execute(batch, signal);
    };
    const jobs = vmm.world.store.tasks.size;
    for (const argv of [[], ["-o", "json"], ["--unmanaged"], ["--ignore", "**"]]) await drift("-f", farm, ...argv);
    vmm.execute = execute;
    expect([...called].filter((cmdlet) => !cmdlet.startsWith("Get-"))).toEqual([]);
    expect(called.size).toBeGreaterThan(10);
    expect(vmm.world.store.tasks.size).toBe(jobs);
  });
});

test("ignored items are listed apart and counted; plan does not know of them", async () => {
  expect((await drift("-f", farm)).code).toBe(2);
  const flagged = await drift("-f", farm, "--ignore", "ScvmmMachine/farm/*:spec.tag");
  expect(flagged).toMatchObject({ code: 0, stdout: expect.stringContaining("Ignored (1):") });
  const settings = join(farm, "scvmm.yaml");
  const before = readFileSync(settings, "utf8");
  writeFileSync(settings, `${before}drift:\n  ignore:\n    - { object: "ScvmmMachine/**", paths: [spec.tag], reason: backup }\n`);
  const report = await reportOf("-f", farm);
  expect(report).toMatchObject({ items: [], ignored: [{ rule: "ScvmmMachine/**:spec.tag", reason: "backup" }], summary: { ignored: 1 } });
  const plan = await scvmm(["plan", "-f", farm, "-o", "json"], { environment });
  expect(JSON.parse(plan.stdout).summary).toMatchObject({ update: 1 });
  writeFileSync(settings, before);
});

test("several reports in one run, and a file that cannot be written", async () => {
  const files = { html: "<!doctype html>", junit: "<?xml", sarif: "{", json: "{", markdown: "### Drift", text: "Drift in scope" };
  const reports = Object.keys(files).flatMap((format) => ["--report", `${format}=${join(folder, `report.${format}`)}`]);
  expect(await drift("-f", farm, ...reports)).toMatchObject({ code: 2, stdout: expect.stringContaining("Drift in scope farm") });
  for (const [format, start] of Object.entries(files)) expect(readFileSync(join(folder, `report.${format}`), "utf8")).toMatch(start);
  expect(readFileSync(join(folder, "report.sarif"), "utf8")).toContain("farm/objects.yaml");
  const nowhere = await drift("-f", farm, "--report", "html=/nowhere/x.html");
  expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining("[REPORT_UNWRITABLE]") });
  expect(nowhere.stdout).toContain("Drift in scope farm");
  expect(await drift("-f", farm, "--report", "pdf=x")).toMatchObject({ code: 1, stderr: expect.stringContaining("FORMAT=FILE") });
  expect(await drift("-f", farm, "--ignore", "web:x")).toMatchObject({ code: 1, stderr: expect.stringContaining("OBJECT:PATH") });
});

test("the address of a VM that was removed past VMM is listed until somebody returns it", async () => {
  const { store } = simulator.vmm.world;
  const [, last] = [...store.vms.entries()].filter(([, { Name }]) => Name === "farm-003").flat() as [string, { ID: string }];
  store.vms.delete(last.ID);
  const { items } = await reportOf("-f", farm);
  expect(items.filter(({ address }) => address.endsWith("m-003"))).toMatchObject([
    { kind: "missing" },
    { kind: "leaked", detail: expect.stringMatching(/^10\.20\.10\.\d+ of IP pool Web static is granted to a network adapter that no VM/) },
  ]);
  store.vms.set(last.ID, last as never);
});

test("--unmanaged lists the VMs of nobody, and coverage counts them", async () => {
  const { coverage } = await reportOf("-f", farm, "--unmanaged");
  expect(coverage).toMatchObject({ places: ["cloud Production"], managed: 3, others: 0 });
  expect(coverage.unmanaged).toHaveLength(coverage.total - 3);
  expect((await drift("-f", farm, "--unmanaged")).stdout).toContain(`Managed by nobody (${coverage.total - 3}):`);
});

test("one wrong manifest: the others are looked at, nothing of it is called unmanaged, and the exit code is 1", async () => {
  const broken = writeFarm(folder, "broken", { machines: 3 });
  const file = join(broken, "objects.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace(/(m-003[\s\S]*?cpuCount:) 2/, "$1 two"));
  const { code, stdout, stderr } = await drift("-f", broken);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("[MANIFEST_WRONG_TYPE]") });
  expect(stdout).toContain("Not checked (1):\n\n  x ScvmmMachine/farm/m-003\n");
  expect(stdout).toContain("Drift: 1 changed, 0 missing, 0 unmanaged, 0 leaked, 0 power; 2 of 3 in sync, 1\n  not checked.");

  mkdirSync(join(broken, "more"));
  writeFileSync(join(broken, "more", "torn.yaml"), "kind: [");
  writeFileSync(join(broken, "more", "empty.yaml"), "");
  const torn = await drift("-f", broken, "-o", "json");
  expect(torn).toMatchObject({ code: 1, stderr: expect.stringContaining("[SOURCE_EMPTY]") });
  expect(torn.stderr).toContain("[MANIFEST_YAML_SYNTAX]");
  expect((JSON.parse(torn.stdout) as DriftReport).summary).toMatchObject({ changed: 1, unmanaged: 0, leaked: 0 });
});

test("a VMM that cannot be read leaves the report of the others, with exit code 3", async () => {
  const { SCVMM_HOST, ...account } = environment;
  const two = writeFarm(folder, "two", { machines: 3, providerHost: SCVMM_HOST ?? "" });
  const { code, stdout, stderr } = await withDead(two, account);
  expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining("[WINRM_CONNECT]") });
  expect(stdout).toContain("Not checked (1):\n\n  x ScvmmMachine/farm/lost\n");
  expect(stdout).toContain("Drift: 1 changed");
});

describe("--watch", () => {
  /** Runs until stderr has said `text` so often, then is stopped as by Ctrl-C. */
  async function watchUntil(text: string, times: number, argv: readonly string[], more: Record<string, string> = {}, each?: () => void) {
    const stop = new AbortController();
    let seen = 0;
    const onStderr = (said: string): void => {
      if (!said.includes(text)) return;
      seen += 1;
      if (seen >= times) stop.abort();
      else each?.();
    };
    return scvmm(
      [...argv.slice(0, argv.indexOf("drift")), "drift", ...argv.slice(argv.indexOf("drift") + 1), "--watch", "--interval", "5ms"],
      {
        environment: { ...environment, ...more },
        signal: stop.signal,
        onStderr,
      },
    );
  }

  test("looks again and again over one session, prints what is new, and stops in peace", async () => {
    const metrics = join(folder, "drift.prom");
    const html = join(folder, "watched.html");
    const argv = ["--metrics-file", metrics, "drift", "-f", farm, "--report", `html=${html}`];
    const before = simulator.openShells;
    const { code, stdout, stderr } = await watchUntil("next look in", 6, argv);
    expect({ code, shells: simulator.openShells }).toEqual({ code: 0, shells: before });
    expect(stdout.match(/^Drift in scope farm/gm)).toHaveLength(1);
    expect(stderr.match(/ unchanged\. Drift: 1 changed/g)).toHaveLength(5);
    expect(stderr).toContain("Stopped.");
    expect(readFileSync(html, "utf8")).toContain("1 of 4 objects has drifted");
    const text = readFileSync(metrics, "utf8");
    expect(text).toContain('scvmm_drift_items{scope="farm",kind="changed"} 1\n');
    expect(text).toContain('scvmm_drift_looks_total{outcome="drift"} 6\n');
    expect(text).toMatch(/scvmm_drift_last_success_timestamp_seconds\{scope="farm"\} \d{10}\n/);
    expect(text).toMatch(/scvmm_winrm_request_duration_seconds_count\{[^}]*operation="Create"\} 1\n/);
  });

  test("a change of a manifest or of VMM shows in the next round; as JSON each report is a line", async () => {
    const [vm] = [...simulator.vmm.world.store.vms.values()].filter(({ Name }) => Name.startsWith("farm-"));
    const { stdout } = await watchUntil("next look in", 3, ["drift", "-f", farm, "-o", "json"], {}, () =>
      Object.assign(vm ?? {}, { Tag: "farm" }),
    );
    Object.assign(vm ?? {}, { Tag: "by hand" });
    const lines = stdout.trimEnd().split("\n");
    expect(lines.map((line) => (JSON.parse(line) as DriftReport).summary.changed)).toEqual([1, 0, 0]);
  });

  test("serves metrics where it is asked to", async () => {
    let url = "";
    const stop = new AbortController();
    const running = scvmm(["drift", "-f", farm, "--watch", "--interval", "20ms", "--metrics-listen", "127.0.0.1:0"], {
      environment,
      signal: stop.signal,
      onStderr: (text) => {
        url ||= /http:\S+\/metrics/.exec(text)?.[0] ?? "";
      },
    });
    await expect.poll(async () => url && (await (await fetch(url)).text()), { timeout: 20_000 }).toContain("scvmm_drift_objects");
    expect((await fetch(url.replace("/metrics", "/"))).status).toBe(404);
    stop.abort();
    expect((await running).code).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });
});

/** With one more machine, on a VMM that nobody answers for. */
function withDead(into: string, account: Record<string, string>): Promise<Ran> {
  const api = "apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1";
  const objects = [
    "kind: ScvmmProvider\nmetadata: { name: dead, namespace: farm }\nspec: { scvmmHost: 'http://127.0.0.1:1' }",
    "kind: ScvmmMachine\nmetadata: { name: lost, namespace: farm }\nspec: { providerRef: { name: dead }, cloud: C, vmTemplate: T, cpuCount: 1 }",
  ];
  writeFileSync(join(into, "dead.yaml"), objects.map((text) => `${api}\n${text}\n`).join("---\n"));
  return scvmm(["drift", "-f", into], { environment: account });
}
