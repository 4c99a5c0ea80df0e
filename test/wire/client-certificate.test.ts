import { spawn, spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { certificateAuthentication } from "../../provider/winrm/client/certificate-authentication.ts";
import { fingerprintOf } from "../../provider/winrm/index.ts";
import { has } from "../parts.ts";
import { certificateFor, talk } from "../winrm/echo-server.ts";

const openssl = { available: spawnSync("openssl", ["version"]).status === 0, missing: "openssl on the PATH" };

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, "close");
  return port;
}

describe.skipIf(!has("client certificates that OpenSSL asks for late", openssl))(
  "a server that asks for the certificate after the request",
  () => {
    // So does http.sys, unless its binding says otherwise: TLS 1.2 renegotiates for it.
    it("gets it, on the connection that is there", async () => {
      const folder = mkdtempSync(join(tmpdir(), "scvmm-certificate-"));
      const ours = certificateFor(["127.0.0.1"]);
      for (const [name, text] of Object.entries(ours)) writeFileSync(join(folder, name), text);
      const port = await freePort();
      const files = ["-cert", join(folder, "certificate"), "-key", join(folder, "key")];
      const server = spawn("openssl", ["s_server", "-accept", `127.0.0.1:${port}`, "-tls1_2", "-no_cache", "-no_ticket", "-msg", ...files]);
      let said = "";
      for (const stream of [server.stdout, server.stderr]) stream.on("data", (chunk) => (said += chunk));
      try {
        await expect.poll(() => said).toContain("ACCEPT");
        const clientCertificate = certificateFor(["client"]);
        const fingerprint = fingerprintOf(new X509Certificate(ours.certificate).raw);
        using client = talk(port, certificateAuthentication, { scheme: "https", tls: { fingerprint, clientCertificate } });
        const answer = client.say("<s:Envelope/>");
        await expect.poll(() => said).toContain("<s:Envelope/>");
        expect(said).toMatch(/authorization: http:\/\/schemas\.dmtf\.org\/wbem\/wsman\/1\/wsman\/secprofile\/https\/mutual/i);
        expect(said).not.toContain("CertificateVerify");
        server.stdin.write("R\n");
        await expect.poll(() => said, { timeout: 5000 }).toContain("CertificateVerify");
        server.stdin.write("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n");
        expect(await answer).toBe("200 ok\n");
      } finally {
        server.kill();
        rmSync(folder, { recursive: true });
      }
    });
  },
);
