import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { type Simulator, startSimulator } from "../../provider/simulator/index.ts";
import { CleanCopy, EXAMPLES } from "./support/clean-copy.ts";

const FOLDER = join(EXAMPLES, "07-argo-cd");
const read = (name: string) => parse(readFileSync(join(FOLDER, name), "utf8"));

interface Container {
  readonly name: string;
  readonly command: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: object }[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
}
const job = read("sync/job.yaml");
const { containers, volumes } = job.spec.template.spec as {
  containers: Container[];
  volumes: { name: string; configMap: { name: string } }[];
};
const [container] = containers as [Container];

describe("the Job that Argo CD syncs", () => {
  let simulator: Simulator;
  let copy: CleanCopy;
  beforeEach(async () => {
    simulator = await startSimulator({ timeScale: 1000 });
    copy = new CleanCopy();
  });
  afterEach(async () => {
    copy.remove();
    await simulator.close();
  });

  /** The folder as the kubelet mounts a ConfigMap: links to a folder with a name of its own, which an update replaces. */
  function mounted(name: string): string {
    const folder = join(copy.root, name);
    mkdirSync(folder);
    cpSync(join(FOLDER, "sync/manifests"), join(folder, "..2026_01_01_00_00_00.1"), { recursive: true });
    symlinkSync("..2026_01_01_00_00_00.1", join(folder, "..data"));
    for (const file of readdirSync(join(FOLDER, "sync/manifests"))) symlinkSync(`..data/${file}`, join(folder, file));
    return folder;
  }
  const run = (manifests: string) =>
    copy.sh(copy.root, `npx ${container.command.map((word) => (word === "/manifests" ? manifests : `'${word}'`)).join(" ")}`, {
      SCVMM_HOST: simulator.url,
      SCVMM_USERNAME: simulator.username,
      SCVMM_PASSWORD: simulator.password,
      // nothing is written, wherever that may be
      HOME: "/nowhere",
    });

  test("makes VMM as the mounted manifests say, and does nothing at the next sync", async () => {
    const manifests = mounted("manifests");
    expect(await run(manifests)).toMatchObject({ code: 0, stdout: expect.stringContaining("Apply: 2 done, 0 failed, 0 not run.") });
    expect(await run(manifests)).toMatchObject({ code: 0, stdout: expect.stringContaining("No changes in scope argo-cd") });
  });

  test("refuses to delete: a sync asks nobody", async () => {
    expect((await run(mounted("manifests"))).code).toBe(0);
    const [provider = "", machine = ""] = readFileSync(join(FOLDER, "sync/manifests/shop.yaml"), "utf8").split(/^---$/m);
    const folder = mounted("fewer");
    const file = join(folder, "shop.yaml");
    rmSync(file); // the link, not what it leads to
    writeFileSync(file, `${provider}---${machine}`);
    const refused = await run(folder);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("ScvmmVirtualIP/shop/shop-api") });
    expect(simulator.vmm.world.store.vms.size).toBeGreaterThan(0);
  });

  test("ends with 3, which is tried again, where VMM cannot be read; with 1, which is not, where it is refused", async () => {
    const manifests = mounted("manifests");
    await simulator.close();
    expect((await run(manifests)).code).toBe(3);
    expect(job.spec.podFailurePolicy.rules).toEqual([
      { action: "FailJob", onExitCodes: { containerName: container.name, operator: "In", values: [1] } },
    ]);
    expect(job.spec.template.spec.restartPolicy).toBe("Never");
  });
});

describe("its manifests", () => {
  test("hold together: files, mounts and names are there", () => {
    const { resources, configMapGenerator } = read("sync/kustomization.yaml");
    expect(resources).toEqual(["job.yaml"]);
    const [{ name, files }] = configMapGenerator;
    expect(files).toEqual(readdirSync(join(FOLDER, "sync/manifests")).map((file) => `manifests/${file}`));
    expect(volumes.map(({ configMap }) => configMap.name)).toEqual([name]);
    expect(container.volumeMounts.map((mount) => mount.name)).toEqual(volumes.map((volume) => volume.name));
    expect(container.command).toContain(container.volumeMounts[0]?.mountPath);
    for (const { value, valueFrom, ...variable } of container.env)
      if (variable.name.startsWith("SCVMM_")) expect([value, Object.keys(valueFrom ?? {})]).toEqual([undefined, ["secretKeyRef"]]);
  });

  test("of the drift job hold together too, and its script takes the command of its image", () => {
    const cronJob = parse(readFileSync(join(EXAMPLES, "06-drift-job/cronjob.yaml"), "utf8")).spec.jobTemplate.spec.template.spec;
    const [drift] = cronJob.containers as [Container];
    expect(drift.volumeMounts.map((mount) => mount.name)).toEqual(cronJob.volumes.map((volume: { name: string }) => volume.name));
    expect(drift.command).toEqual(["sh", "/opt/scvmm/drift.sh", ...drift.volumeMounts.map((mount) => mount.mountPath)]);
    const script = readFileSync(join(EXAMPLES, "06-drift-job/drift.sh"), "utf8");
    for (const { name, value } of drift.env) if (value !== undefined) expect(script).toContain(`\${${name}:-`);
  });

  test("Applications name folders that are there, and ignore fields that the vocabulary has or the controller writes", () => {
    for (const name of ["application.yaml", "with-a-controller.yaml"]) {
      const [application, ...others] = parseAllDocuments(readFileSync(join(FOLDER, name), "utf8")).map((document) => document.toJS());
      expect([application.apiVersion, application.kind, others]).toEqual(["argoproj.io/v1alpha1", "Application", []]);
      expect(readdirSync(join(FOLDER, application.spec.source.path)).length).toBeGreaterThan(0);
    }
    const { syncPolicy, ignoreDifferences } = read("with-a-controller.yaml").spec;
    for (const option of ["RespectIgnoreDifferences=true", "Prune=confirm", "Delete=confirm"])
      expect(syncPolicy.syncOptions).toContain(option);
    for (const { group } of ignoreDifferences) expect(group).toBe("infrastructure.cluster.x-k8s.io");
  });
});
