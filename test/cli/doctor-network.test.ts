import { createServer as createHttpServer } from "node:http";
import { createServer, type Server } from "node:net";
import { describe, expect, it } from "vitest";
import { selfSigned } from "../../provider/winrm/tls/self-signed.ts";
import { deafPort } from "./support/deaf-port.ts";
import { ACCOUNT, DAY, expectBroken, listening, open, simulator, winRm } from "./support/doctor-kit.ts";
import { diagnose } from "./support/patient.ts";

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
