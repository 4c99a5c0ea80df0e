import { describe, expect, it } from "vitest";
import { loadManifests } from "../../provider/model/load-manifests.ts";
import { machine, PROVIDER } from "./support/manifests.ts";
import { error, MemoryVmm } from "./support/memory-vmm.ts";
import { actions, apply, plan, planAndApply } from "./support/runs.ts";

const API = "infrastructure.cluster.x-k8s.io/v1alpha1";

function provider(extraFunctions: Record<string, string>, name = "main") {
  const spec = { scvmmHost: "vmm.example", env: { SITE: "north" }, extraFunctions };
  const text = JSON.stringify({ apiVersion: API, kind: "ScvmmProvider", metadata: { name }, spec });
  const { manifests, diagnostics } = loadManifests([{ file: "provider.yaml", text }]);
  return { providers: manifests.providers, diagnostics };
}

const ALL = { BeforeCreate: "a", BeforeStart: "b", AfterStart: "c", BeforeRemove: "d" };
const web = machine("web-1", { memory: "2Gi" });
const farm = { ...provider(ALL), machines: [web] };
const points = (vmm: MemoryVmm) => vmm.hooks.map(({ point }) => point);

describe("functions of people", () => {
  it("run at their points around a creation, and the plan says so", async () => {
    const vmm = new MemoryVmm();
    const { planned, report } = await planAndApply(farm, vmm);
    expect(planned.plan.changes[0]?.cause).toBe("not in VMM; runs BeforeCreate, BeforeStart, AfterStart");
    expect(report.summary.done).toBe(1);
    expect(points(vmm)).toEqual(["BeforeCreate", "BeforeStart", "AfterStart"]);
    expect(actions(plan(farm, vmm))).toEqual({ "web-1": "none" });
  });

  it("are told the VM, the manifest and the environment, as data", async () => {
    const vmm = new MemoryVmm();
    await planAndApply(farm, vmm);
    const [before, start] = vmm.hooks;
    const shared = { Name: "web-1", Manifest: web.address, Environment: { SITE: "north" } };
    expect(before).toMatchObject({ script: "a", parameters: { ...shared, Id: "", Spec: { cpuCount: 2, cloud: "Production" } } });
    expect(start).toMatchObject({ script: "b", parameters: { ...shared, Id: vmm.vms[0]?.id } });
  });

  it("stand between the VM that is made and its start, and between the start and the seal", async () => {
    const vmm = new MemoryVmm();
    const seen: Record<string, unknown> = {};
    vmm.hookFault = ({ point }) => {
      const [vm] = vmm.vms;
      seen[point] = vm && [vm.powerState, vm.sealed];
      return undefined;
    };
    await planAndApply(farm, vmm);
    expect(seen).toEqual({ BeforeCreate: undefined, BeforeStart: ["PowerOff", false], AfterStart: ["Running", false] });
  });

  it("do not run again for a machine that is finished, whatever changes", async () => {
    const vmm = new MemoryVmm();
    await planAndApply(farm, vmm);
    vmm.hooks.length = 0;
    const changed = { ...farm, machines: [machine("web-1", { memory: "4Gi", powerCyclePolicy: "Allow", cpuCount: 4 })] };
    const { report } = await planAndApply(changed, vmm);
    expect(report.summary.done).toBe(1);
    expect(points(vmm)).toEqual([]);
  });

  it.each(["BeforeCreate", "BeforeStart", "AfterStart"] as const)(
    "%s fails: the machine stays unfinished, and the next apply runs it again",
    async (at) => {
      const vmm = new MemoryVmm();
      vmm.hookFault = ({ point }) => (point === at ? { state: "failed", diagnostic: error("HOOK_FAILED") } : undefined);
      const { report } = await planAndApply(farm, vmm);
      expect(report.results).toMatchObject([{ state: "failed", diagnostics: [{ code: "HOOK_FAILED" }] }]);
      expect(vmm.vms.some(({ sealed }) => sealed)).toBe(false);
      vmm.hookFault = () => undefined;
      vmm.hooks.length = 0;
      expect((await planAndApply(farm, vmm)).report.summary.done).toBe(1);
      expect(points(vmm)[0]).toBe(at);
      expect(vmm.vms).toHaveLength(1);
      expect(actions(plan(farm, vmm))).toEqual({ "web-1": "none" });
    },
  );

  it("a lost answer runs the function again", async () => {
    const vmm = new MemoryVmm();
    let lost = 1;
    vmm.hookFault = ({ point }) => (point === "AfterStart" && lost-- > 0 ? { state: "unknown", diagnostic: error("LOST") } : undefined);
    expect((await planAndApply(farm, vmm)).report.summary.done).toBe(1);
    expect(points(vmm)).toEqual(["BeforeCreate", "BeforeStart", "AfterStart", "AfterStart"]);
  });

  it("BeforeRemove runs first, also where the manifest is gone; its failure keeps the VM", async () => {
    const vmm = new MemoryVmm();
    await planAndApply(farm, vmm);
    const gone = { ...farm, machines: [] };
    vmm.hooks.length = 0;
    vmm.hookFault = () => ({ state: "failed", diagnostic: error("HOOK_FAILED") });
    const planned = plan(gone, vmm, { allowMassDeletion: true });
    expect(planned.plan.changes[0]?.cause).toBe("manifest is gone; runs BeforeRemove");
    expect((await apply(planned, vmm)).summary.failed).toBe(1);
    expect(vmm.vms).toMatchObject([{ powerState: "Running" }]);
    vmm.hookFault = () => undefined;
    expect((await planAndApply(gone, vmm, { allowMassDeletion: true })).report.summary.done).toBe(1);
    expect(vmm.vms).toEqual([]);
    expect(points(vmm)).toEqual(["BeforeRemove", "BeforeRemove"]);
  });

  it("of one provider do not run for another's machines; an empty one is none", async () => {
    const vmm = new MemoryVmm();
    const other = { providers: [...provider({ BeforeStart: " \n" }).providers, ...provider(ALL, "other").providers], machines: [web] };
    expect(other.providers.map(({ address }) => address)).toContain(PROVIDER);
    await planAndApply(other, vmm);
    expect(points(vmm)).toEqual([]);
  });

  it("with a name that is no point are told, with what is near", () => {
    const { diagnostics, providers } = provider({ AfterStarted: "x", CreateVM: "y", AfterStart: "z" });
    expect(providers).toHaveLength(1);
    expect(diagnostics).toMatchObject([
      { code: "MANIFEST_HOOK_UNKNOWN", severity: "warning", path: "spec.extraFunctions.AfterStarted", hint: "Did you mean AfterStart?" },
      { code: "MANIFEST_HOOK_UNKNOWN", severity: "warning", path: "spec.extraFunctions.CreateVM" },
    ]);
  });
});
