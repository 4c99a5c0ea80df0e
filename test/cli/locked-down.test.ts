import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../provider/simulator/index.ts";
import { scvmm } from "./fake-host.ts";

describe("the locked-down endpoint", () => {
  let simulator: Simulator;
  let folder: string;
  beforeAll(async () => {
    simulator = await startSimulator({ timeScale: 10_000 });
    folder = await mkdtemp(join(tmpdir(), "scvmm-endpoint-"));
  });
  afterAll(async () => {
    await simulator.close();
    await rm(folder, { recursive: true });
  });

  const setting = (configuration: string) => ({
    environment: {
      SCVMM_HOST: simulator.url,
      SCVMM_USERNAME: simulator.username,
      SCVMM_PASSWORD: simulator.password,
      SCVMM_CONFIGURATION: configuration,
    },
  });

  it("serves reading and changing; nothing is defined in its sessions", async () => {
    const file = join(folder, "vip.yaml");
    await writeFile(
      file,
      `apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1
kind: ScvmmProvider
metadata: { name: vmm }
spec: { scvmmHost: vmm.example }
---
apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1
kind: ScvmmVirtualIP
metadata: { name: vip }
spec: { providerRef: { name: vmm }, pool: Web static }
`,
    );
    const applied = await scvmm(["apply", "-f", file, "--auto-approve"], setting("Scvmm"));
    expect(applied).toMatchObject({ code: 0 });
    expect(await scvmm(["plan", "-f", file, "--detailed-exitcode"], setting("scvmm"))).toMatchObject({ code: 0 });
  });

  it("is well in the doctor's eyes", async () => {
    const { code, stdout } = await scvmm(["doctor"], setting("Scvmm"));
    expect({ code, text: stdout }).toMatchObject({
      code: 0,
      text: expect.stringContaining("a restricted endpoint that offers Invoke-ScvmmBatch"),
    });
  });

  it("a session configuration that the host lacks is named", async () => {
    const { code, stderr } = await scvmm(["get", "clouds"], setting("Nowhere"));
    expect(code).toBe(3);
    expect(stderr).toContain("session configuration");
  });

  it("its files are written; a session configuration that was edited is kept", async () => {
    const first = await scvmm(["endpoint", folder]);
    expect(first).toMatchObject({ code: 0, stderr: "" });
    await writeFile(join(folder, "Scvmm.pssc"), "edited");
    await writeFile(join(folder, "ScvmmBatch/ScvmmBatch.psm1"), "of another version");
    const second = await scvmm(["endpoint", folder]);
    expect(second.stdout).toContain(`kept     ${join(folder, "Scvmm.pssc")}`);
    expect(await readFile(join(folder, "Scvmm.pssc"), "utf8")).toBe("edited");
    expect(await readFile(join(folder, "ScvmmBatch/ScvmmBatch.psm1"), "utf8")).toContain("function Invoke-ScvmmBatch");
  });

  it("a folder that cannot be written is told", async () => {
    const file = join(folder, "a-file");
    await writeFile(file, "");
    const { code, stderr } = await scvmm(["endpoint", file]);
    expect(code).toBe(1);
    expect(stderr).toContain("[ENDPOINT_UNWRITABLE]");
  });
});
