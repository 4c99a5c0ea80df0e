import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { SecretBytes } from "../../provider/model/secret.ts";
import { MAX_USER_DATA_BYTES, wrongUserData } from "../../provider/model/user-data.ts";
import { load, MACHINE, manifest } from "./manifest-text.ts";

const DATA = "#cloud-config\npassword: hunter2\n";
const base64 = (text: string | Uint8Array) => Buffer.from(text).toString("base64");
const provider = manifest("ScvmmProvider", "vmm", "scvmmHost: vmm01");
const machine = (bootstrap: string) => manifest("ScvmmMachine", "web", `${MACHINE}\nbootstrap: ${bootstrap}`);
const secret = (fields: string, meta = "{name: web}") => `apiVersion: v1\nkind: Secret\nmetadata: ${meta}\n${fields}\n---\n`;

function userDataOf(bootstrap: string, ...secrets: readonly string[]) {
  const { manifests, diagnostics } = load(provider, machine(bootstrap), ...secrets);
  expect(diagnostics).toEqual([]);
  return manifests.machines[0]?.userData;
}

const textOf = (data: ReturnType<typeof userDataOf>) => data && "content" in data && Buffer.from(data.content.reveal()).toString();

describe("user-data of a Secret", () => {
  it.each([
    ["stringData.value", `stringData: {value: ${JSON.stringify(DATA)}}`],
    ["data.value", `data: {value: ${base64(DATA)}}`],
    ["data.userData", `data: {userData: ${base64(DATA)}}`],
    ["value before userData", `data: {value: ${base64(DATA)}, userData: ${base64("#!/bin/sh")}}`],
    ["a format that is cloud-init's", `data: {value: ${base64(DATA)}, format: ${base64("cloud-config")}}`],
    ["base64 over lines", `data:\n  value: |\n    ${base64(DATA).slice(0, 8)}\n    ${base64(DATA).slice(8)}`],
  ])("is read from %s", (_, fields) => {
    expect(textOf(userDataOf("{dataSecretName: web}", secret(fields)))).toBe(DATA);
  });

  it("may be any bytes", () => {
    const packed = gzipSync(DATA);
    const data = userDataOf("{dataSecretName: web}", secret(`data: {value: ${base64(packed)}}`));
    expect(data && "content" in data && Buffer.from(data.content.reveal()).equals(packed)).toBe(true);
  });

  it.each([
    ["is not there", "", "MANIFEST_USER_DATA_MISSING", /"web"/],
    [
      "is in another namespace",
      secret(`stringData: {value: x}`, "{name: web, namespace: other}"),
      "MANIFEST_USER_DATA_MISSING",
      /"default"/,
    ],
    ["has another key", secret(`stringData: {other: hunter2}`), "MANIFEST_USER_DATA_INVALID", /neither value nor userData/],
    ["is no base64", secret(`data: {value: hunter2!}`), "MANIFEST_USER_DATA_INVALID", /base64/],
    ["is empty", secret(`stringData: {value: ""}`), "MANIFEST_USER_DATA_INVALID", /empty/],
    ["is nothing for cloud-init", secret(`stringData: {value: "password: hunter2"}`), "MANIFEST_USER_DATA_INVALID", /ignore/],
    ["is for ignition", secret(`stringData: {value: "#!/hunter2", format: ignition}`), "MANIFEST_USER_DATA_INVALID", /format/],
  ])("that %s is kept as a problem at its place, without a value", (_, given, code, summary) => {
    const data = userDataOf("{dataSecretName: web}", given);
    expect(data).toMatchObject({
      problem: {
        code,
        severity: "error",
        path: "spec.bootstrap.dataSecretName",
        address: "ScvmmMachine/default/web",
        summary: expect.stringMatching(summary),
        line: expect.any(Number),
      },
    });
    expect(JSON.stringify(data)).not.toContain("hunter2");
  });

  it("is nothing where the manifest names none, or a file", () => {
    for (const bootstrap of ["{}", "{userDataFile: a.sh}", "{dataSecretName: ''}"]) expect(userDataOf(bootstrap)).toBeUndefined();
  });

  it("and a file at once are refused", () => {
    const { diagnostics } = load(provider, machine("{userDataFile: a, dataSecretName: b}"));
    expect(diagnostics).toMatchObject([{ severity: "error", path: expect.stringContaining("spec.bootstrap") }]);
  });
});

describe("what cloud-init takes", () => {
  it.each([
    "#cloud-config",
    "#!/bin/sh",
    "#include\nhttp://x",
    "#include-once",
    "#cloud-boothook",
    "#cloud-config-archive",
    "## template: jinja\n#cloud-config",
    'Content-Type: multipart/mixed; boundary="x"',
    "MIME-Version: 1.0",
    "#part-handler",
  ])("%s", (text) => expect(wrongUserData(Buffer.from(text))).toBeUndefined());

  it.each(["", " #cloud-config", "users: []", "\ufeff#cloud-config", "{}"])("not %j", (text) =>
    expect(wrongUserData(Buffer.from(text))).toMatchObject({ code: "MANIFEST_USER_DATA_INVALID" }),
  );

  it("is four mebibytes at most", () => {
    const full = Buffer.alloc(MAX_USER_DATA_BYTES, "#!");
    expect(wrongUserData(full)).toBeUndefined();
    expect(wrongUserData(Buffer.concat([full, Buffer.from("x")]))).toMatchObject({ code: "MANIFEST_USER_DATA_INVALID" });
  });
});

it("secret bytes show nowhere", () => {
  const bytes = new SecretBytes(Buffer.from("hunter2"));
  for (const text of [`${bytes}`, JSON.stringify({ bytes }), inspect(bytes), inspect({ bytes }, { depth: 5, showHidden: true })])
    expect(text).not.toMatch(/hunter2|104|68 75/);
});
