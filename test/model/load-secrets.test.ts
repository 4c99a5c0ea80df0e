import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorsOf, load, manifest } from "./manifest-text.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const account = manifest("ScvmmProvider", "vmm", "scvmmHost: vmm01\nscvmmSecret: {name: account}");
const secret = (fields: string, meta = "{name: account}") => `apiVersion: v1\nkind: Secret\nmetadata: ${meta}\n${fields}\n---\n`;
const credentialOf = (result: ReturnType<typeof load>) => {
  const credential = result.manifests.providers[0]?.credential;
  return credential && [credential.username, credential.password.reveal()];
};

describe("Secret manifests", () => {
  it.each([
    ["stringData", "stringData: {username: 'CONTOSO\\svc', password: pass-word}"],
    ["data", `data: {username: ${base64("CONTOSO\\svc")}, password: ${base64("pass-word")}}`],
    [
      "data over lines",
      `data:\n  username: ${base64("CONTOSO\\svc")}\n  password: |\n    ${base64("pass-word").slice(0, 4)}\n    ${base64("pass-word").slice(4)}`,
    ],
    ["stringData before data", `data: {username: ${base64("CONTOSO\\svc")}, password: "%%%"}\nstringData: {password: pass-word}`],
  ])("%s", (_, fields) => {
    const result = load(account, secret(`type: Opaque\n${fields}`));
    expect(result.diagnostics).toEqual([]);
    expect(credentialOf(result)).toEqual(["CONTOSO\\svc", "pass-word"]);
  });

  it("is found by name and namespace; one that is not there is no error", () => {
    const elsewhere = secret("stringData: {username: u, password: p}", "{name: account, namespace: infra}");
    expect(load(account, elsewhere)).toMatchObject({ diagnostics: [], manifests: { providers: [{ credential: undefined }] } });
    const far = account.replace("{name: account}", "{name: account, namespace: infra}");
    expect(credentialOf(load(far, elsewhere))).toEqual(["u", "p"]);
  });

  it("any text survives base64", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (password) => {
        // Quoted: 76e0 is base64 of a letter, and a number to YAML.
        const result = load(account, secret(`data: {username: ${base64("u")}, password: "${base64(password)}"}`));
        expect(credentialOf(result)).toEqual(["u", password]);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ["no base64", "data: {username: dXNlcg==, password: hidden!}", "data.password"],
    ["base64 without its padding", "data: {username: dXNlcg==, password: aGlkZGVu0}", "data.password"],
    ["no UTF-8", "data: {username: dXNlcg==, password: /w==}", "data.password"],
    ["a number", "stringData: {username: u, password: 4711}", "stringData.password"],
    ["empty", 'stringData: {username: u, password: ""}', "stringData.password"],
    ["missing", "stringData: {username: u, passwort: hidden}", ""],
    ["nothing", "data: 5", ""],
  ])("%s is an error without the value", (_, fields, path) => {
    const result = load(account, secret(fields));
    const errors = errorsOf(result);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.at(-1)).toMatchObject({ code: "MANIFEST_SECRET_INVALID", address: "Secret/default/account", path });
    expect(JSON.stringify(result.diagnostics)).not.toMatch(/hidden|4711|aGlkZGVu/);
  });

  it("of other tools stay unread", () => {
    expect(load(account, secret("data: {tls.crt: nonsense}", "{name: tls}")).diagnostics).toEqual([]);
  });

  it("a line break at the end is kept, with a warning", () => {
    const result = load(account, secret(`data: {username: ${base64("u")}, password: ${base64("p\n")}}`));
    expect(result.diagnostics).toMatchObject([{ code: "MANIFEST_SECRET_LINE_BREAK", severity: "warning", path: "data.password" }]);
    expect(credentialOf(result)).toEqual(["u", "p\n"]);
  });

  it("no way of printing what was loaded shows the password, nor do errors around it", () => {
    const texts = [
      "stringData: {username: u, password: hidden}",
      "stringData: {username: u, password: hidden, password: hidden}",
      "stringData:\n  password: hidden\n username: x",
      'stringData: {password: "hidden\\q"}',
      "stringData: {password: hidden",
      "stringData: {password: *hidden}",
      "stringData: {password: !hidden hidden}",
      "stringData:\n\tpassword: hidden",
      "password: @hidden",
      "stringData: {password: |hidden}",
    ];
    for (const fields of texts) {
      const result = load(account, secret(fields));
      for (const shown of [JSON.stringify(result), inspect(result, { depth: 20, showHidden: true })])
        expect(shown, fields).not.toContain("hidden");
    }
  });
});
