import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { channelsFor } from "../../provider/winrm/client/pool-control.ts";
import { fingerprintOf } from "../../provider/winrm/index.ts";
import { certificateFor } from "./echo-server.ts";
import { call, credential, PASSWORD, startLoopback } from "./loopback.ts";
import { startProxy } from "./wire-proxy.ts";

const certificate = certificateFor(["127.0.0.1"]);
const tls = { fingerprint: fingerprintOf(new X509Certificate(certificate.certificate).raw) };
/** Beside the name and password of the other tests: text that would be seen on the wire. */
const SECRET = "Remove-EverythingAtOnce";

describe.each(["http", "https"] as const)("over %s", (scheme) => {
  const server = scheme === "https" ? { tls: certificate } : {};
  it.each(["basic", "ntlm", "negotiate"] as const)("%s carries eight pipelines at a time", async (authentication) => {
    await using loopback = await startLoopback(server);
    const pool = await loopback.connect({ authentication, maxRunspaces: 8, tls });
    const outputs = await Promise.all(
      Array.from({ length: 40 }, async (_, value) => (await pool.invoke([call("Test-Echo", { value })])).output.length),
    );
    expect(outputs).toEqual(Array(40).fill(1));
  });

  it("NTLM costs two requests for each socket, not for each request", async () => {
    await using loopback = await startLoopback(server);
    await using proxy = await startProxy(loopback.server.port);
    const url = loopback.server.url.replace(`:${loopback.server.port}/`, `:${proxy.port}/`);
    const pool = await loopback.connect({ url, authentication: "ntlm", maxRunspaces: 2, tls });
    for (let count = 0; count < 10; count += 1) await Promise.all([1, 2].map((value) => pool.invoke([call("Test-Echo", { value })])));
    await pool.close();
    expect(loopback.server.requestCount).toBe(pool.stats.requests + 2 * proxy.connections);
    expect(proxy.connections).toBeLessThanOrEqual(channelsFor(2));
  });
});

describe("a server that takes nothing in the clear, as Windows by default", () => {
  it("takes NTLM, refuses Basic, and the hint says why", async () => {
    await using loopback = await startLoopback({ allowUnencrypted: false });
    const pool = await loopback.connect({ authentication: "ntlm" });
    expect((await pool.invoke([call("Test-Echo", { value: 1 })])).state).toBe("completed");
    const error = await loopback.connect().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "WINRM_AUTH", hint: expect.stringContaining("AllowUnencrypted") });
  });
});

describe("the wire without TLS", () => {
  const recorded = async (authentication: "basic" | "ntlm") => {
    await using loopback = await startLoopback();
    await using proxy = await startProxy(loopback.server.port);
    const pool = await loopback.connect({ url: `http://127.0.0.1:${proxy.port}/wsman`, authentication });
    await pool.invoke([call("Test-Echo", { value: SECRET })]);
    await pool.close();
    return proxy.recorded;
  };
  /** PSRP travels as base64: the text at each of its three offsets, without the characters that its neighbours share. */
  const shapes = [
    ...[0, 1, 2].map((offset) =>
      Buffer.concat([Buffer.alloc(offset), Buffer.from(SECRET)])
        .toString("base64")
        .slice(4, -4),
    ),
    ...[SECRET, PASSWORD, "Envelope", "wsman/1"].flatMap((text) => [text, Buffer.from(text, "utf16le").toString("latin1")]),
  ].map((text) => Buffer.from(text, "latin1"));

  it("shows neither envelopes nor commands nor the password under NTLM", async () => {
    const bytes = await recorded("ntlm");
    expect(shapes.filter((shape) => bytes.includes(shape)).map(String)).toEqual([]);
  });

  it("shows them under Basic, or the search is worth nothing", async () => {
    const bytes = await recorded("basic");
    expect(shapes.filter((shape) => bytes.includes(shape)).length).toBeGreaterThan(1);
    expect(bytes.includes(Buffer.from(`${credential.username}:${PASSWORD}`).toString("base64"))).toBe(true);
  });
});

describe("a pool over a wire that breaks", () => {
  it("goes on when all idle connections are cut, as often as it happens", async () => {
    await using loopback = await startLoopback();
    await using proxy = await startProxy(loopback.server.port);
    const pool = await loopback.connect({ url: `http://127.0.0.1:${proxy.port}/wsman`, authentication: "ntlm" });
    for (let value = 0; value < 4; value += 1) {
      expect((await pool.invoke([call("Test-Echo", { value })])).state).toBe("completed");
      // The signal that clears up behind a pipeline is not waited for.
      await new Promise((resolve) => setTimeout(resolve, 20));
      await proxy.drop();
    }
    await pool.close();
    expect(loopback.server.openShells).toBe(0);
    expect(loopback.handler.started).toBe(4);
  });
});
