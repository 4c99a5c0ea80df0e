import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../provider/simulator/index.ts";
import { scvmm } from "./fake-host.ts";

/** Everything about the account and the machines that no log may show. */
const USER = "CONTOSO\\hostile-user";
const PASSWORD = 'p4ss"\n}{$(x)`\u2028é';
let vmm: Simulator;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scvmm-observation-"));
  vmm = await startSimulator({ username: USER, password: PASSWORD });
});
afterAll(async () => {
  await vmm.close();
  await rm(folder, { recursive: true });
});

const environment = (extra: Record<string, string> = {}) => ({
  SCVMM_HOST: vmm.url,
  SCVMM_USERNAME: USER,
  SCVMM_PASSWORD: PASSWORD,
  ...extra,
});
const lines = (text: string) => text.split("\n").filter((line) => line.startsWith("{"));

function expectNoSecret(text: string) {
  const encoded = [USER, PASSWORD, "hostile-user", "p4ss", Buffer.from(`${USER}:${PASSWORD}`).toString("base64"), "Authorization"];
  for (const secret of encoded) expect(text).not.toContain(secret);
}

describe("what a command tells of its work", () => {
  it("SCVMM_LOG=json: each line is JSON, the call's sums are those of its requests", async () => {
    const { code, stderr } = await scvmm(["get", "clouds"], { environment: environment({ SCVMM_LOG: "json" }) });
    expect(code).toBe(0);
    const told = lines(stderr).map((line) => JSON.parse(line));
    const [call, ...others] = told.filter(({ event }) => event === "call");
    expect(others).toEqual([]);
    expect(call).toMatchObject({ outcome: "ok", endpoint: vmm.url, operation: expect.stringMatching(/^Get-SC/), error: null });
    expect(call.cmdlets["Get-SCCloud"]).toBe(1);
    const before = told.filter((line) => line.call === call.call && line.event === "request").slice(0, call.requests);
    expect(before.reduce((sum, { bytesReceived }) => sum + bytesReceived, 0)).toBe(call.bytesReceived);
    expect(before[0]).toMatchObject({ operation: "Create", status: 200, messageId: expect.stringMatching(/^[0-9A-F-]{36}$/) });
    expectNoSecret(stderr);
  });

  it("-v: a line a call, in words", async () => {
    const { stderr } = await scvmm(["-v", "get", "clouds"], { environment: environment() });
    expect(stderr).toMatch(
      /^\S+Z call run=[0-9a-f]{16} call=[0-9a-f]{16} endpoint=http\S+ operation=Get-SC\S+ cmdlets=\S+ outcome=ok durationMs=\d+/m,
    );
    expect(stderr).not.toMatch(/^\S+Z request/m);
    expectNoSecret(stderr);
  });

  it("nothing where nobody asks", async () => {
    expect((await scvmm(["get", "clouds"], { environment: environment() })).stderr).toBe("");
  });

  it("a refused account is told by its code, and by nothing of itself", async () => {
    const wrong = { SCVMM_PASSWORD: `${PASSWORD}x`, SCVMM_LOG: "json" };
    const { code, stderr } = await scvmm(["get", "clouds"], { environment: environment(wrong) });
    expect(code).toBe(3);
    const [call] = lines(stderr)
      .map((line) => JSON.parse(line))
      .filter(({ event }) => event === "call");
    expect(call).toMatchObject({ outcome: "not-run", error: "WINRM_AUTH" });
    expectNoSecret(lines(stderr).join("\n"));
  });

  it("--metrics-file is whole, also when the command fails", async () => {
    const file = join(folder, "scvmm.prom");
    const { code } = await scvmm(["get", "clouds", "--metrics-file", file], { environment: environment() });
    expect(code).toBe(0);
    const text = await readFile(file, "utf8");
    expect(text).toContain(`scvmm_winrm_open_shells{endpoint="${vmm.url}"} 0\n`);
    expect(text).toMatch(/scvmm_call_duration_seconds_count\{[^}]*\} 1\n/);
    expect(text).toMatch(/scvmm_winrm_request_duration_seconds_count\{[^}]*operation="Create"\} 1\n/);
    expectNoSecret(text);
    const failed = await scvmm(["get", "clouds", "--metrics-file", file], { environment: environment({ SCVMM_PASSWORD: "x" }) });
    expect(failed.code).toBe(3);
    expect(await readFile(file, "utf8")).toMatch(/scvmm_call_errors_total\{[^}]*kind="WINRM_AUTH"\} 1\n/);
    expect(await readdir(folder)).toEqual(["scvmm.prom"]);
  });

  it("a metrics file that cannot be written is a warning", async () => {
    const { code, stderr } = await scvmm(["get", "clouds", "--metrics-file", join(folder, "no/such/file")], { environment: environment() });
    expect(code).toBe(0);
    expect(stderr).toContain("[METRICS_UNWRITABLE]");
  });
});
