import { describe, expect, it } from "vitest";
import type { PlanOptions } from "../../provider/engine/plan-input.ts";
import type { Manifests } from "../../provider/model/manifests.ts";
import { PROTECTION_PROPERTY } from "../../provider/model/protection.ts";
import { machine, virtualIp } from "./support/manifests.ts";
import { MemoryVmm } from "./support/memory-vmm.ts";
import { actions, codes, plan, planAndApply } from "./support/runs.ts";
import { converge, planOn, simulated } from "./support/simulated.ts";

const db = (protection?: boolean, more = {}) =>
  machine("db", { ...(protection === undefined ? {} : { deletionProtection: protection }), ...more });
const vip = (protection?: boolean, more = {}) =>
  virtualIp("front", { ...(protection === undefined ? {} : { deletionProtection: protection }), ...more });
const address = "ScvmmMachine/default/db";
const free = { allowMassDeletion: true };

async function estate(some: Partial<Manifests>): Promise<MemoryVmm> {
  const vmm = new MemoryVmm();
  await planAndApply(some, vmm);
  return vmm;
}

describe("a protected machine", () => {
  it.each<[string, Partial<Manifests>, Partial<PlanOptions>]>([
    ["whose manifest is gone", {}, {}],
    ["whose manifest is silent", { machines: [db()] }, { replace: [address] }],
    ["that is to be replaced", { machines: [db(true)] }, { replace: [address] }],
    ["that is to be destroyed with everything", { machines: [db(true)] }, { destroy: true }],
  ])("%s is not deleted, unless it is named", async (_, some, options) => {
    const vmm = await estate({ machines: [db(true)] });
    const refused = plan(some, vmm, { ...free, ...options });
    expect([codes(refused), refused.work]).toEqual([["PLAN_PROTECTED"], []]);
    expect(refused.diagnostics[0]).toMatchObject({ address, hint: expect.stringContaining(`--allow-delete-protected ${address}`) });
    const other = plan(some, vmm, { ...free, ...options, allowDeleteProtected: ["ScvmmMachine/default/other"] });
    expect(codes(other)).toEqual(["PLAN_PROTECTED"]);
    const { report } = await planAndApply(some, vmm, { ...free, ...options, allowDeleteProtected: [address] });
    expect(report.summary).toEqual({ done: 1, failed: 0, notRun: 0 });
  });

  it("is protected by its manifest before VMM knows, and until that says no", async () => {
    const vmm = await estate({ machines: [db()] });
    expect(codes(plan({ machines: [db(true)] }, vmm, { replace: [address] }))).toEqual(["PLAN_PROTECTED"]);
    await planAndApply({ machines: [db(true)] }, vmm);
    expect(codes(plan({ machines: [db(false)] }, vmm, { replace: [address] }))).toEqual([]);
  });

  it("stays as it is where the manifest is silent, and is let go by it", async () => {
    const vmm = await estate({ machines: [db(true)] });
    expect(actions(plan({ machines: [db()] }, vmm))).toEqual({ db: "none" });
    const { planned } = await planAndApply({ machines: [db(false)] }, vmm);
    expect(planned.plan.changes[0]?.attributes).toMatchObject([{ path: "spec.deletionProtection", before: true, after: false }]);
    expect(codes(plan({}, vmm))).toEqual([]);
  });

  it.each([
    ["yes", ["PLAN_PROTECTED"]],
    ["by the DBAs", ["PLAN_PROTECTED"]],
    ["No", []],
    ["", []],
  ])("may be one of the console's making: %j", async (value, expected) => {
    const vmm = await estate({ machines: [db()] });
    (vmm.vms[0] as (typeof vmm.vms)[number]).customProperties = { [PROTECTION_PROPERTY.toUpperCase()]: value };
    expect(codes(plan({}, vmm))).toEqual(expected);
  });

  it("is kept from moves too: protection goes with the VM, and its clones are no less", async () => {
    const vmm = await estate({ machines: [db(true)] });
    await planAndApply({ machines: [machine("data", { vmName: "db" })] }, vmm);
    expect(codes(plan({}, vmm))).toEqual(["PLAN_PROTECTED"]);
    vmm.vms.push({ ...(vmm.vms[0] as (typeof vmm.vms)[number]), id: "clone", name: "clone" });
    expect(codes(plan({ machines: [machine("data", { vmName: "db" })] }, vmm, free))).toEqual(["PLAN_PROTECTED"]);
  });

  it("does not stop what is only half made from being removed", async () => {
    const vmm = await estate({ machines: [db(true)] });
    Object.assign(vmm.vms[0] as (typeof vmm.vms)[number], { sealed: false });
    expect(codes(plan({}, vmm))).toEqual([]);
  });
});

describe("a protected virtual IP", () => {
  it("is not returned nor replaced, and keeps its description", async () => {
    const vmm = await estate({ virtualIps: [vip(true, { description: "Front" })] });
    expect(vmm.addresses[0]?.description).toBe("Front [scvmm:protected]");
    expect(codes(plan({}, vmm))).toEqual(["PLAN_PROTECTED"]);
    expect(codes(plan({ virtualIps: [vip(undefined, { pool: "pool-b" })] }, vmm))).toEqual(["PLAN_PROTECTED"]);
    expect(actions(plan({ virtualIps: [vip(), vip(true, { description: "Front" })].slice(0, 1) }, vmm))).toEqual({ front: "none" });
    await planAndApply({ virtualIps: [vip(undefined, { description: "Other" })] }, vmm);
    expect(vmm.addresses[0]?.description).toBe("Other [scvmm:protected]");
    await planAndApply({ virtualIps: [vip(false)] }, vmm);
    expect([vmm.addresses[0]?.description, codes(plan({}, vmm))]).toEqual(["Other", []]);
  });
});

it("is kept by a simulated VMM, for machines and virtual IPs", async () => {
  const { port } = simulated();
  const spec = { cloud: undefined, hostGroup: "Datacenter A", vmTemplate: "Ubuntu 22.04 LTS" };
  const some = (protection: boolean) => ({
    machines: [db(protection, spec)],
    virtualIps: [vip(protection, { pool: "Web static", description: "F" })],
  });
  await converge(port, some(true));
  expect(Object.values(actions(await planOn(port, some(true))))).toEqual(["none", "none"]);
  expect(codes(await planOn(port, {}, free))).toEqual(["PLAN_PROTECTED", "PLAN_PROTECTED"]);
  await converge(port, some(false));
  expect(Object.values(actions(await planOn(port, some(false))))).toEqual(["none", "none"]);
  expect(Object.values(actions(await planOn(port, {}, free)))).toEqual(["delete", "delete"]);
});
