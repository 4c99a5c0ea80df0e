import { afterEach, describe, expect, it } from "vitest";
import { authenticate, fingerprintOf, identify, inspectTls } from "../../provider/winrm/index.ts";
import { startWinRmServer, type WinRmServer, type WinRmServerOptions } from "../../provider/winrm/server.ts";
import { selfSigned } from "../../provider/winrm/tls/self-signed.ts";
import { isIdentify, readIdentifyReply, writeIdentify, writeIdentifyReply } from "../../provider/winrm/wsman/identify.ts";
import { echoHandler } from "./echo-handler.ts";
import { credential, PASSWORD } from "./loopback.ts";

let server: WinRmServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(options: Partial<WinRmServerOptions> = {}): Promise<URL> {
  server = await startWinRmServer({
    host: "127.0.0.1",
    port: 0,
    accounts: [{ username: credential.username, password: PASSWORD }],
    openRunspace: echoHandler,
    ...options,
  });
  return new URL(server.url);
}

describe("Identify", () => {
  it("is read as it was written, and is not taken for anything else", () => {
    expect(isIdentify(writeIdentify())).toBe(true);
    const facts = { vendor: "A & B", version: "OS: 1 <2>" };
    expect(readIdentifyReply(writeIdentifyReply(facts))).toEqual(facts);
    expect(isIdentify(writeIdentifyReply(facts))).toBe(false);
    for (const text of ["", "<html><body>hello", "<a/>", writeIdentify()]) expect(readIdentifyReply(text)).toBeUndefined();
  });

  it("tells a stranger the product without the system's version, the schemes and the time", async () => {
    const url = await start({ schemes: ["Negotiate", "Basic"] });
    const identity = await identify({ url });
    expect(identity).toMatchObject({ status: 200, offered: ["Negotiate", "Basic"], software: "Microsoft-HTTPAPI/2.0" });
    expect(identity.product).toEqual({ vendor: "Microsoft Corporation", version: "OS: 0.0.0 SP: 0.0 Stack: 3.0" });
    expect(Math.abs(Date.now() - (identity.date?.getTime() ?? 0))).toBeLessThan(3000);
  });

  it.each(["basic", "ntlm", "negotiate"] as const)("proves an account by %s", async (authentication) => {
    const url = await start();
    const { product } = await authenticate({ url, authentication, credential });
    expect(product?.version).toBe("OS: 10.0.17763 SP: 0.0 Stack: 3.0");
    const wrong = { ...credential, password: { reveal: () => "wrong" } };
    await expect(authenticate({ url, authentication, credential: wrong })).rejects.toMatchObject({
      code: "WINRM_AUTH",
      failure: "credentials",
    });
  });
});

describe("a look at TLS", () => {
  const day = 86_400_000;
  const pair = selfSigned({ names: ["127.0.0.1"], notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + 30 * day) });

  it("shows a certificate that the client would refuse, and why", async () => {
    const url = await start({ tls: pair });
    const { certificate, refusal, problem } = await inspectTls({ url });
    expect(problem).toBe("DEPTH_ZERO_SELF_SIGNED_CERT");
    expect(refusal).toMatchObject({ reason: "untrusted", fingerprint: certificate?.fingerprint256 });
    expect(fingerprintOf(certificate?.raw ?? Buffer.of())).toBe(certificate?.fingerprint256);
    expect((await inspectTls({ url, tls: { ca: pair.certificate } })).refusal).toBeUndefined();
    expect((await inspectTls({ url, tls: { fingerprint: certificate?.fingerprint256 ?? "" } })).refusal).toBeUndefined();
    expect(server?.requestCount).toBe(0);
  });

  it("leaves the certificate to those who ask after the verdict: NTLM is bound to the connection", async () => {
    const url = await start({ tls: pair, channelBinding: "strict", schemes: ["Negotiate"] });
    await authenticate({ url, tls: { ca: pair.certificate }, authentication: "ntlm", credential });
    const unbound = authenticate({
      url,
      tls: { ca: pair.certificate },
      authentication: "ntlm",
      credential,
      ntlm: { channelBinding: false },
    });
    await expect(unbound).rejects.toMatchObject({ code: "WINRM_AUTH" });
  });

  it("ends when the other side does not speak TLS, says nothing, or is not there", async () => {
    const { port } = await start();
    const url = new URL(`https://127.0.0.1:${port}/wsman`);
    await expect(inspectTls({ url })).rejects.toMatchObject({ reason: "no-tls" });
    await server?.close();
    await expect(inspectTls({ url })).rejects.toMatchObject({ code: "WINRM_CONNECT" });
  });
});
