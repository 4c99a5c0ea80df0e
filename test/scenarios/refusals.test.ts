import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSimulator } from "../../provider/simulator/index.ts";
import type { Ran } from "../cli/fake-host.ts";
import type { Ended } from "../started-program.ts";
import { type Farm, writeFarm } from "./support/farm.ts";
import { onOneSimulator } from "./support/on-one-simulator.ts";

const stage = onOneSimulator({ timeScale: 1000 });
const { cli } = stage;
let farms = 0;

const farm = (options: Farm) => writeFarm(cli.folder, `farm-${farms++}`, options);
const apply = (folder: string, more: Record<string, string> = {}): Promise<Ran> =>
  stage.run(["apply", "-f", folder, "--auto-approve", "--poll-interval", "0.05"], { environment: more });
/** As a process. */
const start = (folder: string, more: Record<string, string> = {}): Promise<Ran | Ended> =>
  cli.run(["apply", "-f", folder, "--auto-approve", "--poll-interval", "0.05"], { environment: { ...stage.environment, ...more } });
const state = () => JSON.stringify([...stage.simulator.vmm.world.store.vms.keys(), ...stage.simulator.vmm.world.store.addresses.keys()]);

/** Refused with this code and this exit code, with nothing on stdout that could be taken for success, and nothing changed. */
async function refused(run: () => Promise<Ran | Ended>, code: number, diagnostic: string, ...texts: string[]): Promise<void> {
  const before = state();
  const ended = await run();
  expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code, stderr: expect.stringContaining(`[${diagnostic}]`) });
  for (const text of texts) expect(ended.stderr).toContain(text);
  expect(ended.stderr).not.toMatch(/INTERNAL|at file:|node:internal/);
  expect(ended.stdout).not.toContain("Apply:");
  expect(state()).toBe(before);
}

describe("the live state cannot be read: exit code 3", () => {
  test("wrong password; it is not shown", async () => {
    const password = "correct horse battery staple";
    await refused(() => start(farm({}), { SCVMM_PASSWORD: password }), 3, "WINRM_AUTH", "refused the account");
    for (const command of ["plan", "drift"]) {
      const ended = await stage.run([command, "-v", "-f", farm({})], { environment: { SCVMM_PASSWORD: password } });
      expect(ended.code).toBe(3);
      expect(ended.stdout + ended.stderr).not.toContain(password);
      expect(ended.stdout + ended.stderr).not.toContain(Buffer.from(`${stage.simulator.username}:${password}`).toString("base64"));
    }
  });

  test("dead host", async () => {
    const dead = createServer();
    await new Promise<void>((resolve) => dead.listen(0, "127.0.0.1", resolve));
    const { port } = dead.address() as AddressInfo;
    await new Promise((resolve) => dead.close(resolve));
    await refused(
      () => apply(farm({}), { SCVMM_HOST: `http://127.0.0.1:${port}` }),
      3,
      "WINRM_CONNECT",
      `127.0.0.1:${port}`,
      "ECONNREFUSED",
    );
  });

  test("a host without a name", async () => {
    await refused(() => apply(farm({}), { SCVMM_HOST: "http://no-such-host.invalid" }), 3, "WINRM_CONNECT");
  });

  test("Basic over a network in the clear", async () => {
    const more = { SCVMM_HOST: "http://vmm01.contoso.example", SCVMM_AUTHENTICATION: "basic" };
    await refused(() => apply(farm({}), more), 3, "WINRM_AUTH", "would show the password");
  });

  describe("something that is no WinRM", () => {
    let other: Server;
    let answer = { status: 200, body: "<html>Welcome</html>" };
    beforeAll(async () => {
      other = createServer((request, response) => {
        request.resume().on("end", () => response.writeHead(answer.status).end(answer.body));
      });
      await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    });
    afterAll(() => new Promise((resolve) => other.close(resolve)));
    test.each([
      [200, "<html>Welcome</html>", "WINRM_PROTOCOL"],
      [200, "", "WINRM_PROTOCOL"],
      [404, "", "WINRM_RECEIVE"],
      [503, "busy", "WINRM_RECEIVE"],
    ])("HTTP %i %j", async (status, body, code) => {
      answer = { status, body };
      const { port } = other.address() as AddressInfo;
      await refused(() => apply(farm({}), { SCVMM_HOST: `http://127.0.0.1:${port}` }), 3, code);
    });
  });

  test("HTTPS at a port that speaks HTTP", async () => {
    await refused(() => apply(farm({}), { SCVMM_HOST: stage.simulator.url.replace("http:", "https:") }), 3, "WINRM_TLS", "5986");
  });

  test("a host that nobody vouches for, and one with another certificate than the pinned one; the pinned one is taken", async () => {
    const secure = await startSimulator({ tls: true });
    const own = { SCVMM_HOST: secure.url, SCVMM_USERNAME: secure.username, SCVMM_PASSWORD: secure.password };
    const fingerprint = secure.fingerprint ?? "";
    await refused(() => apply(farm({}), own), 3, "WINRM_TLS", fingerprint);
    await refused(() => apply(farm({}), { ...own, SCVMM_FINGERPRINT: "AB".repeat(32) }), 3, "WINRM_TLS", "pinned");
    await refused(() => apply(farm({}), { ...own, SCVMM_FINGERPRINT: "AB".repeat(20) }), 1, "WINRM_TLS", "SHA-1");
    expect(secure.requestCount).toBe(0);
    const read = await stage.run(["get", "clouds"], { environment: { ...own, SCVMM_FINGERPRINT: fingerprint } });
    expect({ code: read.code, stdout: read.stdout }).toEqual({ code: 0, stdout: expect.stringContaining("Production") });
    await secure.close();
  });
});

describe("what the manifests ask for cannot be had: exit code 1, nothing half done", () => {
  test("unknown cloud", () => refused(() => start(farm({ cloud: "Atlantis" })), 1, "PLAN_UNKNOWN_NAME", "Atlantis", "Production"));
  test("unknown template", () => refused(() => apply(farm({ template: "Gone" })), 1, "PLAN_UNKNOWN_NAME", "Gone"));
  test("two templates of one name", () => refused(() => apply(farm({ template: "Legacy base" })), 1, "PLAN_AMBIGUOUS_NAME", "Legacy base"));
  test("full name pool", () =>
    refused(() => apply(farm({ machines: 3, names: 2 })), 1, "PLAN_NAMES_EXHAUSTED", "ScvmmNamePool/farm/names"));
  test("full IP pool, for machines and for virtual IPs", async () => {
    const tiny = { pool: "Tiny static", network: "Management" };
    await refused(() => apply(farm({ ...tiny, machines: 5, virtualIps: 0 })), 1, "PLAN_ADDRESSES_EXHAUSTED", "Tiny static");
    await refused(() => apply(farm({ ...tiny, machines: 0, virtualIps: 300 })), 1, "PLAN_ADDRESSES_EXHAUSTED", "Tiny static");
  });

  test("manifests that are wrong: nothing is contacted", async () => {
    const before = stage.simulator.requestCount;
    await refused(() => start(farm({ memory: "lots" })), 1, "MANIFEST_INVALID_VALUE", "objects.yaml:");
    expect(stage.simulator.requestCount).toBe(before);
  });

  test("no account", () =>
    refused(() => apply(farm({}), { SCVMM_USERNAME: "", SCVMM_PASSWORD: "" }), 1, "CREDENTIAL_MISSING", "SCVMM_VMM_USERNAME"));
  test("half an account", () => refused(() => apply(farm({}), { SCVMM_PASSWORD: "" }), 1, "CREDENTIAL_INCOMPLETE"));
});

describe("accounts", () => {
  const without = { SCVMM_USERNAME: "", SCVMM_PASSWORD: "" };
  const plan = (argv: string[], more: Record<string, string> = {}) =>
    stage.run(["plan", ...argv], { environment: { ...without, ...more } });

  test("from a file, named by flag or by environment; from a Secret", async () => {
    const file = join(cli.folder, "account");
    writeFileSync(file, `username=${stage.simulator.username}\npassword=${stage.simulator.password}\n`);
    const folder = farm({ machines: 1 });
    expect((await plan(["-f", folder, "--credentials-file", file])).code).toBe(0);
    expect((await plan(["-f", folder], { SCVMM_CREDENTIALS_FILE: file })).code).toBe(0);
    expect((await plan(["-f", folder, "--credentials-file", file], { SCVMM_USERNAME: "x", SCVMM_PASSWORD: "y" })).code).toBe(0);
  });
});

describe("a shell's ways", () => {
  test("manifests through standard input", async () => {
    const ended = await cli.run(["validate", "-f", "-"], { stdin: "apiVersion: v1\nkind: List\nitems: []\n" });
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining("0 ScvmmProviders") });
  });

  test("a reader that leaves early is no error", async () => {
    const { child, ended } = cli.start(["get", "machines", "-o", "json"], { environment: stage.environment });
    child.stdout?.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
  });

  test("NO_COLOR and FORCE_COLOR", async () => {
    const folder = farm({ machines: 1 });
    const plan = (more: Record<string, string>) => stage.run(["plan", "-f", folder], { environment: more });
    expect((await plan({ FORCE_COLOR: "1" })).stdout).toContain("\u001b[");
    expect((await plan({ FORCE_COLOR: "1", NO_COLOR: "1" })).stdout).not.toContain("\u001b[");
  });

  test("-v tells what went over the wire, on stderr", async () => {
    const folder = farm({ machines: 1 });
    const [quiet, verbose] = [
      await stage.run(["plan", "-f", folder]),
      await cli.run(["plan", "-v", "-f", folder], { environment: stage.environment }),
    ];
    expect(verbose.stdout).toBe(quiet.stdout);
    expect(verbose.stderr).toMatch(/ScvmmProvider\/farm\/vmm at http:\S+: \d+ requests, \d+ bytes sent, \d+ received/);
  });

  test("simulate can be read by a shell, serves, and ends with SIGINT", async () => {
    const { child, ended, says } = cli.start(["simulate", "--time-scale", "1000", "--seed", "7"]);
    await says("export SCVMM_PASSWORD=");
    const out = await new Promise<string>((resolve) => {
      let text = "";
      child.stdout?.on("data", (part) => {
        text += part;
      });
      setTimeout(() => resolve(text), 50);
    });
    child.kill("SIGINT");
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(out === "" || stdout.includes(out)).toBe(true);
    expect(stdout).toMatch(/^export SCVMM_HOST='http:\/\/127\.0\.0\.1:\d+\/wsman'$/m);
    for (const line of stdout.split("\n")) expect(line).toMatch(/^(#|export [A-Z_]+='[^']*'$|$)/);
  });
});
