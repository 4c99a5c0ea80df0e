import { describe, expect, it } from "vitest";
import { CHECK_IDS } from "../../provider/cli/doctor/check.ts";
import { startSimulator } from "../../provider/simulator/start-simulator.ts";
import { scvmm } from "./fake-host.ts";
import { ACCOUNT, open, simulator } from "./support/doctor-kit.ts";
import { diagnose } from "./support/patient.ts";

describe("a way that works", () => {
  it("over HTTP on this machine: every layer is told", async () => {
    const verdict = await diagnose(await simulator());
    expect(verdict.ok).toEqual(CHECK_IDS);
    expect(verdict.of("http").facts).toMatchObject({ vendor: "Microsoft Corporation", status: 200 });
    expect(verdict.of("powershell").facts).toMatchObject({ version: "5.1.17763.1", language: "FullLanguage" });
    expect(verdict.of("vmm").facts).toMatchObject({ fqdn: "vmm01.contoso.example", server: "localhost" });
    expect(verdict.of("rights").facts).toMatchObject({ profile: "Administrator", machines: 200, cloudsMissing: [] });
    expect(verdict.of("latency").facts["callsMs"]).toHaveLength(5);
  });

  it.each(["ntlm", "negotiate"] as const)("with %s", async (authentication) => {
    const verdict = await diagnose({ ...(await simulator()), authentication });
    expect(verdict.ok).toEqual(CHECK_IDS);
    expect(verdict.of("auth").facts).toMatchObject({ wanted: authentication, tried: [`${authentication}: accepted`] });
  });

  it("at an IPv6 address", async (context) => {
    const username = ACCOUNT.username;
    const at = await startSimulator({ ...ACCOUNT, listen: { host: "::1", port: 0 } }).catch(() => context.skip());
    open.push(at);
    expect((await diagnose({ url: at.url, username, password: ACCOUNT.password })).ok).toEqual(CHECK_IDS);
  });

  it("leaves no shell behind, whether it ends well or not", async () => {
    const at = await startSimulator({ ...ACCOUNT });
    open.push(at);
    await diagnose({ url: at.url, ...ACCOUNT });
    await diagnose({ url: at.url, ...ACCOUNT, clouds: ["no such cloud"] });
    expect(at.openShells).toBe(0);
  });
});

describe("what is odd but works", () => {
  it.each([
    [10 * 60_000, "behind"],
    [-3 * 3_600_000, "3 h ahead of"],
  ])("clocks that are %d ms apart", async (skew, told) => {
    const verdict = await diagnose({ ...(await simulator()), now: () => new Date(Date.now() + skew) });
    expect(verdict.failed).toEqual([]);
    expect(verdict.warning).toEqual(["clock"]);
    expect(verdict.of("clock").summary).toContain(told);
    expect(Math.abs(Number(verdict.of("clock").facts["skewSeconds"]) * 1000 + skew)).toBeLessThan(2001);
  });

  it("four minutes are no warning yet", async () => {
    const verdict = await diagnose({ ...(await simulator()), now: () => new Date(Date.now() + 240_000) });
    expect(verdict.warning).toEqual([]);
  });

  it("a slow host", async () => {
    const verdict = await diagnose({ ...(await simulator({ latencyMs: 30 })), slowMs: 50 });
    expect(verdict.warning).toEqual(["latency"]);
    expect(verdict.failed).toEqual([]);
  });
});

it("an abort ends it, and leaves no shell", async () => {
  const stop = new AbortController();
  const at = await startSimulator({ ...ACCOUNT, latencyMs: 100 });
  open.push(at);
  setTimeout(() => stop.abort(new Error("enough")), 350);
  await expect(diagnose({ url: at.url, ...ACCOUNT, signal: stop.signal })).rejects.toThrow("enough");
  expect(at.openShells).toBe(0);
});

describe("scvmm doctor", () => {
  const environment = async (extra: Record<string, string> = {}) => {
    const { url, username = "", password = "" } = await simulator();
    return { SCVMM_HOST: url, SCVMM_USERNAME: username, SCVMM_PASSWORD: password, ...extra };
  };

  it("all well: exit 0, a line a layer", async () => {
    const { code, stdout, stderr } = await scvmm(["doctor"], { environment: await environment() });
    expect(stdout).toMatch(/^ScvmmProvider\/default\/environment at http:\/\/127.0.0.1:\d+\/wsman\n/);
    expect(stdout.match(/^ {2}ok /gm)).toHaveLength(CHECK_IDS.length);
    expect(stdout).toMatch(/\nEverything works\.\n$/);
    expect(stderr).toBe("");
    expect(code).toBe(0);
  });

  it("a failure: exit 1, no secret, nothing wider than the paper", async () => {
    const secret = "hunter2-hunter2";
    const { code, stdout, stderr } = await scvmm(["doctor"], { environment: await environment({ SCVMM_PASSWORD: secret }) });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ {2}FAIL {2}Authentication/m);
    expect(stdout + stderr).not.toContain(secret);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("HTTPS: whoever follows its advice is let in", async () => {
    const at = await startSimulator({ ...ACCOUNT, tls: true });
    open.push(at);
    const account = { SCVMM_HOST: at.url, SCVMM_USERNAME: ACCOUNT.username, SCVMM_PASSWORD: ACCOUNT.password };
    const refused = await scvmm(["doctor"], { environment: account });
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain("SCVMM_FINGERPRINT");
    const fingerprint = /^ +([0-9A-F]{64})$/m.exec(refused.stdout)?.[1] ?? "";
    expect(fingerprint).toBe(at.fingerprint?.replaceAll(":", ""));
    const environment = { ...account, SCVMM_FINGERPRINT: fingerprint };
    const { code, stdout } = await scvmm(["doctor"], { environment });
    expect(stdout).toMatch(/ok {4}TLS +TLSv1.3, certificate pinned/);
    expect(stdout).toMatch(/ok {4}Authentication +negotiate/);
    expect(code).toBe(0);
    expect((await scvmm(["get", "clouds"], { environment })).code).toBe(0);
  });

  it("-v: tells of the batches that it ran", async () => {
    const { code, stderr } = await scvmm(["doctor", "-v"], { environment: await environment() });
    expect(code).toBe(0);
    expect(stderr.match(/^\S+Z call .*outcome=ok/gm)).toHaveLength(7);
  });

  it("-o json: the same for programs", async () => {
    const { code, stdout } = await scvmm(["doctor", "-o", "json"], { environment: await environment({ SCVMM_PASSWORD: "x" }) });
    expect(code).toBe(1);
    const report = JSON.parse(stdout);
    expect(Object.keys(report)).toEqual(["formatVersion", "ok", "endpoints"]);
    expect(report).toMatchObject({ formatVersion: "1", ok: false });
    const [endpoint] = report.endpoints;
    expect(endpoint.checks.map(({ id }: { id: string }) => id)).toEqual(CHECK_IDS);
    for (const check of endpoint.checks) expect(Object.keys(check)).toEqual(["id", "title", "state", "summary", "facts", "why", "fix"]);
  });

  it("manifests: each endpoint of each provider; no account is found out at its layer", async () => {
    const { url } = await simulator();
    const host = url.replace(/^http:\/\//, "").replace("/wsman", "");
    const manifest = (name: string, exec: string) =>
      `apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1\nkind: ScvmmProvider\nmetadata: {name: ${name}}\nspec: {scvmmHost: vmm01.contoso.example, execHosts: ["http://${host}", "${exec}"]}\n`;
    const stdin = `${manifest("a", "no-such-host.invalid")}---\n${manifest("b", "http://127.0.0.1:1")}`;
    const { code, stdout, stderr } = await scvmm(["doctor", "-f", "-", "-o", "json"], { stdin });
    expect(stderr).toBe("");
    expect(code).toBe(1);
    const { endpoints } = JSON.parse(stdout);
    const failed = endpoints.map(({ provider, checks }: { provider: string; checks: { id: string; state: string }[] }) => [
      provider.split("/").at(-1),
      checks.find(({ state }) => state === "failed")?.id,
    ]);
    expect(failed).toEqual([
      ["a", "auth"],
      ["a", "name"],
      ["b", "auth"],
      ["b", "tcp"],
    ]);
  });

  it("without a host: says how to name one", async () => {
    const { code, stderr } = await scvmm(["doctor"]);
    expect(code).toBe(1);
    expect(stderr).toContain("SCVMM_HOST");
  });
});
