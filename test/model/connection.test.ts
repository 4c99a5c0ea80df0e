import { describe, expect, it } from "vitest";
import { providerSpec } from "../../provider/model/kinds/provider.ts";

const spec = (connection: object) => providerSpec.safeParse({ scvmmHost: "vmm01", connection });
const PIN = "AB:".repeat(31).concat("CD");

describe("spec.connection", () => {
  it.each([
    {},
    { authentication: "ntlm", caFile: "ca.pem", serverName: "vmm01.contoso.com" },
    { fingerprint: PIN, configurationName: "Scvmm.Admin-1" },
    { fingerprint: PIN.replaceAll(":", "").toLowerCase() },
    { fingerprint: PIN.replaceAll(":", "-") },
    { authentication: "certificate", clientCertificateFile: "client.pem", clientKeyFile: "client.key", fingerprint: PIN },
    { authentication: "kerberos", kerberosService: "WSMAN" },
    { authentication: "basic", allowUnencrypted: true, insecureSkipVerify: false },
  ])("%j", (connection) => expect(spec(connection).success).toBe(true));

  it.each([
    [{ authentication: "digest" }, "authentication"],
    [{ fingerprint: "AB".repeat(20) }, "fingerprint"],
    [{ fingerprint: "" }, "fingerprint"],
    [{ caFile: "" }, "caFile"],
    [{ configurationName: "../x" }, "configurationName"],
    [{ kerberosService: "HTTP/vmm01.contoso.com" }, "kerberosService"],
    [{ password: "x" }, ""],
    [{ clientCertificateFile: "client.pem" }, ""],
    [{ authentication: "certificate" }, ""],
  ])("%j is refused", (connection, field) => {
    const paths = spec(connection).error?.issues.map(({ path }) => path.join("."));
    expect(paths).toEqual([field === "" ? "connection" : `connection.${field}`]);
  });
});
