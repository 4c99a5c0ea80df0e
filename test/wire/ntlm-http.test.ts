import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ntlmAuthentication } from "../../provider/winrm/client/ntlm-authentication.ts";
import { has, PYTHON, python } from "../parts.ts";
import { certificateFor, talk } from "../winrm/echo-server.ts";
import { PythonPeer } from "./python-peer.ts";
import { account, startForThem } from "./start-for-them.ts";

const available = has("NTLM over HTTP with pyspnego and pypsrp", python("pypsrp", "spnego"));

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "scvmm-ntlm-http-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!available)("our client and a server of pyspnego and pypsrp", () => {
  let server: ChildProcess;
  let port = 0;
  beforeAll(async () => {
    const accounts = join(folder, "accounts");
    writeFileSync(accounts, "CONTOSO:svc-vmm:Päss wörd");
    server = spawn(PYTHON, [join(import.meta.dirname, "python", "ntlm_http_server.py")], {
      env: { ...process.env, NTLM_USER_FILE: accounts },
      stdio: ["pipe", "pipe", "inherit"],
    });
    const [line] = (await once(server.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
    port = Number(line.toString());
  });
  afterAll(async () => {
    const ended = once(server, "close");
    server.stdin?.end();
    await ended;
  });

  const credential = (password: string) => ({ username: "CONTOSO\\svc-vmm", password: { reveal: () => password } });

  it("speak sealed, several requests on several sockets", async () => {
    const authentication = ntlmAuthentication(credential("Päss wörd"));
    const clients = [talk(port, authentication), talk(port, authentication)];
    for (const text of ["<s:Envelope/>", "größe 🖥", "x".repeat(300_000), "--Encrypted Boundary--\r\n"]) {
      expect(await Promise.all(clients.map((client) => client.say(text)))).toEqual([`200 >${text}`, `200 >${text}`]);
    }
    for (const client of clients) client[Symbol.dispose]();
  });

  it("part over a wrong password", async () => {
    using client = talk(port, ntlmAuthentication(credential("wrong")));
    await expect(client.say("x")).rejects.toMatchObject({ code: "WINRM_AUTH", failure: "credentials" });
  });
});

describe.skipIf(!available)("pypsrp against our server over HTTPS", () => {
  const certificate = certificateFor(["localhost"]);
  const wrong = certificateFor(["localhost"]);
  const files = () => {
    const caFile = join(folder, "ca.pem");
    writeFileSync(caFile, certificate.certificate);
    return { host: "localhost", caFile };
  };

  it.each(["ntlm", "negotiate", "basic"])("gets in by %s; NTLM is bound to the certificate, as a strict server wants it", async (auth) => {
    await using loopback = await startForThem({ tls: certificate, channelBinding: "strict" });
    await using peer = new PythonPeer("pypsrp_peer.py");
    await peer.must({ op: "open", ...files(), port: loopback.server.port, ...account, auth });
    expect(await peer.must({ op: "calls", count: 10, concurrency: 2, cold: false, text: "x" })).toEqual({ done: 10 });
    await peer.must({ op: "close" });
    expect(loopback.server.openShells).toBe(0);
  });

  it("does not speak to a server with another certificate", async () => {
    await using loopback = await startForThem({ tls: wrong });
    await using peer = new PythonPeer("pypsrp_peer.py");
    const { error } = await peer.ask({ op: "open", ...files(), port: loopback.server.port, ...account, auth: "ntlm" });
    expect(error).toMatch(/CERTIFICATE_VERIFY_FAILED/);
    expect(loopback.server.requestCount).toBe(0);
  });
});
