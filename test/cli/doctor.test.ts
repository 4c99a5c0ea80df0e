import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { BATCH_FUNCTION, BOOTSTRAP_SCRIPT } from "../../provider/batch/bootstrap.ts";
import { DOCTOR_SCRIPT, type SessionFacts } from "../../provider/batch/doctor.ts";
import { CHECK_IDS } from "../../provider/cli/doctor/check.ts";
import { defaultEstate } from "../../provider/simulator/index.ts";
import { type SimulatorOptions, startSimulator } from "../../provider/simulator/start-simulator.ts";
import { toClixml } from "../../provider/winrm/index.ts";
import { PipelineFailure, type RunspaceHandler, startWinRmServer, type WinRmServerOptions } from "../../provider/winrm/server.ts";
import { selfSigned } from "../../provider/winrm/tls/self-signed.ts";
import { scvmm } from "./fake-host.ts";
import { deafPort } from "./support/deaf-port.ts";
import { type Complaint, diagnose, type Verdict } from "./support/patient.ts";

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const ACCOUNT = { username: "CONTOSO\\doctor", password: "pw" };
const DAY = 86_400_000;

async function simulator(options: SimulatorOptions = {}): Promise<Complaint> {
  const { username, password } = ACCOUNT;
  const started = await startSimulator({ username, password, ...options });
  open.push(started);
  return { url: started.url, username, password };
}

/** A WinRM server with anything behind it. */
async function winRm(options: Partial<WinRmServerOptions> = {}): Promise<Complaint> {
  const server = await startWinRmServer({
    host: "127.0.0.1",
    port: 0,
    accounts: [ACCOUNT],
    openRunspace: () => session({}),
    ...options,
  });
  open.push(server);
  return { url: server.url, username: ACCOUNT.username, password: ACCOUNT.password };
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({ close: () => new Promise((resolve) => server.close(resolve)) });
  return (server.address() as AddressInfo).port;
}

const SESSION: SessionFacts = {
  PowerShell: "5.1.17763.1",
  Edition: "Desktop",
  Language: "FullLanguage",
  HasFunction: false,
  Versions: ["2.1.0"],
  Imported: "2.1.0",
  Problem: null,
};

interface Behaviour {
  readonly session?: Partial<SessionFacts>;
  /** FullyQualifiedErrorId with which scripts are refused. */
  readonly noScripts?: string;
  readonly hasFunction?: boolean;
  readonly notConnected?: string;
}

function failure(message: string, fullyQualifiedErrorId: string): PipelineFailure {
  return new PipelineFailure({ message, fullyQualifiedErrorId, category: "NotSpecified", exceptionType: "System.Exception" });
}

/** A session that answers as one on a host in some state. */
function session({ session, noScripts, hasFunction = false, notConnected }: Behaviour): RunspaceHandler {
  const batch = () => {
    if (notConnected) throw failure("You cannot access VMM server vmm01.", notConnected);
    return '{"format":1,"results":[]}';
  };
  return {
    run: async ({ commands: [command] }, sink) => {
      const { text = "", isScript = false } = command ?? {};
      if (isScript && noScripts) throw failure("scripts are not allowed", noScripts);
      const answers: Record<string, () => unknown> = { [DOCTOR_SCRIPT]: () => ({ ...SESSION, ...session }), [BOOTSTRAP_SCRIPT]: batch };
      const isProbe = command?.parameters.some(({ name }) => name === "ScvmmDoctor");
      if (hasFunction && isProbe) throw failure("no such parameter", `NamedParameterNotFound,${BATCH_FUNCTION}`);
      if (hasFunction) Object.assign(answers, { [BATCH_FUNCTION]: batch });
      const answer = answers[text];
      if (!answer) throw failure(`The term '${text}' is not recognized`, "CommandNotFoundException");
      sink.output(toClixml(answer() as object));
    },
    close: () => {},
  };
}

const before = (id: string) => CHECK_IDS.slice(0, CHECK_IDS.indexOf(id as (typeof CHECK_IDS)[number]));
const after = (id: string) => CHECK_IDS.slice(CHECK_IDS.indexOf(id as (typeof CHECK_IDS)[number]) + 1);

/** Exactly this layer has failed: those before stand, those after were not tried, and a person is told what to do. */
function expectBroken(verdict: Verdict, id: string): void {
  expect(verdict.failed).toEqual([id]);
  expect(verdict.warning).toEqual([]);
  expect(verdict.ok).toEqual(before(id));
  expect(verdict.skipped).toEqual(after(id));
  expect(verdict.of(id).why).toMatch(/\w/);
  expect(verdict.of(id).fix.length).toBeGreaterThan(0);
}

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

describe("the network", () => {
  it("a name that is not known", async () => {
    const verdict = await diagnose({ url: "https://no-such-host.invalid:5986/wsman", ...ACCOUNT });
    expectBroken(verdict, "name");
    expect(verdict.of("name").facts["code"]).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
  });

  it("a port where nothing listens", async () => {
    const server = createServer();
    const port = await listening(server);
    await open.pop()?.close();
    const verdict = await diagnose({ url: `https://127.0.0.1:${port}/wsman`, ...ACCOUNT });
    expectBroken(verdict, "tcp");
    expect(verdict.of("tcp").facts).toMatchObject({ port, code: "ECONNREFUSED", dead: ["127.0.0.1"] });
  });

  it.skipIf(process.platform !== "linux")("a port that swallows what comes", async () => {
    const deaf = await deafPort();
    open.push(deaf);
    const verdict = await diagnose({ url: `https://127.0.0.1:${deaf.port}/wsman`, ...ACCOUNT, timeoutMs: 400 });
    expectBroken(verdict, "tcp");
    expect(verdict.of("tcp").facts["code"]).toBe("ETIMEDOUT");
  });

  it.each([
    ["https", "tls"],
    ["http", "http"],
  ])("a host that takes the connection and says nothing to %s", async (scheme, layer) => {
    const port = await listening(createServer((socket) => void socket.on("error", () => {}).resume()));
    const verdict = await diagnose({ url: `${scheme}://127.0.0.1:${port}/wsman`, ...ACCOUNT, timeoutMs: 300 });
    expectBroken(verdict, layer);
  });

  it("plain HTTP at the port for TLS", async () => {
    const { url } = await simulator();
    const verdict = await diagnose({ url: url.replace("http:", "https:"), ...ACCOUNT });
    expectBroken(verdict, "tls");
    expect(verdict.of("tls").facts["reason"]).toBe("no-tls");
    expect(verdict.of("tls").fix.join()).toContain("5985");
  });

  it("TLS at the port for plain HTTP", async () => {
    const tls = certificate({});
    const { url } = await winRm({ tls });
    const verdict = await diagnose({ url: url.replace("https:", "http:"), ...ACCOUNT });
    expectBroken(verdict, "http");
    expect(verdict.of("http").fix.join()).toContain("https://");
  });

  it.each([
    [404, "path"],
    [503, "Start-Service WinRM"],
    [200, "port"],
  ])("a server that is no WinRM: status %d", async (status, told) => {
    const server = createHttpServer((request, response) => {
      request.resume();
      response.writeHead(status).end("<html>hello</html>");
    });
    const port = await listening(server as Server);
    const verdict = await diagnose({ url: `http://127.0.0.1:${port}/wsman`, ...ACCOUNT });
    expectBroken(verdict, "http");
    expect(verdict.of("http").fix.join()).toContain(told);
  });
});

const certificate = ({ names = ["127.0.0.1"], from = -DAY, to = 90 * DAY }) =>
  selfSigned({ names, notBefore: new Date(Date.now() + from), notAfter: new Date(Date.now() + to) });

describe("the certificate", () => {
  it.each([
    ["self-signed", certificate({}), {}, ["chain"]],
    ["expired", certificate({ from: -9 * DAY, to: -DAY }), "ca", ["dates"]],
    ["not valid yet", certificate({ from: DAY }), "ca", ["dates"]],
    ["of another name", certificate({ names: ["other.contoso.example"] }), "ca", ["name"]],
    ["all of it", certificate({ names: ["other.contoso.example"], from: -9 * DAY, to: -DAY }), {}, ["chain", "dates", "name"]],
  ] as const)("%s", async (_, pair, trust, problems) => {
    const at = await winRm({ tls: pair });
    const verdict = await diagnose({ ...at, tls: trust === "ca" ? { ca: pair.certificate } : {} });
    expectBroken(verdict, "tls");
    expect(verdict.of("tls").facts["problems"]).toEqual(problems);
    expect(verdict.of("tls").why).toContain(`${verdict.of("tls").facts["fingerprint"]}`.replaceAll(":", ""));
  });

  it("pinned: as told by the failed check before", async () => {
    const at = await winRm({ tls: certificate({}) });
    const fingerprint = `${(await diagnose(at)).of("tls").facts["fingerprint"]}`;
    const verdict = await diagnose({ ...at, tls: { fingerprint } });
    expect(verdict.failed).toEqual([]);
    expect(verdict.of("tls").summary).toContain("pinned");
  });

  it("another than the pinned one", async () => {
    const verdict = await diagnose({ ...(await winRm({ tls: certificate({}) })), tls: { fingerprint: "00".repeat(32) } });
    expectBroken(verdict, "tls");
    expect(verdict.of("tls").facts["problems"]).toEqual(["pin"]);
  });

  it("a name that is expected instead of the address", async () => {
    const pair = certificate({ names: ["vmm01.contoso.example"] });
    const verdict = await diagnose({ ...(await winRm({ tls: pair })), tls: { ca: pair.certificate, serverName: "vmm01.contoso.example" } });
    expect(verdict.failed).toEqual([]);
  });

  it("not checked at all: a warning that says so", async () => {
    const verdict = await diagnose({ ...(await winRm({ tls: certificate({}) })), tls: { insecureSkipVerify: true } });
    expect(verdict.warning).toEqual(["tls"]);
    expect(verdict.failed).toEqual([]);
  });

  it("one that ends soon: a warning", async () => {
    const pair = certificate({ to: 3 * DAY });
    const verdict = await diagnose({ ...(await winRm({ tls: pair })), tls: { ca: pair.certificate } });
    expect(verdict.warning).toEqual(["tls"]);
    expect(verdict.of("tls").facts["daysLeft"]).toBe(2);
  });
});

describe("the account", () => {
  it.each(["basic", "ntlm", "negotiate"] as const)("a wrong password, %s: one attempt, not one a method", async (authentication) => {
    const verdict = await diagnose({ ...(await winRm()), password: "wrong", authentication });
    expectBroken(verdict, "auth");
    expect(verdict.of("auth").facts["tried"]).toEqual([`${authentication}: refused`]);
  });

  it("no account", async () => {
    const { url } = await winRm();
    const verdict = await diagnose({ url });
    expect(verdict.failed).toEqual(["auth"]);
    expect(verdict.skipped).toEqual(after("auth"));
    expect(verdict.of("auth").facts["offered"]).toEqual(["Negotiate", "Basic"]);
  });

  it("a scheme that the host does not offer, where another one would do", async () => {
    const verdict = await diagnose(await winRm({ schemes: ["Negotiate"] }));
    expectBroken(verdict, "auth");
    expect(verdict.of("auth").fix.join()).toContain("negotiate");
    expect(verdict.of("auth").facts["offered"]).toEqual(["Negotiate"]);
  });

  it("a host that offers Basic alone does not get the password for it", async () => {
    const seen: string[] = [];
    const server = createHttpServer((request, response) => {
      request.resume();
      seen.push(request.headers.authorization ?? "none");
      response.writeHead(401, { "WWW-Authenticate": 'Basic realm="WSMAN"' }).end();
    });
    const url = `http://127.0.0.1:${await listening(server as Server)}/wsman`;
    const verdict = await diagnose({ url, ...ACCOUNT, authentication: "negotiate" });
    expectBroken(verdict, "auth");
    expect(verdict.of("auth").fix.join()).toContain("SCVMM_AUTHENTICATION");
    expect(new Set(seen)).toEqual(new Set(["none"]));
  });

  it("a host that offers only what nobody here speaks", async () => {
    const server = createHttpServer((request, response) => {
      request.resume();
      response.writeHead(401, { "WWW-Authenticate": "CredSSP" }).end();
    });
    const verdict = await diagnose({ url: `http://127.0.0.1:${await listening(server as Server)}/wsman`, ...ACCOUNT });
    expectBroken(verdict, "auth");
    expect(verdict.of("auth").fix.join()).toContain("winrm set winrm/config/service/auth '@{Negotiate=\"true\"}'");
  });
});

describe("the session", () => {
  it("the quota of shells is used up", async () => {
    const verdict = await diagnose(await winRm({ limits: { shellsPerUser: 0 } }));
    expectBroken(verdict, "shell");
    expect(verdict.of("shell").fix.join("\n")).toMatch(/MaxShellsPerUser/);
  });

  it("ConstrainedLanguage", async () => {
    const verdict = await diagnose(await winRm({ openRunspace: () => session({ session: { Language: "ConstrainedLanguage" } }) }));
    expectBroken(verdict, "powershell");
    expect(verdict.of("powershell").facts).toMatchObject({ language: "ConstrainedLanguage", hasFunction: false });
  });

  it("ConstrainedLanguage with the function: no obstacle", async () => {
    const restricted = { session: { Language: "ConstrainedLanguage", HasFunction: true }, hasFunction: true };
    const verdict = await diagnose(await winRm({ openRunspace: () => session(restricted) }));
    expect(verdict.ok).toContain("powershell");
  });

  it.each(["ScriptsNotAllowed", "CommandNotFoundException"])("a restricted endpoint (%s) is known by the function", async (noScripts) => {
    const ours = await diagnose(await winRm({ openRunspace: () => session({ noScripts, hasFunction: true }) }));
    expect(ours.failed).not.toContain("powershell");
    expect(ours.of("powershell").facts).toEqual({ language: "NoLanguage", hasFunction: true });
    expect(ours.of("module").state).toBe("ok");
    expectBroken(await diagnose(await winRm({ openRunspace: () => session({ noScripts }) })), "powershell");
  });

  it("PowerShell 7: a warning", async () => {
    const core = { session: { PowerShell: "7.4.2", Edition: "Core" } };
    const verdict = await diagnose(await winRm({ openRunspace: () => session(core) }));
    expect(verdict.warning).toEqual(["powershell"]);
  });

  it("the module is not there", async () => {
    const none = { session: { Versions: [], Imported: "" } };
    expectBroken(await diagnose(await winRm({ openRunspace: () => session(none) })), "module");
  });

  it("the module cannot be imported: why is told in the session's words", async () => {
    const broken = { session: { Imported: "", Problem: "Could not load file or assembly 'Errors, Version=3.2.0.0'." } };
    const verdict = await diagnose(await winRm({ openRunspace: () => session(broken) }));
    expectBroken(verdict, "module");
    expect(verdict.of("module").why).toContain("Errors, Version=3.2.0.0");
  });
});

describe("VMM", () => {
  it("refuses the connection", async () => {
    const refusing = {
      notConnected: "ScvmmBatchNotConnected,1604,Microsoft.SystemCenter.VirtualMachineManager.Cmdlets.GetServerConnection",
    };
    const verdict = await diagnose(await winRm({ openRunspace: () => session(refusing) }));
    expectBroken(verdict, "vmm");
    expect(verdict.of("vmm").facts["code"]).toBe("VMM_CONNECT");
    expect(verdict.of("vmm").why).toContain("You cannot access VMM server");
    expect(verdict.of("vmm").fix.join()).not.toContain("second hop");
  });

  it("is another server, out of reach from the endpoint: the second hop is told of", async () => {
    const verdict = await diagnose({ ...(await simulator()), server: "vmm02.contoso.example" });
    expectBroken(verdict, "vmm");
    expect(verdict.of("vmm").fix.join()).toContain("second hop");
  });

  it("does not let the VMs be read", async () => {
    const error = { number: 1604, message: "You do not have permission." };
    const verdict = await diagnose(await simulator({ faults: [{ cmdlet: "Get-SCVirtualMachine", skip: 0, count: 9, error }] }));
    expectBroken(verdict, "rights");
    expect(verdict.of("rights").why).toContain("You do not have permission.");
  });

  it("does not show a cloud that the manifests name", async () => {
    const [cloud = { name: "" }] = defaultEstate(1).clouds;
    const verdict = await diagnose({ ...(await simulator()), clouds: [cloud.name.toUpperCase(), "Moon"] });
    expectBroken(verdict, "rights");
    expect(verdict.of("rights").facts["cloudsMissing"]).toEqual(["Moon"]);
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
