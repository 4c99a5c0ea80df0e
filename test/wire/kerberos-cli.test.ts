import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../provider/simulator/index.ts";
import { fingerprintOf } from "../../provider/winrm/tls/fingerprint.ts";
import { has, KERBEROS, kerberos } from "../parts.ts";
import { BuiltCli } from "../scenarios/support/built-cli.ts";
import { Acceptor } from "./kerberos/acceptor.ts";
import { pemFiles } from "./kerberos/pem-files.ts";
import { type Realm, startRealm, USER } from "./kerberos/realm.ts";

/** The command as shipped, beside npm's package as published; a simulated VMM behind a Python service that knows Kerberos. */
describe.skipIf(!has("the command by Kerberos", kerberos()))("scvmm with a ticket and no password", () => {
  let realm: Realm;
  let simulator: Simulator;
  let acceptor: Acceptor;
  let cli: BuiltCli;

  beforeAll(async () => {
    realm = await startRealm();
    realm.centre.keytab("WSMAN/localhost");
    simulator = await startSimulator({ username: "behind", password: "the service" });
    const { files, der } = pemFiles(realm.centre.folder);
    acceptor = await Acceptor.start(realm.keytab, realm.centre.configuration, {
      schemes: ["Negotiate", "Kerberos"],
      target: simulator.url,
      headers: {
        "Content-Type": "application/soap+xml;charset=UTF-8",
        Authorization: `Basic ${Buffer.from("behind:the service").toString("base64")}`,
      },
      ...files,
    });
    cli = new BuiltCli({ installed: true });
    mkdirSync(join(cli.folder, "node_modules"));
    symlinkSync(KERBEROS.published, join(cli.folder, "node_modules", "kerberos"));
    const provider = {
      apiVersion: "infrastructure.cluster.x-k8s.io/v1alpha1",
      kind: "ScvmmProvider",
      metadata: { name: "vmm" },
      spec: {
        scvmmHost: `https://localhost:${acceptor.url.port}/wsman`,
        connection: { authentication: "kerberos", kerberosService: "WSMAN", fingerprint: fingerprintOf(der) },
      },
    };
    writeFileSync(join(cli.folder, "vmm.yaml"), JSON.stringify(provider));
  });
  afterAll(async () => {
    cli?.remove();
    await acceptor?.[Symbol.asyncDispose]();
    await simulator?.close();
    await realm?.[Symbol.asyncDispose]();
  });

  const run = (words: readonly string[], cache: string) =>
    cli.start(words, { environment: { KRB5_CONFIG: realm.centre.configuration, KRB5CCNAME: cache } }).ended;

  test("reads", async () => {
    const { code, stdout, stderr } = await run(["get", "clouds", "-f", "vmm.yaml"], realm.ticket);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).not.toBe("");
    const logins = (await acceptor.seen()).filter((event) => "scheme" in event);
    expect(logins.length).toBeGreaterThan(0);
    expect(logins.every((event) => event["user"] === USER && String(event["service"]).startsWith("WSMAN/localhost@"))).toBe(true);
  });

  test("is told by the doctor that all is well, or to log in", async () => {
    const well = await run(["doctor", "-f", "vmm.yaml", "-o", "json"], realm.ticket);
    expect(well.stdout).toContain("kerberos: accepted");
    const out = await run(["doctor", "-f", "vmm.yaml"], "FILE:/nonexistent/cache");
    expect(out.stdout + out.stderr).toContain("kinit");
    expect(out.code).not.toBe(0);
  });
});
