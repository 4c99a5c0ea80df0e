import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../provider/simulator/index.ts";
import { debugProvider } from "./support/debug-provider.ts";
import { hasTerraform, onTerraform } from "./support/on-terraform.ts";
import { processesWith } from "./support/processes.ts";

const stage = onTerraform({ timeScale: 200 });
const vm = (name: string, more = "") =>
  `resource "scvmm_virtual_machine" "web" {\n  name = "${name}"\n  cloud = "Production"\n  vm_template = "Ubuntu 22.04 LTS"\n  cpu_count = 2\n  memory = "4Gi"\n${more}}\n`;
const WEB = "scvmm_virtual_machine.web";

describe.skipIf(!hasTerraform("connections of the provider under the real Terraform"))("the provider block", () => {
  test("may be left out: host and account come from the environment", async () => {
    const tf = await stage.folder(vm("plain"));
    expect(await tf.plan()).toMatchObject({ code: 2, diagnostics: [], actions: { [WEB]: "create" } });
  });

  test("is checked by validate, with the lines that are wrong, and without contacting anything", async () => {
    const provider = 'provider "scvmm" {\n  host = "a b"\n  scope = "Not Good"\n  connection = {\n    fingerprint = "AB"\n  }\n}\n';
    const tf = await stage.folder(provider + vm("plain"));
    const before = stage.simulator.requestCount;
    const { valid, diagnostics } = await tf.validate({ SCVMM_HOST: "", SCVMM_USERNAME: "", SCVMM_PASSWORD: "" });
    expect(valid).toBe(false);
    expect(diagnostics.map(({ summary, snippet }) => [summary, snippet?.code.trim()])).toEqual([
      ["host is not valid", 'host = "a b"'],
      ["connection.fingerprint is not valid", expect.stringContaining('fingerprint = "AB"')],
      ["scope is not valid", 'scope = "Not Good"'],
    ]);
    expect(stage.simulator.requestCount).toBe(before);
  });

  test("with a wrong password is an error that says what to do, and neither password is in any output", async () => {
    const password = "not-the-password-7c1";
    const tf = await stage.folder(`provider "scvmm" {\n  username = "CONTOSO\\\\simulator"\n  password = "${password}"\n}\n${vm("plain")}`);
    const { code, diagnostics, text } = await tf.plan();
    expect(code).toBe(1);
    expect(diagnostics).toMatchObject([{ severity: "error", detail: expect.stringMatching(/\[WINRM_AUTH/) }]);
    expect(text).not.toMatch(new RegExp(`${password}|${stage.simulator.password}`));
    const debug = await tf.run(["plan"], { TF_LOG: "trace" });
    expect(debug.code).toBe(1);
    // What the core itself logs of configuration is not for us to hide; it is marked as sensitive in our schema.
    const ours = debug.stderr.split("\n").filter((line) => line.includes("terraform-provider-scvmm"));
    expect(ours.filter((line) => line.includes(password) || line.includes(stage.simulator.password))).toEqual([]);
    expect(debug.stderr).toContain("provider.terraform-provider-scvmm");
  });

  test("without any account or host says which variables it takes", async () => {
    const tf = await stage.folder(`provider "scvmm" {}\n${vm("plain")}`, { environment: {} });
    expect((await tf.plan()).diagnostics).toMatchObject([{ summary: "No SCVMM is named", detail: expect.stringContaining("SCVMM_HOST") }]);
    expect((await tf.planIn({ SCVMM_HOST: "vmm" })).diagnostics).toMatchObject([
      { summary: "No account is named", detail: expect.stringContaining("SCVMM_USERNAME") },
    ]);
  });

  test("that nobody answers to is an error, and nothing is taken for gone", async () => {
    const tf = await stage.folder(vm("plain"));
    const { code, diagnostics } = await tf.planIn({ SCVMM_HOST: "http://127.0.0.1:9" });
    expect(code).toBe(1);
    expect(diagnostics).toMatchObject([{ severity: "error", summary: expect.stringContaining("127.0.0.1:9") }]);
  });

  test("whose host is known only after apply can be configured; what needs VMM says so", async () => {
    const tf = await stage.folder(
      `resource "terraform_data" "host" { input = "${stage.simulator.url}" }\nprovider "scvmm" { host = terraform_data.host.output }\n${vm("plain")}`,
    );
    expect((await tf.validate()).diagnostics).toEqual([]);
    const planned = await tf.plan();
    expect(planned.diagnostics.filter(({ severity }) => severity === "error")).toMatchObject([
      { summary: expect.stringMatching(/not configured yet: host is known only after apply/), detail: expect.stringContaining("-target") },
    ]);
    expect(await tf.apply("-target=terraform_data.host")).toMatchObject({ code: 0 });
    expect(await tf.plan()).toMatchObject({ code: 2, actions: { [WEB]: "create" } });
  });

  test("that is read-only lets plans through and refuses changes", async () => {
    const tf = await stage.folder(`provider "scvmm" { read_only = true }\n${vm("readonly")}`);
    expect(await tf.plan()).toMatchObject({ code: 2, actions: { [WEB]: "create" } });
    const tasks = stage.simulator.vmm.world.store.tasks.size;
    const { code, diagnostics } = await tf.apply();
    expect(code).toBe(1);
    expect(diagnostics).toMatchObject([{ severity: "error", summary: expect.stringContaining("read-only") }]);
    expect(stage.simulator.vmm.world.store.tasks.size).toBe(tasks);
  });
});

describe.skipIf(!hasTerraform("processes of the provider under the real Terraform"))("processes", () => {
  test("end with Terraform's command, and with Terraform itself when it is killed", async () => {
    const tf = await stage.folder(vm("killed"));
    await tf.plan();
    expect(processesWith(tf.path)).toEqual([]);
    const { child, says, ended } = tf.start(["apply", "-auto-approve"]);
    await says("Creating...");
    expect(processesWith(tf.path).length).toBeGreaterThan(0);
    child.kill("SIGKILL");
    await ended;
    await expect.poll(() => processesWith(tf.path)).toEqual([]);
    expect(readdirSync(tf.temporary).filter((name) => name.startsWith("tf-scvmm-"))).toEqual([]);
  });

  test("a signal to everything at once is Terraform's to answer: what runs is finished, and its state is kept", async () => {
    const tf = await stage.folder(vm("terminated"));
    const { signal, says, ended } = tf.start(["apply", "-auto-approve"]);
    await says("Creating...");
    signal("SIGTERM");
    await ended;
    expect(processesWith(tf.path)).toEqual([]);
    expect((await tf.apply()).code).toBe(0);
    const made = [...stage.simulator.vmm.world.store.vms.values()].filter(({ Name }) => Name === "terminated");
    expect(made).toMatchObject([{ Status: "Running" }]);
    expect(await tf.plan()).toMatchObject({ code: 0 });
  });

  test("a provider that is attached to serves one configuration after the other", async () => {
    const attached = await debugProvider({ ...stage.environment });
    try {
      const tf = stage.rawFolder(vm("attached"), { environment: { ...stage.environment, ...attached.environment } });
      expect(await tf.apply()).toMatchObject({ code: 0 });
      expect(await tf.plan()).toMatchObject({ code: 0, diagnostics: [] });
      expect(await tf.destroy()).toMatchObject({ code: 0 });
    } finally {
      expect(await attached.stop("SIGINT")).toBe(0);
    }
  });
});

describe.skipIf(!hasTerraform("sessions of the provider under the real Terraform"))("sessions", () => {
  let slow: Simulator;
  beforeAll(async () => {
    slow = await startSimulator({ importDelayMs: 1500 });
  });
  afterAll(() => slow.close());
  const environment = () => ({ SCVMM_HOST: slow.url, SCVMM_USERNAME: slow.username, SCVMM_PASSWORD: slow.password });

  test("are given back, so that none stays on the host", async () => {
    const tf = await stage.folder(vm("plain"), { environment: environment() });
    await tf.plan();
    await expect.poll(() => slow.openShells).toBe(0);
  });

  test("are kept for the next command where the block says so", async () => {
    const tf = await stage.folder(`provider "scvmm" { keep_session = true }\n${vm("plain")}`, {
      environment: environment(),
      requestCount: () => slow.requestCount,
    });
    const first = await tf.plan();
    expect(first.code).toBe(2);
    expect(slow.openShells).toBe(1);
    // A runspace loads VMM's module once: whoever takes a session over need not wait for it.
    const loaded = await tf.plan();
    expect(loaded.code).toBe(2);
    expect(loaded.requests).toBeLessThan(first.requests);
    expect(slow.openShells).toBe(1);
  });
});
