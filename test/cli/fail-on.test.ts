import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refuseDisruptions } from "../../provider/cli/fail-on.ts";
import { DiagnosticError } from "../../provider/model/diagnostic.ts";
import type { Change } from "../../provider/model/plan.ts";
import { defaultEstate, type Simulator, startSimulator } from "../../provider/simulator/index.ts";
import { change, planOf, samplePlan } from "../report/sample-plan.ts";
import { scvmm } from "./fake-host.ts";

const refused = (...reasons: Parameters<typeof refuseDisruptions>[1] & object): readonly string[] => {
  try {
    refuseDisruptions(samplePlan, reasons);
    return [];
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return error.diagnostics.map(({ address, detail }) => `${address?.split("/").at(-1)}: ${detail}`);
  }
};

describe("refusing disruptions", () => {
  it("tells each change with what causes it", () => {
    expect(refused("power-cycle")).toEqual(["web-2: because of spec.cpuCount"]);
    expect(refused("replace")).toEqual(["web-3: because of spec.cloud"]);
    expect(refused("delete")).toEqual(["vip: manifest is gone"]);
    expect(refused("power-cycle", "replace", "delete")).toHaveLength(3);
    expect(refused()).toEqual([]);
  });

  it("counts a disk that is deleted as a deletion, one that waits or is kept not", () => {
    const path = "spec.disks[data].name";
    const losing = (fate: "deleted" | "detached", waiting: Change["waiting"]) =>
      planOf([
        change({
          address: "ScvmmMachine/a/b",
          action: "update",
          attributes: [{ path, before: "data (5Gi)", after: null, policy: "in-place", file: { fate, path: "D:\\VMs\\b\\b_data.vhdx" } }],
          waiting,
        }),
      ]);
    expect(() => refuseDisruptions(losing("deleted", []), ["delete"])).toThrow(DiagnosticError);
    expect(() => refuseDisruptions(losing("detached", []), ["delete"])).not.toThrow();
    expect(() => refuseDisruptions(losing("deleted", [{ path, for: "checkpoints" }]), ["delete"])).not.toThrow();
  });

  it("counts a shutdown for good as a power cycle", () => {
    const off = change({ address: "ScvmmMachine/a/b", action: "update", disruption: "power-off", disruptedBy: ["spec.powerPolicy"] });
    expect(() => refuseDisruptions(planOf([off]), ["power-cycle"])).toThrow(DiagnosticError);
  });
});

describe("--fail-on", () => {
  let simulator: Simulator;
  let folder: string;
  beforeAll(async () => {
    simulator = await startSimulator({ timeScale: 20_000, estate: defaultEstate(1, { vms: 5 }) });
    folder = await mkdtemp(join(tmpdir(), "scvmm-fail-on-"));
  });
  afterAll(async () => {
    await simulator.close();
    await rm(folder, { recursive: true });
  });

  const run = (...argv: string[]) =>
    scvmm([...argv, "-f", join(folder, "vm.yaml")], {
      environment: { SCVMM_HOST: simulator.url, SCVMM_USERNAME: simulator.username, SCVMM_PASSWORD: simulator.password },
    });
  const write = (cpuCount: number) =>
    writeFile(
      join(folder, "vm.yaml"),
      `apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1
kind: ScvmmProvider
metadata: { name: vmm }
spec: { scvmmHost: vmm.example }
---
apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1
kind: ScvmmMachine
metadata: { name: web-1 }
spec: { cloud: Production, vmTemplate: Ubuntu 22.04 LTS, cpuCount: ${cpuCount}, powerCyclePolicy: Allow }
`,
    );
  const apply = (...argv: string[]) => run("apply", "--auto-approve", "--poll-interval", "0.02", ...argv);

  it("shows the plan, fails with 1 and changes nothing; what is not named goes through", async () => {
    await write(2);
    expect((await apply("--fail-on", "power-cycle,replace,delete")).code).toBe(0);
    await write(4);
    for (const refusing of [() => run("plan", "--fail-on", "power-cycle"), () => apply("--fail-on", "delete,power-cycle")]) {
      const { code, stdout, stderr } = await refusing();
      expect(code).toBe(1);
      expect(stdout).toContain("disruption: the machine is shut down and started again (because of");
      expect(stderr).toContain("[PLAN_FAIL_ON]");
      expect(stderr).toContain("because of spec.cpuCount");
    }
    const vm = [...simulator.vmm.world.store.vms.values()].find(({ Name }) => Name === "web-1");
    expect(vm).toMatchObject({ CPUCount: 2, Status: "Running" });
    expect((await run("plan", "--fail-on", "replace,delete", "--detailed-exitcode")).code).toBe(2);
    expect((await apply("--fail-on", "replace")).code).toBe(0);
    expect(vm?.CPUCount).toBe(4);
  });

  it("refuses a reason that it does not know", async () => {
    expect(await run("plan", "--fail-on", "reboot")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("One or more of power-cycle, replace, delete, with commas between."),
    });
  });
});
