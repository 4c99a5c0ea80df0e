import { describe, expect, it } from "vitest";
import { call, ref } from "../../provider/batch/build.ts";
import { detectDrift } from "../../provider/engine/detect-drift.ts";
import type { Inventory } from "../../provider/engine/inventory.ts";
import { simulatedExecutor } from "../../provider/simulator/executor.ts";
import { planInput } from "./support/manifests.ts";
import { applyOn, converge, doubles, planOn, simulated } from "./support/simulated.ts";
import { everythingIs, farm, spec } from "./support/web-farm.ts";

const unaware = (live: Inventory): Inventory => ({ ...live, pools: live.pools.map((pool) => ({ ...pool, reserved: null, vips: null })) });

describe("a simulated VMM behind the real adapter", () => {
  it("makes four machines and a virtual IP, and then the plan is empty", async () => {
    const { port } = simulated();
    const { planned, report } = await converge(port, farm(4));
    expect(planned.plan.summary).toMatchObject({ create: 5 });
    expect(report.summary).toEqual({ done: 5, failed: 0, notRun: 0 });
    const live = await port.readInventory();
    expect(live.owned.map(({ sealed, powerState, description }) => ({ sealed, powerState, description }))).toEqual(
      Array(4).fill({ sealed: true, powerState: "Running", description: "Web front end" }),
    );
    expect(new Set(live.owned.flatMap(({ adapters }) => adapters.flatMap(({ ipv4Addresses }) => ipv4Addresses))).size).toBe(4);
    const again = await planOn(port, farm(4));
    expect([everythingIs(again), again.diagnostics]).toEqual([["none"], []]);
    expect(detectDrift(planInput(farm(4), live)).report.items).toEqual([]);
    expect(doubles(live)).toEqual([]);
  });

  it.each([
    ["memory", { memory: "6Gi" }],
    ["CPUs, off between", { cpuCount: 4 }],
    ["CPU compatibility, off between", { vmOptions: { cpuLimitForMigration: true } }],
    ["a larger boot disk and a new one", { disks: [{ size: "60Gi" }, { size: "30Gi" }, { size: "5Gi", iopsMaximum: 100 }] }],
    ["I/O limit", { disks: [{}, { iopsMaximum: 900 }] }],
    ["tag", { tag: "db" }],
    ["custom properties", { customProperty: { Role: "back", New: "1" } }],
    ["a property cleared", { customProperty: { Role: "" } }],
    ["description and options", { vmOptions: { description: "Other", startAction: "AlwaysAutoTurnOnVM", stopAction: "ShutdownGuestOS" } }],
    ["operating system", { operatingSystem: "Other Linux (64 bit)" }],
    ["availability set", { availabilitySet: "web-set" }],
    ["dynamic memory", { dynamicMemory: { minimum: "2Gi", maximum: "8Gi", bufferPercentage: 30 } }],
    ["another network and pool", { networking: { devices: [{ vmNetwork: "App", staticIPAddressPools: ["App static"] }] } }],
    ["one more adapter", { networking: { devices: [...spec.networking.devices, { vmNetwork: "Database", deviceName: "eth1" }] } }],
    [
      "one more adapter with an address",
      {
        networking: {
          devices: [...spec.networking.devices, { vmNetwork: "Database", staticIPAddressPools: ["Database static"], deviceName: "eth1" }],
        },
      },
    ],
    [
      "two more adapters, the first with an address",
      {
        networking: {
          devices: [
            ...spec.networking.devices,
            { vmNetwork: "Database", staticIPAddressPools: ["Database static"], deviceName: "eth1" },
            { vmNetwork: "App", deviceName: "eth2" },
          ],
        },
      },
    ],
    ["name", { vmNameFromPool: undefined, vmName: "renamed" }],
    ["host group, a new machine", { hostGroup: "Datacenter B" }],
  ])("changes %s, and then the plan is empty", async (_, change) => {
    const { port } = simulated();
    await converge(port, farm(1));
    const { planned, report } = await converge(port, farm(1, change));
    expect(planned.work.map(({ address }) => address)).toEqual(["ScvmmMachine/default/a"]);
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    const again = await planOn(port, farm(1, change));
    expect([again.plan.changes.filter(({ action }) => action !== "none"), again.diagnostics]).toEqual([[], []]);
    const live = await port.readInventory();
    expect(live.owned).toMatchObject([{ powerState: "Running", sealed: true }]);
    expect(doubles(live)).toEqual([]);
  });

  it("changes a range of dynamic memory that becomes wider at one end and narrower at the other", async () => {
    const { port } = simulated();
    const range = (minimum: string, maximum: string) => farm(1, { dynamicMemory: { minimum, maximum } });
    await converge(port, range("1Gi", "8Gi"));
    const { report } = await converge(port, range("512Mi", "6Gi"));
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect(everythingIs(await planOn(port, range("512Mi", "6Gi")))).toEqual(["none"]);
  });

  it.each([
    ["description", { description: "Other" }, "update"],
    ["address", { address: "10.20.10.211" }, "replace"],
    ["pool", { pool: "App static" }, "replace"],
  ])("changes the %s of a virtual IP, and then the plan is empty", async (_, change, action) => {
    const { port } = simulated();
    await converge(port, farm(0));
    const { planned, report } = await converge(port, farm(0, {}, change));
    expect(planned.plan.changes[0]?.action).toBe(action);
    expect(report.results).toMatchObject([{ state: "done" }]);
    expect(everythingIs(await planOn(port, farm(0, {}, change)))).toEqual(["none"]);
    expect((await port.readInventory()).addresses.filter(({ mark }) => mark)).toHaveLength(1);
  });

  it.each([
    ["another", { pool: "App static", address: "10.20.20.245" }],
    ["the same", { address: "10.20.10.245" }],
  ])("keeps its address until one of %s pool is granted", async (_, change) => {
    const { port } = simulated();
    await converge(port, farm(0));
    // An address that VMM does not give away, of which the reading does not tell.
    const blind = { ...port, readInventory: async () => unaware(await port.readInventory()) };
    const { report } = await converge(blind, farm(0, {}, change));
    expect(report.results).toMatchObject([{ state: "failed" }]);
    expect((await port.readInventory()).addresses.filter(({ mark }) => mark)).toMatchObject([
      { address: expect.stringMatching(/^10\.20\.10\./) },
    ]);
  });

  it("survives two runs of one plan at the same time", async () => {
    const { port } = simulated();
    const planned = await planOn(port, farm(3));
    const reports = await Promise.all([applyOn(port, planned), applyOn(port, planned)]);
    expect(reports.map(({ summary }) => summary.failed)).toEqual([0, 0]);
    expect(doubles(await port.readInventory())).toEqual([]);
    await converge(port, farm(3));
    const live = await port.readInventory();
    expect(doubles(live)).toEqual([]);
    expect(live.owned.map(({ sealed, disks }) => [sealed, disks.length])).toEqual(Array(3).fill([true, 2]));
    expect(everythingIs(await planOn(port, farm(3)))).toEqual(["none"]);
  });

  it("deletes what has no manifest, with its addresses", async () => {
    const { port } = simulated();
    const { addresses, vms } = await port.readInventory();
    const [before, others] = [addresses.length, vms.length];
    await converge(port, farm(2));
    const { report } = await converge(port, { machines: [] }, { allowMassDeletion: true });
    expect(report.summary).toEqual({ done: 3, failed: 0, notRun: 0 });
    const live = await port.readInventory();
    expect([live.owned, live.addresses.length, live.vms.length]).toEqual([[], before, others]);
  });
});

describe("deletes a machine that people have", () => {
  it.each([
    ["saved", { SaveState: true }],
    ["turned off", { Force: true }],
  ] as const)("%s", async (_, how) => {
    const { port, vmm } = simulated();
    await converge(port, farm(1));
    const [{ id } = { id: "" }] = (await port.readInventory()).owned;
    const found = call("vm", "Get-SCVirtualMachine", { ID: id });
    await simulatedExecutor(vmm).execute([found, call("stop", "Stop-SCVirtualMachine", { VM: ref("vm"), ...how })]);
    const { report } = await converge(port, { machines: [] }, { allowMassDeletion: true });
    expect(report.results.map(({ state }) => state)).toEqual(["done", "done"]);
    expect((await port.readInventory()).owned).toEqual([]);
  });
});
