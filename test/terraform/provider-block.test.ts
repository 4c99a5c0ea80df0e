import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pathSteps } from "../../provider/terraform/plugin/diagnostic-message.ts";
import { checkBlock, readBlock } from "../../provider/terraform/provider-block/read-block.ts";
import { providerSchema } from "../../provider/terraform/provider-block/schema.ts";
import type { Attributes } from "../../provider/terraform/schema/attribute.ts";
import { type ObjectValue, UNKNOWN } from "../../provider/terraform/value/value.ts";
import { selfSigned } from "../../provider/winrm/tls/self-signed.ts";

const PIN = "AB:".repeat(31).concat("CD");
const ENVIRONMENT = { SCVMM_HOST: "vmm-env", SCVMM_USERNAME: "CONTOSO\\env", SCVMM_PASSWORD: "of-env" };

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "scvmm-block-"));
  writeFileSync(join(folder, "account"), "username=CONTOSO\\file\npassword=of-file\n");
  writeFileSync(
    join(folder, "ca.pem"),
    selfSigned({ names: ["vmm"], notBefore: new Date(0), notAfter: new Date("2040-01-01") }).certificate,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

/** As Terraform sends it: every attribute, null where it is not set. */
function block(given: Record<string, unknown>): ObjectValue {
  const whole = (attributes: Attributes, values: Record<string, unknown>): ObjectValue =>
    Object.fromEntries(
      Object.entries(attributes).map(([name, { type }]) => {
        const value = values[name] ?? null;
        const isNested = type.kind === "object" && value !== null && value !== UNKNOWN;
        return [name, (isNested ? whole(type.attributes, value as Record<string, unknown>) : value) as ObjectValue];
      }),
    );
  return whole(providerSchema.attributes, given);
}

const read = (given: Record<string, unknown>, environment: Record<string, string> = ENVIRONMENT) => readBlock(block(given), environment);

async function used(given: Record<string, unknown>, environment?: Record<string, string>) {
  const { block: found, problems } = await read(given, environment);
  if (!found) throw new Error(JSON.stringify(problems));
  const { credential, connection } = found.way.access;
  const account = credential && [credential.username, credential.password.reveal()];
  return { ...found, host: found.way.provider.value.spec.scvmmHost, account, connection };
}

describe("the provider block", () => {
  it("has every attribute's documentation in its own words", () => {
    const sentences: string[] = [];
    const collect = (attributes: Attributes) => {
      for (const [name, { doc, type, presence }] of Object.entries(attributes)) {
        expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
        expect(presence).toBe("optional");
        sentences.push(doc);
        if (type.kind === "object") collect(type.attributes);
      }
    };
    collect(providerSchema.attributes);
    expect(sentences.filter((doc) => doc.length < 5)).toEqual([]);
    expect(sentences.filter((doc) => /manifest|configuration's|spec\.|\b(?:execHosts|caFile|clientKeyFile)\b/.test(doc))).toEqual([]);
    expect(providerSchema.attributes["extra_functions"]?.doc).toContain("param($Server, $Id, $Name, $Manifest,");
    expect(providerSchema.attributes["password"]?.sensitive).toBe(true);
  });

  it("that is empty takes everything from the environment", async () => {
    expect(await used({})).toMatchObject({
      host: "vmm-env",
      account: ["CONTOSO\\env", "of-env"],
      scope: "default",
      readOnly: false,
      parallelism: 10,
      keepSession: false,
    });
  });

  it("goes before the environment", async () => {
    const environment = { ...ENVIRONMENT, SCVMM_AUTHENTICATION: "basic", SCVMM_CA_FILE: "/no/such/file", SCVMM_CONFIGURATION: "Other" };
    const connection = { authentication: "ntlm", fingerprint: PIN, configuration_name: "Scvmm" };
    const found = await used({ host: "vmm01", scope: "web", read_only: true, parallelism: 3, connection }, environment);
    expect(found).toMatchObject({ host: "vmm01", scope: "web", readOnly: true, parallelism: 3 });
    expect(found.connection).toEqual({ authentication: "ntlm", configurationName: "Scvmm", tls: { fingerprint: PIN } });
    expect((await used({}, { ...environment, SCVMM_CA_FILE: join(folder, "ca.pem") })).connection).toMatchObject({
      authentication: "basic",
      configurationName: "Other",
      tls: { ca: expect.stringContaining("BEGIN CERTIFICATE") },
    });
  });

  it("is the ScvmmProvider that says the same", async () => {
    const { way } = await used({
      host: "vmm01",
      exec_hosts: ["jump1", "jump2"],
      keep_alive_seconds: 40,
      timeouts: { create: "2h" },
      cloud_init: { device_type: "scsi", file_system: "vfat" },
      env: { Team: "a" },
      extra_functions: { BeforeStart: "param($Id) $Id" },
    });
    expect(way.provider.value.spec).toMatchObject({
      execHosts: ["jump1", "jump2"],
      keepAliveSeconds: 40,
      timeouts: { create: { text: "2h" } },
      cloudInit: { deviceType: "scsi", fileSystem: "vfat" },
      env: { Team: "a" },
      extraFunctions: { BeforeStart: "param($Id) $Id" },
    });
  });

  it.each([
    [{ username: "me", password: "mine" }, ENVIRONMENT, ["me", "mine"]],
    [{ username: "me" }, { SCVMM_HOST: "x", SCVMM_PASSWORD: "p" }, ["me", "p"]],
    [{ username: "CONTOSO\\env" }, ENVIRONMENT, ["CONTOSO\\env", "of-env"]],
    [{ password: "mine" }, ENVIRONMENT, ["CONTOSO\\env", "mine"]],
    [{ connection: { authentication: "kerberos" } }, { SCVMM_HOST: "x" }, undefined],
  ])("finds the account: %j with %j", async (given, environment, account) => {
    expect((await used(given, environment)).account).toEqual(account);
  });

  it("finds the account in a file, which goes before the environment", async () => {
    expect((await used({ credentials_file: join(folder, "account") })).account).toEqual(["CONTOSO\\file", "of-file"]);
    const variable = { SCVMM_HOST: "x", SCVMM_CREDENTIALS_FILE: join(folder, "account") };
    expect((await used({}, variable)).account).toEqual(["CONTOSO\\file", "of-file"]);
  });

  it.each([
    [{}, {}, "PROVIDER_NO_HOST", ["host"]],
    [{ host: "a b" }, ENVIRONMENT, "MANIFEST_INVALID_VALUE", ["host"]],
    [{ exec_hosts: ["ok", "y z"] }, ENVIRONMENT, "MANIFEST_INVALID_VALUE", ["exec_hosts", 1]],
    [{ connection: { fingerprint: "ab" } }, ENVIRONMENT, "MANIFEST_INVALID_VALUE", ["connection", "fingerprint"]],
    [{ connection: { ca_file: "no.pem" } }, ENVIRONMENT, "CONNECTION_FILE_UNREADABLE", ["connection", "ca_file"]],
    [{ timeouts: { create: "soon" } }, ENVIRONMENT, "MANIFEST_INVALID_VALUE", ["timeouts", "create"]],
    [{ keep_alive_seconds: -1 }, ENVIRONMENT, "MANIFEST_INVALID_VALUE", ["keep_alive_seconds"]],
    [{ scope: "Big Scope" }, ENVIRONMENT, "PROVIDER_INVALID", ["scope"]],
    [{ parallelism: 1.5 }, ENVIRONMENT, "PROVIDER_INVALID", ["parallelism"]],
    [{ credentials_file: "/no/such/file" }, ENVIRONMENT, "CREDENTIAL_FILE_UNREADABLE", ["credentials_file"]],
    [{ credentials_file: "x", username: "y" }, ENVIRONMENT, "PROVIDER_INVALID", ["credentials_file"]],
    [{ username: "other" }, ENVIRONMENT, "CREDENTIAL_INCOMPLETE", ["username"]],
    [{ password: "hunter2" }, { SCVMM_HOST: "x" }, "CREDENTIAL_INCOMPLETE", ["password"]],
    [{}, { SCVMM_HOST: "x" }, "CREDENTIAL_MISSING", []],
    [{}, { ...ENVIRONMENT, SCVMM_AUTHENTICATION: "digest" }, "CONNECTION_INVALID", []],
  ])("%j with %j is refused", async (given, environment, code, attribute) => {
    const { block: found, problems } = await read(given, environment as Record<string, string>);
    expect(found).toBeUndefined();
    expect(problems).toMatchObject([{ attribute, diagnostic: { code, severity: "error" } }]);
    const [told] = problems.map(({ diagnostic: { summary, detail, hint } }) => `${summary} ${detail ?? hint}`);
    expect(told).not.toMatch(/undefined/);
    expect(told).not.toMatch(/spec\.|manifest's|hunter2|of-env/);
    // Terraform refuses a path that its schema has not.
    expect(pathSteps(attribute, providerSchema.attributes)).toHaveLength(attribute.length);
  });

  it("warns where a host is not verified, and where a function would never run", async () => {
    const { problems, block: found } = await read({ connection: { insecure_skip_verify: true }, extra_functions: { BeforStart: "1" } });
    expect(found).toBeDefined();
    expect(problems.map(({ diagnostic: { code, severity }, attribute }) => [code, severity, attribute])).toEqual([
      ["MANIFEST_HOOK_UNKNOWN", "warning", ["extra_functions", "BeforStart"]],
      ["WINRM_TLS_UNVERIFIED", "warning", ["connection", "insecure_skip_verify"]],
    ]);
  });

  it("with something unknown is no block yet, and no error; what is wrong already is told", async () => {
    const unknown = { host: UNKNOWN, connection: { ca_file: UNKNOWN }, exec_hosts: ["a", UNKNOWN], env: { A: UNKNOWN } };
    expect(await read(unknown, {})).toEqual({
      problems: [],
      unknown: [["host"], ["exec_hosts", 1], ["connection", "ca_file"], ["env", "A"]],
    });
    expect((await read({ ...unknown, parallelism: 0 }, {})).problems).toMatchObject([{ attribute: ["parallelism"] }]);
  });

  it("can be checked without any environment", () => {
    expect(checkBlock(block({}))).toEqual([]);
    expect(checkBlock(block({ host: UNKNOWN, password: UNKNOWN }))).toEqual([]);
    expect(checkBlock(block({ connection: { client_key_file: "x" } }))).toMatchObject([
      { attribute: ["connection"], diagnostic: { detail: expect.stringContaining("client_certificate_file and client_key_file") } },
    ]);
  });
});
