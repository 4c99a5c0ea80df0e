import { describe, expect, it } from "vitest";
import { detectDrift } from "../../provider/engine/detect-drift.ts";
import type { planChanges } from "../../provider/engine/plan-changes.ts";
import { basesOf, staleness } from "../../provider/engine/staleness.ts";
import { machine, numbered, planInput, SCOPE, virtualIp } from "./support/manifests.ts";
import { copyOf, memoryFarm } from "./support/memory-farm.ts";
import { MemoryVmm } from "./support/memory-vmm.ts";
import { actions, codes, plan, planAndApply } from "./support/runs.ts";

describe("ownership", () => {
  it("deletes what has no manifest, and only of its own scope", async () => {
    const vmm = await memoryFarm(["web-1", "web-2"]);
    vmm.vms.push(copyOf(vmm, "other", { name: "other", mark: { scope: "elsewhere", address: "ScvmmMachine/default/web-9" } }));
    const { planned } = await planAndApply({ machines: [machine("web-1")] }, vmm);
    expect(actions(planned)).toEqual({ "web-1": "none", "web-2": "delete" });
    expect(planned.plan.changes[1]).toMatchObject({
      cause: "manifest is gone",
      attributes: [{ path: "spec.cloud" }, { path: "spec.vmName" }, {}, {}, {}],
    });
    expect(vmm.vms.map(({ name }) => name)).toEqual(["web-1", "other"]);
  });

  it("only warns without pruning", async () => {
    const vmm = await memoryFarm(["web-1", "web-2"]);
    vmm.vms.push(copyOf(vmm, "other", { name: "other", mark: { scope: "elsewhere", address: "ScvmmMachine/default/web-9" } }));
    const planned = plan({ machines: [machine("web-1")] }, vmm, { prune: false });
    expect(actions(planned)).toEqual({ "web-1": "none" });
    expect(planned.diagnostics).toMatchObject([{ code: "PLAN_UNMANAGED", severity: "warning", address: "ScvmmMachine/default/web-2" }]);
  });

  it("guards against mass deletion, and destroys only what the manifests own", async () => {
    const vmm = await memoryFarm(numbered("web-", 10));
    const some = { machines: numbered("web-", 7).map((name) => machine(name)) };
    const guarded = plan(some, vmm);
    expect(codes(guarded)).toEqual(["PLAN_MASS_DELETION"]);
    expect(guarded.diagnostics[0]?.summary).toContain("3 of 10");
    expect(guarded.work).toEqual([]);
    expect(plan(some, vmm, { maxDeletionShare: 0.3 }).work).toHaveLength(3);
    expect(plan(some, vmm, { allowMassDeletion: true }).work).toHaveLength(3);
    expect(plan(some, vmm, { destroy: true }).plan.summary).toMatchObject({ delete: 7, none: 0 });
    expect((await planAndApply(some, vmm, { destroy: true })).report.summary.done).toBe(7);
    expect(vmm.vms).toHaveLength(3);
  });

  it("lets a single deletion pass the guard, unless the share is 0", async () => {
    const vmm = await memoryFarm(["web-1", "web-2"]);
    const one = { machines: [machine("web-1")] };
    expect(codes(plan(one, vmm, { maxDeletionShare: 0.01 }))).toEqual([]);
    expect(codes(plan({}, vmm, { maxDeletionShare: 0.01 }))).toEqual(["PLAN_MASS_DELETION"]);
    expect(plan(one, vmm, { maxDeletionShare: 0 }).diagnostics).toMatchObject([
      {
        code: "PLAN_MASS_DELETION",
        detail: expect.stringContaining("none are allowed"),
        hint: expect.stringContaining("--allow-mass-deletion"),
      },
    ]);
    expect(codes(plan(one, vmm, { maxDeletionShare: 0, allowMassDeletion: true }))).toEqual([]);
  });

  it("keeps the finished one of two VMs with one mark, and explains", async () => {
    const vmm = await memoryFarm(["web-1"]);
    vmm.vms.push(copyOf(vmm, "00000000-0000-0000-0000-000000000000", { sealed: false, powerState: "PowerOff" }));
    const finished = vmm.vms[0]?.id;
    const { planned } = await planAndApply({ machines: [machine("web-1")] }, vmm);
    expect(planned.plan.changes[0]).toMatchObject({ action: "update", cause: expect.stringContaining("2 VMs carry its mark") });
    expect(vmm.vms).toMatchObject([{ id: finished, sealed: true }]);
    expect(plan({ machines: [machine("web-1")] }, vmm).plan.summary.none).toBe(1);
  });

  it("never lets a clone oust its original, nor removes one without pruning", async () => {
    const vmm = await memoryFarm(["web-1"]);
    const original = vmm.vms[0]?.id;
    vmm.vms.push(copyOf(vmm, "00000000-0000-0000-0000-000000000000", { name: "clone of web-1" }));
    const kept = plan({ machines: [machine("web-1")] }, vmm, { prune: false });
    expect(codes(kept)).toEqual(["PLAN_DOUBLES_LEFT"]);
    expect(kept.work).toEqual([]);
    await planAndApply({ machines: [machine("web-1")] }, vmm);
    expect(vmm.vms.map(({ id }) => id)).toEqual([original]);
  });

  it("leaves a twin that VMM shows as Missing", async () => {
    const vmm = await memoryFarm(["web-1"]);
    vmm.vms.push(copyOf(vmm, "00000000-0000-0000-0000-000000000000", { status: "Missing" }));
    const planned = plan({ machines: [machine("web-1")] }, vmm);
    expect(codes(planned)).toEqual(["PLAN_MISSING_TWIN"]);
    expect(planned.work).toEqual([]);
  });

  it("makes a failed creation again", async () => {
    const vmm = new MemoryVmm();
    vmm.fault = ({ kind }) => (kind === "create-machine" ? "fail-job-for-good" : undefined);
    const some = { machines: [machine("web-1", { failedCreationPolicy: "Remove" })] };
    expect((await planAndApply(some, vmm)).report.results).toMatchObject([{ state: "failed", diagnostics: [{ code: "JOB_FAILED" }] }]);
    vmm.fault = () => undefined;
    const { planned, report } = await planAndApply(some, vmm);
    expect(planned.plan.changes[0]).toMatchObject({ action: "replace", cause: expect.stringContaining("CreationFailed") });
    expect(report.summary.done).toBe(1);
    expect(vmm.vms).toMatchObject([{ sealed: true, status: "Running" }]);
  });

  it("waits for the job of an interrupted run instead of repeating it", async () => {
    const vmm = new MemoryVmm();
    const [work] = plan({ machines: [machine("web-1")] }, vmm).work;
    for (const { task } of work?.steps ?? []) if (task.kind === "operate") await vmm.run(task.operation);
    const { planned, report } = await planAndApply({ machines: [machine("web-1")] }, vmm);
    expect(planned.plan.changes[0]?.cause).toContain("still at work");
    expect(report.summary.done).toBe(1);
    expect(vmm.log.filter(({ kind }) => kind === "create-machine")).toHaveLength(1);
  });
});

describe("a machine that VMM does not show as a whole", () => {
  it("is read again until its boot disk is there, which is never added", async () => {
    const vmm = new MemoryVmm();
    const snapshot = vmm.snapshot.bind(vmm);
    let hidden = 3;
    vmm.readInventory = async () => {
      const live = snapshot();
      return hidden-- > 0 ? { ...live, owned: live.owned.map((vm) => ({ ...vm, disks: [] })) } : live;
    };
    const some = { machines: [machine("web-1", { disks: [{ size: "40Gi" }] })] };
    expect((await planAndApply(some, vmm)).report.summary.done).toBe(1);
    expect(vmm.vms[0]?.disks).toMatchObject([{ id: expect.stringContaining("boot"), sizeBytes: 40 * 1024 ** 3 }]);
    (vmm.vms[0] as (typeof vmm.vms)[number]).disks = [];
    expect(codes(plan(some, vmm))).toEqual(["PLAN_BOOT_DISK_MISSING"]);
  });
});

describe("virtual IPs", () => {
  it("are granted, kept, described in place and replaced", async () => {
    const vmm = new MemoryVmm();
    await planAndApply({ virtualIps: [virtualIp("vip")] }, vmm);
    expect(vmm.addresses).toMatchObject([{ address: "10.0.9.10", mark: { scope: SCOPE } }]);
    expect(plan({ virtualIps: [virtualIp("vip")] }, vmm).plan.summary.none).toBe(1);
    const described = await planAndApply({ virtualIps: [virtualIp("vip", { description: "Front" })] }, vmm);
    expect(described.planned.plan.changes[0]).toMatchObject({ action: "update", attributes: [{ path: "spec.description" }] });
    const moved = await planAndApply({ virtualIps: [virtualIp("vip", { address: "10.0.9.50" })] }, vmm);
    expect(moved.planned.plan.changes[0]).toMatchObject({ action: "replace", attributes: [{ before: "10.0.9.10", after: "10.0.9.50" }] });
    expect(vmm.addresses).toMatchObject([{ address: "10.0.9.50" }]);
    expect((await planAndApply({}, vmm)).planned.plan.changes).toMatchObject([{ action: "delete" }]);
    expect(vmm.addresses).toEqual([]);
  });

  it("keep the lowest of two addresses with one mark, by number", async () => {
    const vmm = new MemoryVmm();
    await planAndApply({ virtualIps: [virtualIp("vip", { address: "10.0.9.20" })] }, vmm);
    const [grant] = vmm.addresses;
    vmm.addresses.push({ ...(grant as (typeof vmm.addresses)[number]), id: "0", address: "10.0.9.100" });
    const { planned } = await planAndApply({ virtualIps: [virtualIp("vip")] }, vmm);
    expect(planned.plan.changes[0]).toMatchObject({
      action: "update",
      attributes: [{ before: "10.0.9.20, 10.0.9.100", after: "10.0.9.20" }],
      cause: expect.stringContaining("10.0.9.100 is returned"),
    });
    expect(vmm.addresses).toMatchObject([{ address: "10.0.9.20" }]);
  });

  it("are refused outside the pool, where somebody has the address, and where the pool is full", async () => {
    const vmm = new MemoryVmm();
    vmm.addresses.push({
      id: "f",
      address: "10.0.9.30",
      poolId: "pool-vip",
      assignedToId: null,
      assignedToType: "VIP",
      mark: undefined,
      machine: undefined,
      description: "theirs",
    });
    expect(codes(plan({ virtualIps: [virtualIp("a", { address: "10.0.8.1" })] }, vmm))).toEqual(["PLAN_ADDRESS_OUT_OF_RANGE"]);
    const taken = plan({ virtualIps: [virtualIp("a", { address: "10.0.9.30" })] }, vmm);
    expect(taken.diagnostics).toMatchObject([{ code: "PLAN_ADDRESS_TAKEN", detail: expect.stringContaining("theirs") }]);
    Object.assign(vmm.addresses[0] as object, { mark: { scope: "other", address: "ScvmmVirtualIP/default/a" } });
    const namesake = plan({ virtualIps: [virtualIp("a", { address: "10.0.9.30" })] }, vmm);
    expect(namesake.diagnostics).toMatchObject([{ code: "PLAN_ADDRESS_TAKEN", detail: expect.stringContaining("of scope other") }]);
    const many = numbered("v", 90).map((name) => virtualIp(name));
    expect(plan({ virtualIps: many }, vmm).diagnostics).toMatchObject([
      { code: "PLAN_ADDRESSES_EXHAUSTED", summary: 'pool "pool-vip" has 89 free addresses, the plan needs 90' },
    ]);
  });

  it("do not wait for deletions when the pool is large enough", async () => {
    const vmm = new MemoryVmm();
    await planAndApply({ virtualIps: [virtualIp("old")] }, vmm);
    expect(plan({ virtualIps: [virtualIp("new")] }, vmm).work.map(({ after }) => after)).toEqual([[], []]);
  });

  it("wait for deletions when the pool is only large enough then", async () => {
    const vmm = new MemoryVmm();
    await planAndApply({ virtualIps: numbered("old", 90).map((name) => virtualIp(name)) }, vmm);
    const some = { virtualIps: [...numbered("old", 88), "new1", "new2"].map((name) => virtualIp(name)) };
    const { report } = await planAndApply(some, vmm);
    expect(report.summary).toEqual({ done: 4, failed: 0, notRun: 0 });
  });
});

describe("drift and staleness", () => {
  it("reports what changed, lacks, is unmanaged, and was turned off", async () => {
    const vmm = await memoryFarm(["changed", "gone", "stray", "off", "same"]);
    const byName = (name: string) => vmm.vms.find((vm) => vm.name === name) as (typeof vmm.vms)[number];
    byName("changed").cpuCount = 8;
    vmm.vms = vmm.vms.filter(({ name }) => name !== "gone");
    byName("off").powerState = "PowerOff";
    const machines = ["changed", "gone", "off", "same"].map((name) => machine(name));
    const { report, diagnostics } = detectDrift(planInput({ machines }, vmm.snapshot(), { prune: false }));
    expect(report.items.map(({ address, kind }) => `${address.split("/").at(-1)} ${kind}`)).toEqual([
      "changed changed",
      "gone missing",
      "off power",
      "stray unmanaged",
    ]);
    expect(report.summary).toMatchObject({ checked: 5, inSync: 1, changed: 1, missing: 1, unmanaged: 1, power: 1 });
    expect(diagnostics).toEqual([]);
  });

  it("refuses a saved plan once what it was made for has changed, naming it", async () => {
    const vmm = await memoryFarm(["web-1", "web-2"]);
    const some = { machines: [machine("web-1", { tag: "x" }), machine("web-2")] };
    const judged = ({ plan, work }: ReturnType<typeof planChanges>) => ({ plan, bases: basesOf(work) });
    const saved = judged(plan(some, vmm));
    const reasons = () =>
      staleness(saved, judged(plan(some, vmm))).map(({ address = "", summary, detail }) => [address.slice(21), summary, detail]);
    const vm = (index: number) => vmm.vms[index] as (typeof vmm.vms)[number];
    expect(reasons()).toEqual([]);
    const edited = { ...saved, plan: { ...saved.plan, changes: saved.plan.changes.map((change) => ({ ...change, attributes: [] })) } };
    expect(staleness(edited, saved)).toMatchObject([{ code: "PLAN_STALE", address: "ScvmmMachine/default/web-1" }]);
    vm(1).cpuCount = 7;
    expect(reasons()).toEqual([
      ["web-2", expect.stringContaining("2 things"), expect.stringContaining("spec.cpuCount differs now: it is 7, to become 2")],
    ]);
    vm(1).cpuCount = 2;
    vm(0).tag = "y";
    expect(reasons()).toEqual([["web-1", "the saved plan no longer holds: spec.tag was nothing, is y now", undefined]]);
    vm(0).tag = "x";
    expect(reasons()[0]?.[2]).toContain("spec.tag differs no longer: it was nothing, to become x");
    vm(0).tag = "";
    vm(0).id = "made-anew";
    expect(reasons()).toEqual([["web-1", expect.stringContaining("made anew"), undefined]]);
  });
});
