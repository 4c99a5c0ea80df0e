import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { debugProvider, providerProgram } from "./support/debug-provider.ts";
import { hasTerraform, onTerraform } from "./support/on-terraform.ts";

const { version } = packageJson;
const SOURCE = "registry.terraform.io/scvmm/scvmm";
const stage = onTerraform();
let empty = "";
beforeAll(() => {
  empty = mkdtempSync(join(tmpdir(), "tf-"));
});
afterAll(() => rmSync(empty, { recursive: true }));

const provider = (argv: readonly string[], environment: Record<string, string> = {}) =>
  spawnSync(providerProgram(), argv, { encoding: "utf8", env: { PATH: process.env["PATH"] ?? "", TMPDIR: empty, ...environment } });

describe("the provider, started by hand,", () => {
  test("says what it is, on stderr, and ends", () => {
    const { status, stdout, stderr } = provider([]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("scvmm terraform install");
  });

  test("has a version", () => expect(provider(["--version"])).toMatchObject({ status: 0, stdout: `${version}\n` }));

  test("says what is missing where there is no Node", () => {
    const { status, stderr } = provider([], { PATH: empty });
    expect(status).not.toBe(0);
    expect(stderr).toContain("needs Node.js 20.19 or newer");
  });

  test("refuses a protocol that it does not speak", () => {
    const cookie = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
    const { status, stderr } = provider([], { TF_PLUGIN_MAGIC_COOKIE: cookie, PLUGIN_PROTOCOL_VERSIONS: "4,5" });
    expect(status).toBe(1);
    expect(stderr).toContain("speaks plugin protocol 6");
  });

  test("runs in a folder whose JavaScript is ESM", () => {
    // As in a project whose own package.json says so, with a mirror in it.
    writeFileSync(join(empty, "package.json"), '{ "type": "module" }');
    const mirror = join(empty, "mirror");
    const installed = spawnSync(process.execPath, [join(providerProgram(), "../../scvmm.js"), "terraform", "install", mirror]);
    expect(installed.status).toBe(0);
    const [platform = ""] = readdirSync(join(mirror, SOURCE, version));
    const program = join(mirror, SOURCE, version, platform, `terraform-provider-scvmm_v${version}`);
    expect(spawnSync(program, ["--version"], { encoding: "utf8" })).toMatchObject({ status: 0, stdout: `${version}\n` });
  });
});

test.skipIf(process.platform === "win32")("a provider ends with the one that has started it, though nobody ever called", async () => {
  const cookie = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
  const env = { PATH: process.env["PATH"] ?? "", TMPDIR: empty, TF_PLUGIN_MAGIC_COOKIE: cookie, PLUGIN_PROTOCOL_VERSIONS: "6" };
  // It shakes hands, and its shell ends.
  const script = '"$0" >"$1" 2>&1 & while ! grep -q grpc "$1"; do sleep 0.1; done; echo $!';
  const shell = spawnSync("sh", ["-c", script, providerProgram(), join(empty, "handshake")], { encoding: "utf8", env });
  const pid = Number(shell.stdout);
  expect(pid).toBeGreaterThan(1);
  await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe.skipIf(!hasTerraform("the provider under the real Terraform"))("Terraform", () => {
  test("initialises from a mirror, and finds the same checksum again", async () => {
    const tf = stage.rawFolder('provider "scvmm" {}\n');
    await tf.init();
    await tf.init("-lockfile=readonly");
    const { stdout } = await tf.run(["version", "-json"]);
    expect(JSON.parse(stdout)).toMatchObject({ provider_selections: { [SOURCE]: version } });
  });

  test("reads the schema", async () => {
    const tf = await stage.folder("");
    const { code, stdout } = await tf.run(["providers", "schema", "-json"]);
    expect(code).toBe(0);
    const { provider_schemas: schemas } = JSON.parse(stdout) as {
      provider_schemas: Record<string, { provider: { block: { attributes: object } } }>;
    };
    const { attributes } = schemas[SOURCE]?.provider.block ?? { attributes: {} };
    expect(attributes).toMatchObject({
      host: { type: "string", optional: true, description: expect.stringContaining("VMM management server"), description_kind: "markdown" },
      exec_hosts: { type: ["list", "string"] },
      password: { sensitive: true },
      connection: { nested_type: { nesting_mode: "single", attributes: { insecure_skip_verify: { type: "bool" } } } },
    });
  });

  test("leaves nothing behind", async () => {
    const tf = await stage.folder("");
    await tf.run(["providers", "schema", "-json"]);
    expect(readdirSync(tf.temporary).filter((name) => !name.startsWith("plugin"))).toEqual([]);
  });

  test("attaches to a provider that runs already, one command after the other", async () => {
    const attached = await debugProvider({ TMPDIR: empty });
    const { TF_REATTACH_PROVIDERS: reattach = "" } = attached.environment;
    expect(JSON.parse(reattach)).toMatchObject({ [SOURCE]: { Protocol: "grpc", ProtocolVersion: 6, Test: true } });
    expect(attached.stdout).toContain(`$env:TF_REATTACH_PROVIDERS = '${reattach}'`);
    // Not initialised: Terraform needs no provider of its own.
    const tf = stage.rawFolder('provider "scvmm" {}\n', { environment: attached.environment });
    for (let time = 0; time < 2; time += 1) {
      const { code, stdout } = await tf.run(["providers", "schema", "-json"]);
      expect(code).toBe(0);
      expect(stdout).toContain(SOURCE);
    }
    const { Network: network, String: path } = JSON.parse(reattach)[SOURCE].Addr as { Network: string; String: string };
    expect(await attached.stop("SIGTERM")).toBe(0);
    if (network === "unix") expect(existsSync(path)).toBe(false);
  });
});
