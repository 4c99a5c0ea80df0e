import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseCredential } from "../../provider/model/credential.ts";
import { readCredentialsFile } from "../../provider/model/credentials-file.ts";
import { loadManifests } from "../../provider/model/load-manifests.ts";
import type { LoadedProvider } from "../../provider/model/manifests.ts";
import { type Credential, Secret } from "../../provider/model/secret.ts";

function provider(name: string, credential?: Credential): LoadedProvider {
  const text = `{apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1, kind: ScvmmProvider, metadata: {name: ${name}}, spec: {scvmmHost: vmm01}}`;
  const [loaded] = loadManifests([{ file: "provider.yaml", text }]).manifests.providers;
  return { ...(loaded as LoadedProvider), credential };
}

const plain = (credential: Credential | undefined) => credential && [credential.username, credential.password.reveal()];
const ofSecret = { username: "of-secret", password: new Secret("s1") };
const particular = { SCVMM_VMM_PROD_1_USERNAME: "of-provider", SCVMM_VMM_PROD_1_PASSWORD: "p1" };
const general = { SCVMM_USERNAME: "of-all", SCVMM_PASSWORD: "a1" };
const credentialsFile = { file: "account", text: "username=of-file\npassword=f1\n" };

describe("chooseCredential", () => {
  const subject = provider("vmm-prod.1", ofSecret);
  it.each([
    ["the provider's own variables", { environment: { ...particular, ...general }, credentialsFile }, ["of-provider", "p1"]],
    ["the variables for all", { environment: general, credentialsFile }, ["of-all", "a1"]],
    ["the file", { environment: {}, credentialsFile }, ["of-file", "f1"]],
    ["the Secret", { environment: {} }, ["of-secret", "s1"]],
    ["the Secret, where variables are empty", { environment: { SCVMM_USERNAME: "", SCVMM_PASSWORD: "" } }, ["of-secret", "s1"]],
    [
      "the Secret, where variables are another provider's",
      { environment: { SCVMM_OTHER_USERNAME: "x", SCVMM_OTHER_PASSWORD: "y" } },
      ["of-secret", "s1"],
    ],
  ])("takes %s", (_, sources, expected) => {
    const choice = chooseCredential(subject, sources);
    expect(plain(choice.credential)).toEqual(expected);
    expect(choice.diagnostics).toEqual([]);
  });

  it.each([
    [{ SCVMM_USERNAME: "u" }, "SCVMM_PASSWORD is not"],
    [{ SCVMM_PASSWORD: "hidden" }, "SCVMM_USERNAME is not"],
    [{ ...general, SCVMM_VMM_PROD_1_USERNAME: "u" }, "SCVMM_VMM_PROD_1_PASSWORD is not"],
  ])("never mixes two places: %j", (environment, text) => {
    const choice = chooseCredential(subject, { environment, credentialsFile });
    expect(choice.credential).toBeUndefined();
    expect(choice.diagnostics).toMatchObject([
      { code: "CREDENTIAL_INCOMPLETE", severity: "error", summary: expect.stringContaining(text) },
    ]);
    expect(JSON.stringify(choice)).not.toContain("hidden");
  });

  it("says what to do where there is none", () => {
    const { credential, diagnostics } = chooseCredential(provider("vmm"), { environment: {} });
    expect(credential).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: "CREDENTIAL_MISSING", file: "provider.yaml", address: "ScvmmProvider/default/vmm" }]);
    for (const name of ["SCVMM_VMM_USERNAME", "SCVMM_PASSWORD", "SCVMM_CREDENTIALS_FILE"]) expect(diagnostics[0]?.hint).toContain(name);
  });

  it("does not fall through a file that is wrong", () => {
    const choice = chooseCredential(subject, { environment: {}, credentialsFile: { file: "account", text: "" } });
    expect(choice).toMatchObject({ credential: undefined, diagnostics: [{ code: "CREDENTIAL_FILE_INVALID", file: "account" }] });
  });
});

describe("readCredentialsFile", () => {
  const read = (text: string) => readCredentialsFile({ file: "account", text });

  it.each([
    ["username=CONTOSO\\svc\npassword=p=w#d\n", ["CONTOSO\\svc", "p=w#d"]],
    ["\uFEFF# account\r\n\r\n username = u \r\npassword= p w \r\n", ["u", "p w"]],
    ['{"username": "u", "password": " p\\n"}', ["u", " p\n"]],
    ['\n {"password": "p", "username": "u"}\n', ["u", "p"]],
  ])("%j", (text, expected) => expect(plain(read(text).credential)).toEqual(expected));

  it.each([
    "",
    "hidden",
    "username=u",
    "username=u\npassword=",
    "username=u\npassword=hidden\npassword=hidden",
    "username=u\npasswort=hidden",
    "user name=u\npassword=hidden",
    '{"username": "u", "password": "hidden"',
    '{"username": "u", "password": ["hidden"]}',
    '{"username": 1, "password": "hidden"}',
    '{"username": "u", "password": "hidden", "host": "hidden"}',
    '{"username": "u"}',
  ])("%j is an error that quotes nothing", (text) => {
    const { credential, diagnostics } = read(text);
    expect(credential).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: "CREDENTIAL_FILE_INVALID", severity: "error" }]);
    expect(JSON.stringify(diagnostics)).not.toContain("hidden");
  });

  it("ends in a credential or a diagnostic, whatever it holds", () => {
    const lines = fc.array(fc.oneof(fc.string(), fc.constantFrom("username=", "password=", "username=u", "password=p", "{", "}")), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(
        lines.map((all) => all.join("\n")),
        (text) => {
          const { credential, diagnostics } = read(text);
          expect(diagnostics).toHaveLength(credential ? 0 : 1);
        },
      ),
    );
  });
});
