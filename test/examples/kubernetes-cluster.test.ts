import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { cloudInit, has, run } from "../parts.ts";
import { EXAMPLES } from "./support/clean-copy.ts";

const FOLDER = join(EXAMPLES, "08-kubernetes-cluster");

interface WrittenFile {
  readonly path: string;
  readonly permissions: string;
  readonly content: string;
}
interface UserData {
  readonly write_files: readonly WrittenFile[];
  readonly runcmd: readonly string[];
}

const { status, stdout } = spawnSync("sh", [join(FOLDER, "make-secrets.sh")], { encoding: "utf8" });
const secrets = new Map(
  parseAllDocuments(stdout)
    .map((document) => document.toJS() as { metadata: { name: string; namespace: string }; data: { value: string } })
    .map(({ metadata, data }) => [`${metadata.namespace}/${metadata.name}`, Buffer.from(data.value, "base64").toString()]),
);
const userData = (name: string) => parse(secrets.get(`kubernetes/${name}`) ?? "") as UserData;
const file = (name: string, path: string) =>
  Buffer.from(userData(name).write_files.find((one) => one.path === path)?.content ?? "", "base64").toString();
const kubeadm = (name: string) => parseAllDocuments(file(name, "/etc/kubernetes/kubeadm.yaml")).map((document) => document.toJS());

describe("the user-data of the Kubernetes cluster", () => {
  test("is there for each machine that asks for it, and for no other", () => {
    expect(status).toBe(0);
    const asked = ["control-plane.yaml", "workers.yaml"].flatMap((name) =>
      parseAllDocuments(readFileSync(join(FOLDER, name), "utf8"))
        .map((document) => document.toJS())
        .map(({ metadata, spec }) => `${metadata.namespace}/${spec.bootstrap.dataSecretName}`),
    );
    expect([...secrets.keys()].sort()).toEqual([...new Set(asked)].sort());
  });

  test("makes one cluster: every node knows the same address, token and authority", () => {
    const [init, cluster] = kubeadm("control-plane-1");
    const { address } = parseAllDocuments(readFileSync(join(FOLDER, "cluster.yaml"), "utf8"))
      .map((document) => document.toJS())
      .find(({ kind }) => kind === "ScvmmVirtualIP").spec;
    expect(cluster.controlPlaneEndpoint).toBe(`${address}:6443`);
    const authority = new X509Certificate(file("control-plane-1", "/etc/kubernetes/pki/ca.crt"));
    expect(authority.ca).toBe(true);
    const { publicKey } = authority;
    const key = spawnSync("openssl", ["dgst", "-sha256", "-r"], {
      input: publicKey.export({ type: "spki", format: "der" }),
      encoding: "utf8",
    });
    const [token] = init.bootstrapTokens;
    expect(token.token).toMatch(/^[a-z0-9]{6}\.[a-z0-9]{16}$/);
    for (const name of ["control-plane-2", "control-plane-3", "worker"]) {
      const [join] = kubeadm(name);
      expect(join.discovery.bootstrapToken).toEqual({
        apiServerEndpoint: `${address}:6443`,
        token: token.token,
        caCertHashes: [`sha256:${key.stdout.slice(0, 64)}`],
      });
      expect(join.controlPlane !== undefined).toBe(name !== "worker");
    }
  });

  test("gives keys to the control plane alone, and to root alone there", () => {
    const paths = (name: string) => userData(name).write_files.map(({ path }) => path);
    expect(paths("worker")).toEqual(["/etc/kubernetes/kubeadm.yaml"]);
    expect(paths("control-plane-2")).toEqual(paths("control-plane-1"));
    for (const path of paths("control-plane-1").filter((one) => one.endsWith(".key")))
      expect([path, file("control-plane-3", path)]).toEqual([path, file("control-plane-1", path)]);
    for (const { permissions } of userData("control-plane-1").write_files) expect(permissions).toBe("0600");
  });

  describe.skipIf(!has("user-data of the Kubernetes cluster in cloud-init's eyes", cloudInit()))("in cloud-init's eyes", () => {
    const folder = mkdtempSync(join(tmpdir(), "scvmm-user-data-"));
    afterAll(() => rmSync(folder, { recursive: true }));
    test.each([...secrets])("%s is valid", (name, text) => {
      const path = join(folder, name.replace("/", "-"));
      writeFileSync(path, text);
      const checked = run(cloudInit().command, ["schema", "--config-file", path], folder);
      expect(checked.status, checked.output).toBe(0);
    });
  });
});
