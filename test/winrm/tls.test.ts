import { X509Certificate } from "node:crypto";
import { createServer, type Server } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createServer as createTlsServer } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Authentication } from "../../provider/winrm/client/authenticator.ts";
import { basicAuthentication } from "../../provider/winrm/client/basic-authentication.ts";
import { certificateAuthentication } from "../../provider/winrm/client/certificate-authentication.ts";
import { ntlmAuthentication } from "../../provider/winrm/client/ntlm-authentication.ts";
import { AuthError, connectRunspacePool, fingerprintOf, TlsError, type TlsOptions, type TlsWarning } from "../../provider/winrm/index.ts";
import { parseFingerprint } from "../../provider/winrm/tls/fingerprint.ts";
import { selfSigned } from "../../provider/winrm/tls/self-signed.ts";
import { prepareTls } from "../../provider/winrm/tls/tls-settings.ts";
import { certificateFor, daysFromNow, type EchoServer, startEchoServer, talk } from "./echo-server.ts";
import { call, PASSWORD, startLoopback, credential as tester } from "./loopback.ts";

const credential = { username: "CONTOSO\\tester", password: { reveal: () => PASSWORD } };
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
const pinOf = ({ certificate }: { certificate: string }) => fingerprintOf(new X509Certificate(certificate).raw);

const good = certificateFor(["localhost", "127.0.0.1"]);
const client = certificateFor(["client"]);
let server: EchoServer;
beforeAll(async () => {
  server = await startEchoServer({}, good);
});
afterAll(() => server[Symbol.asyncDispose]());

/** One exchange with a server of this certificate; what came of it and how many requests it saw. */
async function attempt(tls: TlsOptions | undefined, certificate = good, host = "localhost") {
  await using other = await startEchoServer({}, certificate);
  using connection = talk(other.port, basicAuthentication(credential), { scheme: "https", host, ...(tls === undefined ? {} : { tls }) });
  const result = await connection.say("x").catch((error: unknown) => error);
  return { result, requests: other.seen.length };
}

describe("a server over TLS", () => {
  it.each([
    ["its own certificate as the trusted one", { ca: good.certificate }],
    ["a list of trusted ones", { ca: [client.certificate, good.certificate] }],
    ["its fingerprint", { fingerprint: pinOf(good) }],
    ["its fingerprint in small letters without colons", { fingerprint: pinOf(good).replaceAll(":", "").toLowerCase() }],
    ["its fingerprint with hyphens, as .NET writes it", { fingerprint: pinOf(good).replaceAll(":", "-") }],
  ] as const)("is known by %s", async (_name, tls) => {
    expect(await attempt(tls)).toEqual({ result: "200 >x", requests: 1 });
  });

  it("is known by its address too, when the certificate names it", async () => {
    expect(await attempt({ ca: good.certificate }, good, "127.0.0.1")).toEqual({ result: "200 >x", requests: 1 });
  });

  it.each([
    ["untrusted", undefined, good],
    ["untrusted", { ca: client.certificate }, good],
    ["expired", "ca", certificateFor(["localhost"], -30, -1)],
    ["not-yet-valid", "ca", certificateFor(["localhost"], 1, 30)],
    ["name-mismatch", "ca", certificateFor(["vmm01.contoso.com"])],
    ["name-mismatch", { ca: good.certificate, serverName: "vmm01.contoso.com" }, good],
    ["pin-mismatch", { fingerprint: pinOf(client) }, good],
  ] as const)("that is %s gets no request", async (reason, tls, certificate) => {
    const options = tls === "ca" ? { ca: certificate.certificate } : tls;
    const { result, requests } = await attempt(options, certificate);
    expect(result).toBeInstanceOf(TlsError);
    expect(result).toMatchObject({ code: "WINRM_TLS", reason, outcome: "not-run", fingerprint: pinOf(certificate) });
    expect((result as TlsError).hint).toContain(pinOf(certificate));
    expect(requests).toBe(0);
  });

  it("is known by its pin, be it expired and of another name; and what the error shows is the pin", async () => {
    const odd = certificateFor(["elsewhere"], -30, -1);
    const { result } = await attempt(undefined, odd);
    expect(await attempt({ fingerprint: (result as TlsError).fingerprint ?? "" }, odd)).toEqual({ result: "200 >x", requests: 1 });
  });

  it("may have another name than the address", async () => {
    const named = certificateFor(["vmm01.contoso.com"]);
    expect(await attempt({ ca: named.certificate, serverName: "vmm01.contoso.com" }, named)).toEqual({ result: "200 >x", requests: 1 });
  });

  it("that is not verified is told of, once a connection", async () => {
    await using loopback = await startLoopback({ tls: good });
    const warnings: TlsWarning[] = [];
    const pool = await loopback.connect({ tls: { insecureSkipVerify: true }, onUnverified: (warning) => warnings.push(warning) });
    expect((await pool.invoke([call("Test-Echo", { value: "x" })])).state).toBe("completed");
    expect(warnings.length).toBeGreaterThanOrEqual(1);
    expect(warnings[0]).toEqual({
      host: `127.0.0.1:${loopback.server.port}`,
      fingerprint: pinOf(good),
      problem: "DEPTH_ZERO_SELF_SIGNED_CERT",
    });
  });

  it("is told of once a connection, not once a request", async () => {
    const warnings: TlsWarning[] = [];
    const options = { scheme: "https", tls: { insecureSkipVerify: true }, warn: (warning: TlsWarning) => warnings.push(warning) } as const;
    for (const connections of [1, 2]) {
      using connection = talk(server.port, basicAuthentication(credential), options);
      for (const text of ["a", "b", "c"]) expect(await connection.say(text)).toBe(`200 >${text}`);
      expect(warnings).toHaveLength(connections);
    }
  });

  it("is judged anew on each connection", async () => {
    const swapped = await startEchoServer({}, good);
    const { port } = swapped;
    using connection = talk(port, basicAuthentication(credential), { scheme: "https", tls: { fingerprint: pinOf(good) } });
    expect(await connection.say("x")).toBe("200 >x");
    await swapped[Symbol.asyncDispose]();
    // The client sees the end of its connection a turn of the event loop later.
    await sleep(20);
    await using other = await startEchoServer({}, certificateFor(["127.0.0.1"]), port);
    expect(await failure(connection.say("y"))).toMatchObject({ reason: "pin-mismatch" });
    expect(other.seen).toHaveLength(0);
  });
});

describe("what is no TLS", () => {
  const listen = async (speak: Parameters<typeof createServer>[1]) => {
    const listener: Server = createServer(speak);
    await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
    return {
      port: (listener.address() as { port: number }).port,
      [Symbol.asyncDispose]: () => new Promise<void>((resolve) => listener.close(() => resolve())),
    };
  };

  it("is told apart: other bytes, and a connection that is closed", async () => {
    await using garbage = await listen((socket) =>
      socket
        .on("error", () => {})
        .resume()
        .end("SSH-2.0-OpenSSH\r\n"),
    );
    await using closed = await listen((socket) => socket.destroy());
    const say = (port: number) => failure(talk(port, basicAuthentication(credential), { scheme: "https" }).say("x"));
    expect(await say(garbage.port)).toMatchObject({ reason: "no-tls", outcome: "not-run", hint: expect.stringContaining("5986") });
    expect(await say(closed.port)).toMatchObject({ reason: "closed", outcome: "not-run" });
  });

  it("an HTTP listener is one of them", async () => {
    await using loopback = await startLoopback();
    const url = loopback.server.url.replace("http:", "https:");
    expect(await failure(loopback.connect({ url }))).toMatchObject({ code: "WINRM_TLS", reason: "no-tls" });
  });

  it.each([
    ["TLSv1.2", "protocol"],
    ["TLSv1.3", "client-certificate"],
  ] as const)("a listener that wants a client certificate, over %s", async (maxVersion, reason) => {
    const wanting = createTlsServer({ cert: good.certificate, key: good.key, maxVersion, requestCert: true, rejectUnauthorized: true });
    wanting.on("tlsClientError", () => {});
    await new Promise<void>((resolve) => wanting.listen(0, "127.0.0.1", resolve));
    const { port } = wanting.address() as { port: number };
    using talking = talk(port, basicAuthentication(credential), { scheme: "https", tls: { fingerprint: pinOf(good) } });
    const error = await failure(talking.say("x"));
    expect(error).toMatchObject({ code: "WINRM_TLS", reason, outcome: "not-run" });
    wanting.close();
  });

  it("versions that do not meet are told", async () => {
    await using old = await startEchoServer({}, { ...good, maxVersion: "TLSv1.2" });
    const tls = { fingerprint: pinOf(good), minVersion: "TLSv1.3" } as const;
    expect(await failure(talk(old.port, basicAuthentication(credential), { scheme: "https", tls }).say("x"))).toMatchObject({
      reason: "protocol",
    });
  });
});

describe("settings that cannot be used are refused at once", () => {
  it.each([
    ["a fingerprint that is none", { fingerprint: "not hex" }, "not hexadecimal"],
    ["a thumbprint of Windows", { fingerprint: "ab".repeat(20) }, "SHA-1"],
    ["a fingerprint that is cut", { fingerprint: "ab".repeat(31) }, "62 digits"],
    ["trusted certificates without any", { ca: "-----" }, "no certificate"],
    ["a trusted certificate that is none", { ca: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" }, "cannot be read"],
    ["a key of another certificate", { clientCertificate: { certificate: good.certificate, key: client.key } }, "cannot be used"],
    [
      "TLS 1.3 with a client certificate",
      { clientCertificate: { certificate: client.certificate, key: client.key }, minVersion: "TLSv1.3" },
      "1.2 only",
    ],
    ["an address as the name", { serverName: "10.0.0.1" }, "IP address"],
  ] as const)("%s", async (_name, tls, text) => {
    expect(() => prepareTls(tls)).toThrow(expect.objectContaining({ reason: "settings", message: expect.stringContaining(text) }));
    expect(await failure(connectRunspacePool({ url: "https://127.0.0.1:1/wsman", credential: tester, tls }))).toBeInstanceOf(TlsError);
  });

  it("a Windows thumbprint is known for what it is", () => {
    expect(parseFingerprint("AB CD ".repeat(10))).toMatchObject({ problem: expect.stringContaining("SHA-1") });
  });
});

describe("authentication over TLS", () => {
  const over =
    (authentication: Authentication, options: Parameters<typeof startEchoServer>[0] = {}, tls: TlsOptions = {}) =>
    async (text: string) => {
      await using listener = await startEchoServer(options, good);
      using connection = talk(listener.port, authentication, { scheme: "https", tls: { fingerprint: pinOf(good), ...tls } });
      const result = await connection.say(text).catch((error: unknown) => error);
      return { result, seen: listener.seen };
    };

  it("NTLM does not seal there, and is bound to the certificate", async () => {
    const { result, seen } = await over(ntlmAuthentication(credential), { channelBinding: "strict" })("x");
    expect(result).toBe("200 >x");
    expect(seen.map(({ contentType }) => contentType)).toEqual(["", "", "application/soap+xml;charset=UTF-8"]);
  });

  it("NTLM without a binding is refused by a strict server, and taken by a relaxed one", async () => {
    const unbound = ntlmAuthentication(credential, { channelBinding: false });
    expect((await over(unbound, { channelBinding: "strict" })("x")).result).toBeInstanceOf(AuthError);
    expect((await over(unbound)("x")).result).toBe("200 >x");
  });

  it("somebody between with a certificate of their own is found out by the binding", async () => {
    const theirs = new X509Certificate(certificateFor(["localhost"]).certificate).raw;
    expect((await over(ntlmAuthentication(credential), { certificate: theirs })("x")).result).toBeInstanceOf(AuthError);
  });

  it("a client certificate stands for its account; another one for none", async () => {
    const accounts = [{ username: "robot", password: "unused", certificate: pinOf(client) }];
    const clientCertificate = { certificate: client.certificate, key: client.key };
    await using loopback = await startLoopback({ accounts, tls: { ...good, requestClientCertificate: true } });
    const tls = { fingerprint: pinOf(good), clientCertificate };
    const url = loopback.server.url;
    const pool = await loopback.connect({ url, authentication: "certificate", tls });
    expect((await pool.invoke([call("Test-Echo", { value: "x" })])).state).toBe("completed");
    const stranger = certificateFor(["stranger"]);
    const refused = loopback.connect({ authentication: "certificate", tls: { ...tls, clientCertificate: stranger } });
    expect(await failure(refused)).toMatchObject({
      code: "WINRM_AUTH",
      failure: "credentials",
      hint: expect.stringContaining("ClientCertificate"),
    });
    expect(await failure(loopback.connect({ authentication: "certificate", tls: { fingerprint: pinOf(good) } }))).toMatchObject({
      failure: "unavailable",
    });
  });

  it("Basic needs TLS, loopback or a word of its own", async () => {
    const connect = (url: string) =>
      failure(connectRunspacePool({ url, credential: tester, authentication: "basic", connectTimeoutMs: 1 }));
    expect(await connect("http://192.0.2.1:5985/wsman")).toMatchObject({ failure: "clear-text" });
    expect(await connect("http://127.0.0.1.example.com:5985/wsman")).toMatchObject({ failure: "clear-text" });
    expect(certificateAuthentication.seals).toBe(false);
    expect((await over(basicAuthentication(credential))("x")).result).toBe("200 >x");
  });
});

describe("certificates of our own making", () => {
  it("are what OpenSSL takes them for", () => {
    const { certificate, key } = selfSigned({
      names: ["vmm01", "10.0.0.1", "::1", "fe80::1:2"],
      notBefore: daysFromNow(-1),
      notAfter: new Date("2060-01-02T03:04:05Z"),
    });
    const read = new X509Certificate(certificate);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.subject).toBe("CN=vmm01");
    expect(read.subjectAltName).toBe("DNS:vmm01, IP Address:10.0.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:FE80:0:0:0:0:0:1:2");
    expect(read.validTo).toBe("Jan  2 03:04:05 2060 GMT");
    expect(key).toContain("PRIVATE KEY");
  });
});
