import { describe, expect, it } from "vitest";
import { planChanges } from "../../provider/engine/plan-changes.ts";
import { KNOWN_AFTER_APPLY } from "../../provider/model/plan.ts";
import { inventory } from "./support/inventory.ts";
import { machine, manifests, PROVIDER, planInput, SCOPE, virtualIp } from "./support/manifests.ts";
import { MemoryVmm } from "./support/memory-vmm.ts";
import { actions, apply, codes, plan, planAndApply } from "./support/runs.ts";

const full = {
  hostGroup: "East",
  operatingSystem: "ubuntu linux 20.04 (64 bit)",
  memory: "4Gi",
  dynamicMemory: { minimum: "2Gi", maximum: "8Gi", bufferPercentage: 20 },
  disks: [{ size: "40Gi" }, { size: "100Gi", iopsMaximum: 500 }],
  networking: {
    devices: [
      { vmNetwork: "Net A", staticIPAddressPools: ["pool-a"] },
      { vmNetwork: "Net B", deviceName: "eth1" },
    ],
  },
  tag: "web",
  customProperty: { Role: "front", Empty: "" },
  availabilitySet: "farm",
  vmOptions: { description: "Front end", checkpointType: "Disabled", startAction: "AlwaysAutoTurnOnVM" },
};

/** A disk that cannot travel with its VM. */
const physical = (vmm: MemoryVmm) => vmm.vms[0]?.disks.map((disk) => ({ ...disk, format: "PassThrough" }));

describe("a machine's plan", () => {
  it("shows every attribute of a creation, and what only VMM can know", () => {
    const { plan: made, diagnostics } = planChanges(planInput({ machines: [machine("web-1", full)] }, inventory()));
    expect(diagnostics).toEqual([]);
    const [change] = made.changes;
    expect(change).toMatchObject({ action: "create", disruption: "none", cause: "not in VMM" });
    const values = Object.fromEntries(change?.attributes.map(({ path, after }) => [path, after]) ?? []);
    expect(values).toMatchObject({
      "spec.cloud": "Production",
      "spec.vmName": "web-1",
      "spec.memory": "4Gi",
      "spec.disks[1].iopsMaximum": "500",
      "spec.networking.devices[0].ipAddresses": KNOWN_AFTER_APPLY,
      "spec.customProperty.Role": "front",
      "spec.vmOptions.description": "Front end",
    });
    expect(values).not.toHaveProperty(["spec.networking.devices[1].ipAddresses"]);
    expect(change?.attributes.every(({ before }) => before === null)).toBe(true);
  });

  it("is empty after its apply, and the machine is sealed and runs", async () => {
    const vmm = new MemoryVmm();
    const { report } = await planAndApply({ machines: [machine("web-1", full)] }, vmm);
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect(vmm.vms).toMatchObject([{ sealed: true, powerState: "Running", description: "Front end", tag: "web" }]);
    expect(vmm.vms[0]?.disks.map(({ iopsMaximum }) => iopsMaximum)).toEqual([null, 500]);
    // Generation 2: SCSI 0:1 is the DVD drive's.
    expect(vmm.vms[0]?.disks.map(({ lun }) => lun)).toEqual([0, 2]);
    expect(actions(plan({ machines: [machine("web-1", full)] }, vmm))).toEqual({ "web-1": "none" });
  });

  it.each([
    ["spec.memory", { memory: "5Gi" }, "none"],
    ["spec.cpuCount", { cpuCount: 4 }, "power-cycle"],
    ["spec.cloud", { cloud: "Staging" }, "none"],
    ["spec.tag", { tag: "db" }, "none"],
    ["spec.customProperty.Role", { customProperty: { Role: "back" } }, "none"],
    ["spec.customProperty.role", { customProperty: { role: "" } }, "none"],
    ["spec.operatingSystem", { operatingSystem: "Windows Server 2022 Datacenter" }, "none"],
    ["spec.availabilitySet", { availabilitySet: "other" }, "none"],
    ["spec.vmOptions.description", { vmOptions: { description: "x" } }, "none"],
    ["spec.vmOptions.cpuLimitForMigration", { vmOptions: { cpuLimitForMigration: true } }, "power-cycle"],
    ["spec.vmOptions.stopAction", { vmOptions: { stopAction: "ShutdownGuestOS" } }, "none"],
    ["spec.vmName", { vmName: "renamed" }, "power-cycle"],
    ["spec.disks[0].size", { disks: [{ size: "50Gi" }, { size: "100Gi" }] }, "none"],
    ["spec.disks[1].iopsMaximum", { disks: [{}, { iopsMaximum: 800 }] }, "none"],
    ["spec.networking.devices[0].vmNetwork", { networking: { devices: [{ vmNetwork: "Net B" }, { vmNetwork: "Net B" }] } }, "none"],
    [
      "spec.networking.devices[1].staticIPAddressPools",
      { networking: { devices: [{ vmNetwork: "Net A" }, { vmNetwork: "Net B", staticIPAddressPools: ["pool-b"] }] } },
      // Its address and MAC address become static ones.
      "power-cycle",
    ],
    ["spec.dynamicMemory.maximum", { dynamicMemory: { minimum: "2Gi", maximum: "16Gi" } }, "none"],
    ["spec.dynamicMemory.minimum", { dynamicMemory: { minimum: "3Gi", maximum: "8Gi" } }, "power-cycle"],
  ] as const)("changes %s alone, and is empty afterwards", async (path, spec, disruption) => {
    const vmm = new MemoryVmm();
    const { dynamicMemory, ...base } = full;
    await planAndApply({ machines: [machine("web-1", path.includes("dynamic") ? full : base)] }, vmm);
    const changed = { machines: [machine("web-1", { powerCyclePolicy: "Allow", ...spec })] };
    const { planned, report } = await planAndApply(changed, vmm);
    expect(planned.plan.changes[0]).toMatchObject({ action: "update", disruption, attributes: [{ path }] });
    expect(report.results).toMatchObject([{ state: "done" }]);
    expect(vmm.vms).toMatchObject([
      { powerState: "Running", customProperties: expect.not.objectContaining({ ScvmmRestart: expect.anything() }) },
    ]);
    expect(plan(changed, vmm).plan.summary).toMatchObject({ none: 1, update: 0 });
    const stops = vmm.log.filter(({ kind }) => kind === "stop-machine");
    expect(stops).toHaveLength(disruption === "power-cycle" ? 1 : 0);
  });

  it("does not look at what the manifest is silent about", async () => {
    const vmm = new MemoryVmm();
    await planAndApply({ machines: [machine("web-1", full)] }, vmm);
    expect(actions(plan({ machines: [machine("web-1")] }, vmm))).toEqual({ "web-1": "none" });
  });

  it.each([["Running"], ["PowerOff"]])(
    "replaces a machine that VMM cannot move to its host group, keeping mark and name: %s",
    async (powerState) => {
      const vmm = new MemoryVmm();
      await planAndApply({ machines: [machine("web-1", { hostGroup: "East" })] }, vmm);
      Object.assign(vmm.vms[0] as object, { powerState, disks: physical(vmm) });
      const before = vmm.vms[0]?.id;
      const powerCyclePolicy = powerState === "Running" ? "Allow" : "Never";
      const moved = { machines: [machine("web-1", { hostGroup: "All Hosts\\Web", powerCyclePolicy })] };
      const { planned, report } = await planAndApply(moved, vmm);
      expect(planned.plan.changes[0]).toMatchObject({ action: "replace", disruption: "replace", attributes: [{ path: "spec.hostGroup" }] });
      expect(report.results).toMatchObject([{ state: "done" }]);
      expect(vmm.vms).toMatchObject([{ name: "web-1", hostGroupPath: "All Hosts\\Web", sealed: true }]);
      expect(vmm.vms[0]?.id).not.toBe(before);
    },
  );

  it("never replaces a machine that it may not shut down: people move running ones", async () => {
    const vmm = new MemoryVmm();
    await planAndApply({ machines: [machine("web-1", { hostGroup: "East" })] }, vmm);
    const [before] = vmm.vms;
    Object.assign(before as object, { hostGroupPath: "All Hosts\\Web", disks: physical(vmm) });
    const some = { machines: [machine("web-1", { hostGroup: "East", tag: "db" })] };
    const { planned, report } = await planAndApply(some, vmm);
    expect(planned.plan.changes).toMatchObject([
      { action: "update", disruption: "none", attributes: [{ path: "spec.hostGroup", policy: "replace" }, { path: "spec.tag" }] },
    ]);
    expect(planned.diagnostics).toMatchObject([{ code: "PLAN_REPLACEMENT_BLOCKED", path: "spec.hostGroup" }]);
    expect(report.results).toMatchObject([{ state: "not-run", diagnostics: [{ code: "PLAN_REPLACEMENT_BLOCKED" }] }]);
    expect(vmm.vms).toMatchObject([{ id: before?.id, tag: "db", powerState: "Running" }]);
  });

  it("refuses to shrink a disk before anything runs, with its place", async () => {
    const vmm = new MemoryVmm();
    await planAndApply({ machines: [machine("web-1", full)] }, vmm);
    const planned = plan({ machines: [machine("web-1", { disks: [{}, { size: "99Gi" }], tag: "new" })] }, vmm);
    expect(planned.diagnostics).toMatchObject([
      { code: "PLAN_DISK_SHRINK", address: "ScvmmMachine/default/web-1", path: "spec.disks[1].size", file: "farm.yaml" },
    ]);
    expect(planned.work).toEqual([]);
  });

  it("takes a disk that VMM rounded up to whole GiB for the one asked for", async () => {
    const vmm = new MemoryVmm();
    const some = { machines: [machine("web-1", { disks: [{ size: "40000Mi" }] })] };
    await planAndApply(some, vmm);
    expect(vmm.vms[0]?.disks[0]?.sizeBytes).toBe(40 * 1024 ** 3);
    expect(plan(some, vmm)).toMatchObject({ diagnostics: [], plan: { summary: { none: 1 } } });
  });

  it("leaves disks that the manifest does not list, and says so", async () => {
    const vmm = new MemoryVmm();
    await planAndApply({ machines: [machine("web-1", full)] }, vmm);
    const planned = plan({ machines: [machine("web-1", { disks: [{ size: "40Gi" }] })] }, vmm);
    expect(codes(planned)).toEqual(["PLAN_DISKS_LEFT"]);
    expect(planned.plan.summary.none).toBe(1);
  });

  it.each([
    ["Never", "PLAN_POWER_CYCLE_BLOCKED"],
    ["WhenOff", "PLAN_WAITS_FOR_POWER_OFF"],
  ])("does everything but what needs the machine off under %s", async (powerCyclePolicy, code) => {
    const vmm = new MemoryVmm();
    await planAndApply({ machines: [machine("web-1")] }, vmm);
    const some = { machines: [machine("web-1", { cpuCount: 4, tag: "db", powerCyclePolicy })] };
    const { planned, report } = await planAndApply(some, vmm);
    expect(codes(planned)).toEqual([code]);
    expect(planned.plan.changes[0]).toMatchObject({ action: "update", disruption: "none" });
    expect(report).toMatchObject({ results: [{ state: "not-run", diagnostics: [{ code }] }] });
    expect(vmm.vms).toMatchObject([{ tag: "db", cpuCount: 2, powerState: "Running" }]);
    Object.assign(vmm.vms[0] as object, { powerState: "PowerOff" });
    expect((await planAndApply(some, vmm)).report.summary).toEqual({ done: 1, failed: 0, notRun: 0 });
    // Turned off by people: it stays off.
    expect(vmm.vms).toMatchObject([{ cpuCount: 4, powerState: "PowerOff" }]);
  });

  it("never stops a saved machine, whatever the manifest allows", async () => {
    const vmm = new MemoryVmm();
    await planAndApply({ machines: [machine("web-1")] }, vmm);
    Object.assign(vmm.vms[0] as object, { powerState: "Saved" });
    const { report } = await planAndApply({ machines: [machine("web-1", { cpuCount: 4, powerCyclePolicy: "Allow" })] }, vmm);
    expect(report.results).toMatchObject([{ state: "not-run" }]);
    expect(vmm.vms).toMatchObject([{ powerState: "Saved" }]);
  });

  it("waits for power-off where a running disk cannot grow: IDE of generation 1", async () => {
    const vmm = new MemoryVmm();
    await planAndApply({ machines: [machine("old", { vmTemplate: "windows-old" })] }, vmm);
    const planned = plan({ machines: [machine("old", { disks: [{ size: "60Gi" }] })] }, vmm);
    expect(planned.plan.changes[0]?.attributes).toMatchObject([{ path: "spec.disks[0].size", policy: "power-off" }]);
    expect(codes(planned)).toEqual(["PLAN_POWER_CYCLE_BLOCKED"]);
  });

  it("reports all names that VMM does not know at once, nearest first, and those that are ambiguous", () => {
    const planned = planChanges(
      planInput(
        {
          machines: [
            machine("a", { cloud: "Prodction", vmTemplate: "twice", hostGroup: "Web" }),
            machine("b", {
              networking: { devices: [{ vmNetwork: "Net C", staticIPAddressPools: ["nope"] }] },
              hostGroup: "All Hosts\\Web",
            }),
          ],
        },
        inventory(),
      ),
    );
    expect(planned.diagnostics.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "PLAN_UNKNOWN_NAME spec.cloud",
      "PLAN_AMBIGUOUS_NAME spec.hostGroup",
      "PLAN_AMBIGUOUS_NAME spec.vmTemplate",
      "PLAN_UNKNOWN_NAME spec.networking.devices[0].staticIPAddressPools[0]",
      "PLAN_UNKNOWN_NAME spec.networking.devices[0].vmNetwork",
    ]);
    expect(planned.diagnostics[0]?.detail).toBe("It has: Production, Staging.");
    expect(planned.diagnostics[1]?.detail).toContain("All Hosts\\East\\Web, id group-3");
    expect(planned.diagnostics[2]?.detail).toContain("generation 1, id template-3");
    expect(planned.work).toEqual([]);
  });

  it("refuses given addresses that are of no pool or somebody else's, and waits for those that the plan sets free", async () => {
    const vmm = new MemoryVmm();
    const at = (ipAddresses: string[], pools = ["pool-a"]) => ({
      networking: { devices: [{ vmNetwork: "Net A", staticIPAddressPools: pools, ipAddresses }] },
    });
    const old = machine("old", at(["10.0.0.20"]));
    await planAndApply({ machines: [old], virtualIps: [virtualIp("vip", { pool: "pool-a", address: "10.0.0.21" })] }, vmm);
    const others = { machines: [old], virtualIps: [virtualIp("vip", { pool: "pool-a", address: "10.0.0.21" })] };
    const fresh = (...given: Parameters<typeof at>) => ({ ...others, machines: [old, machine("new", at(...given))] });
    const path = "spec.networking.devices[0].ipAddresses";
    expect(plan(fresh(["10.0.0.5"]), vmm).diagnostics).toMatchObject([{ code: "PLAN_ADDRESS_OUT_OF_RANGE", path }]);
    expect(plan(fresh(["10.0.0.20"]), vmm).diagnostics).toMatchObject([
      { code: "PLAN_ADDRESS_TAKEN", path, detail: "It is held by ScvmmMachine/default/old of scope shop." },
    ]);
    expect(plan(fresh(["10.0.0.21"]), vmm).diagnostics).toMatchObject([
      { code: "PLAN_ADDRESS_TAKEN", detail: "It is held by ScvmmVirtualIP/default/vip of scope shop." },
    ]);
    expect(plan(others, vmm).diagnostics).toEqual([]);
    const second = await planAndApply(fresh(["10.0.9.30"], ["pool-a", "pool-vip"]), vmm);
    expect([second.planned.diagnostics, second.report.summary]).toEqual([[], { done: 1, failed: 0, notRun: 0 }]);
    expect(vmm.addresses.find(({ address }) => address === "10.0.9.30")?.poolId).toBe("pool-vip");
    const heir = plan({ machines: [machine("heir", at(["10.0.0.20"]))] }, vmm, { maxDeletionShare: 1 });
    expect(codes(heir)).toEqual([]);
    expect(heir.work.find(({ action }) => action === "create")?.after).toEqual(["ScvmmMachine/default/old"]);
  });

  it("needs a template only to make a machine", async () => {
    const vmm = new MemoryVmm();
    await planAndApply({ machines: [machine("web-1")] }, vmm);
    expect(codes(plan({ machines: [machine("web-1", { vmTemplate: "deleted since", tag: "x" })] }, vmm))).toEqual([]);
    expect(codes(plan({ machines: [machine("web-2", { vmTemplate: undefined, cloud: undefined })] }, vmm))).toContain(
      "PLAN_TEMPLATE_MISSING",
    );
  });

  it("says which provider has not been read", () => {
    const planned = planChanges({ ...planInput({ machines: [machine("a")] }, inventory()), inventories: new Map() });
    expect(codes(planned)).toEqual(["PLAN_PROVIDER_NOT_READ"]);
  });

  it("does not move a machine between providers", async () => {
    const vmm = new MemoryVmm();
    await planAndApply({ machines: [machine("web-1")] }, vmm);
    const other = "ScvmmProvider/default/other";
    const planned = planChanges({
      scope: SCOPE,
      manifests: manifests({ machines: [machine("web-1", {}, other)] }),
      inventories: new Map([
        [PROVIDER, vmm.snapshot()],
        [other, inventory()],
      ]),
      options: { prune: true, maxDeletionShare: 1, allowMassDeletion: true },
    });
    expect(codes(planned)).toEqual(["PLAN_PROVIDER_CHANGED"]);
    expect(planned.plan.summary.delete).toBe(0);
  });

  it("shares one reading among machines that are made together", async () => {
    const vmm = new MemoryVmm();
    const machines = Array.from({ length: 20 }, (_, index) => machine(`web-${index}`));
    const planned = plan({ machines }, vmm);
    await apply(planned, vmm, { parallelism: 20 });
    expect(vmm.reads).toBe(1);
    expect(vmm.log.filter(({ kind }) => kind === "define-property")).toHaveLength(1);
    expect(vmm.vms.every(({ sealed }) => sealed)).toBe(true);
  });
});
