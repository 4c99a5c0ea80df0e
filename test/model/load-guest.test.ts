import { describe, expect, it } from "vitest";
import { loadManifests } from "../../provider/model/load-manifests.ts";
import { errorsOf, load, machine, provider } from "./manifest-text.ts";

const HIDDEN = "hidden-pa55word";
const secret = (name: string, keys: string, namespace = "default") =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: ${name}, namespace: ${namespace}}\nstringData: ${keys}\n---\n`;
const guest = (fields: string) => machine("web", `guest: {${fields}}`);
const secretsOf = ({ manifests }: ReturnType<typeof load>) => manifests.machines[0]?.guestSecrets;

describe("Secrets of guests", () => {
  it("are found by name, namespace and key", () => {
    const fields = "administratorPasswordSecret: {name: admin}, productKeySecret: {name: keys, namespace: infra, key: server}";
    const found = secretsOf(
      load(
        provider(),
        guest(fields),
        secret("admin", `{password: ${HIDDEN}}`),
        secret("keys", "{server: KEY, productKey: OTHER}", "infra"),
      ),
    );
    expect([found?.administratorPassword?.reveal(), found?.productKey?.reveal()]).toEqual([HIDDEN, "KEY"]);
    expect(JSON.stringify(found)).not.toMatch(/hidden|KEY/);
  });

  it("give the account that joins a domain", () => {
    const found = load(
      provider(),
      guest("domain: {name: corp.example, accountSecret: {name: join}}"),
      secret("join", `{username: 'CORP\\joiner', password: ${HIDDEN}}`),
    );
    expect(found.diagnostics).toEqual([]);
    const account = secretsOf(found)?.domainAccount;
    expect([account?.username, account?.password.reveal()]).toEqual(["CORP\\joiner", HIDDEN]);
  });

  it("may be missing: only a machine that is made needs them", () => {
    const found = load(provider(), guest("administratorPasswordSecret: {name: admin}"), secret("admin", `{password: ${HIDDEN}}`, "infra"));
    expect(found.diagnostics).toEqual([]);
    expect(secretsOf(found)).toEqual({ administratorPassword: null, productKey: null, domainAccount: null });
  });

  it("may lie apart, where nothing but Secrets is read; those among the manifests win", () => {
    const apart = {
      file: "secrets.yaml",
      text: `${secret("admin", "{password: apart}")}${secret("other", "{password: far}")}${machine("stray")}`,
    };
    const all = { file: "all.yaml", text: `${provider()}${guest("administratorPasswordSecret: {name: admin}")}` };
    const alone = loadManifests([all], [apart]);
    expect(alone.diagnostics).toEqual([]);
    expect(alone.manifests.machines).toHaveLength(1);
    expect(secretsOf(alone)?.administratorPassword?.reveal()).toBe("apart");
    const both = loadManifests([{ ...all, text: all.text + secret("admin", "{password: near}") }], [apart]);
    expect(secretsOf(both)?.administratorPassword?.reveal()).toBe("near");
    expect(loadManifests([all], [{ file: "secrets.yaml", text: "a: [" }]).diagnostics).toMatchObject([{ file: "secrets.yaml" }]);
  });

  it.each([
    ["lacks the key", `{passwort: ${HIDDEN}}`],
    ["has no text under it", "{password: 4711}"],
    ["is empty", '{password: ""}'],
  ])("is an error without the value where it %s", (_, keys) => {
    const found = load(provider(), guest("administratorPasswordSecret: {name: admin}"), secret("admin", keys));
    expect(errorsOf(found)).toMatchObject([{ code: "MANIFEST_SECRET_INVALID", address: "Secret/default/admin" }]);
    expect(JSON.stringify(found.diagnostics)).not.toMatch(/hidden|4711/);
  });
});

describe("a guest", () => {
  const problems = (spec: string) => load(provider(), machine("web", spec)).diagnostics.map(({ code, path }) => [code, path]);

  it.each([
    ["everything of Windows", "guest: {workgroup: LAB, timeZone: 110, fullName: A, organization: B, runOnceCommands: [cmd]}", []],
    ["a key of Linux", "guest: {sshKey: ssh-ed25519 AAAAC3Nz me@here}", []],
    ["a host name", "hostname: web.example\nguest: {}", []],
    [
      "domain and workgroup",
      "guest: {workgroup: LAB, domain: {name: a, accountSecret: {name: b}}}",
      [["MANIFEST_GUEST_HOME", "spec.guest.workgroup"]],
    ],
    ["a private key", "guest: {sshKey: '-----BEGIN OPENSSH PRIVATE KEY-----'}", [["MANIFEST_INVALID_VALUE", "spec.guest.sshKey"]]],
    ["an unknown template", 'hostname: "{{ .spec.id }}"', [["MANIFEST_HOSTNAME_TEMPLATE", "spec.hostname"]]],
    ["a password in the open", "guest: {administratorPassword: x}", [["MANIFEST_UNKNOWN_FIELD", "spec.guest.administratorPassword"]]],
  ])("%s", (_, spec, expected) => {
    expect(problems(spec)).toEqual(expected);
  });
});
