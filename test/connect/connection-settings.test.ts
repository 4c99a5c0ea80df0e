import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectionSettings } from "../../provider/connect/connection-settings.ts";
import { overrideHost } from "../../provider/connect/override-host.ts";
import { loadManifests } from "../../provider/model/load-manifests.ts";
import type { LoadedProvider } from "../../provider/model/manifests.ts";
import { selfSigned } from "../../provider/winrm/tls/self-signed.ts";

const PIN = "AB:".repeat(31).concat("CD");
const { certificate, key } = selfSigned({ names: ["vmm01"], notBefore: new Date(0), notAfter: new Date("2040-01-01") });
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "scvmm-connection-"));
  writeFileSync(join(folder, "ca.pem"), certificate);
  writeFileSync(join(folder, "client.key"), key);
});
afterAll(() => rmSync(folder, { recursive: true }));

function provider(connection?: object): LoadedProvider {
  const manifest = { apiVersion: "infrastructure.cluster.x-k8s.io/v1alpha1", kind: "ScvmmProvider", metadata: { name: "vmm" } };
  const text = JSON.stringify({ ...manifest, spec: { scvmmHost: "vmm01", ...(connection ? { connection } : {}) } });
  const { manifests, diagnostics } = loadManifests([{ file: join(folder, "vmm.yaml"), text }]);
  const [loaded] = manifests.providers;
  if (loaded === undefined) throw new Error(JSON.stringify(diagnostics));
  return loaded;
}

describe("connection settings", () => {
  it("are those of the client where nothing is said", () => {
    expect(connectionSettings(provider(), {})).toEqual({ settings: { tls: {} }, diagnostics: [] });
  });

  it("come from the manifest, files from beside it", () => {
    const files = { caFile: "ca.pem", clientCertificateFile: join(folder, "ca.pem"), clientKeyFile: "./client.key" };
    const { settings, diagnostics } = connectionSettings(
      provider({ ...files, authentication: "certificate", serverName: "other", configurationName: "Scvmm" }),
      {},
    );
    expect(diagnostics).toEqual([]);
    expect(settings).toEqual({
      authentication: "certificate",
      configurationName: "Scvmm",
      tls: { ca: certificate, serverName: "other", clientCertificate: { certificate, key } },
    });
  });

  it("hold the service that a ticket is for", () => {
    const { settings } = connectionSettings(provider({ authentication: "kerberos", kerberosService: "WSMAN" }), {});
    expect(settings).toEqual({ authentication: "kerberos", kerberos: { service: "WSMAN" }, tls: {} });
  });

  it("come from the environment first", () => {
    const environment = { SCVMM_AUTHENTICATION: "basic", SCVMM_FINGERPRINT: PIN, SCVMM_CONFIGURATION: "Mine" };
    const manifest = provider({ authentication: "ntlm", caFile: "ca.pem", configurationName: "Scvmm" });
    const settings = { authentication: "basic", configurationName: "Mine", tls: { fingerprint: PIN } };
    expect(connectionSettings(manifest, environment).settings).toEqual(settings);
    expect(connectionSettings(provider(), { SCVMM_CA_FILE: join(folder, "ca.pem") }).settings).toEqual({ tls: { ca: certificate } });
  });

  it.each([
    [{ caFile: "missing.pem" }, {}, { code: "CONNECTION_FILE_UNREADABLE", path: "spec.connection.caFile", line: 1 }],
    [{}, { SCVMM_CA_FILE: "/no/such/file" }, { code: "CONNECTION_FILE_UNREADABLE" }],
    [{}, { SCVMM_AUTHENTICATION: "digest" }, { code: "CONNECTION_INVALID" }],
    [{}, { SCVMM_FINGERPRINT: "AB".repeat(20) }, { code: "WINRM_TLS", summary: expect.stringContaining("SHA-1") }],
    [{ caFile: "client.key" }, {}, { code: "WINRM_TLS", summary: expect.stringContaining("no certificate") }],
  ])("%j with %j cannot be used", (connection, environment, diagnostic) => {
    expect(connectionSettings(provider(connection), environment).diagnostics).toEqual([expect.objectContaining(diagnostic)]);
  });

  it("of a manifest do not hold for another host", () => {
    const { providers } = overrideHost([provider({ authentication: "kerberos", insecureSkipVerify: true })], "http://127.0.0.1:5985");
    expect(providers.map(({ value }) => value.spec.connection)).toEqual([undefined]);
  });
});
