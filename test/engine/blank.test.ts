import { describe, expect, it } from "vitest";
import { dead, tampered } from "./support/crashes.ts";
import { machine } from "./support/manifests.ts";
import { applyOn, converge, planOn, simulated } from "./support/simulated.ts";

type Spec = Record<string, unknown>;
const BLANK: Spec = {
  vmTemplate: undefined,
  hardwareProfile: "Small",
  operatingSystem: "Other Linux (64 bit)",
  memory: "3Gi",
  disks: [{ size: "30Gi", dynamic: false }, { size: "5Gi" }],
  networking: { devices: [{ vmNetwork: "Web", staticIPAddressPools: ["Web static"] }] },
};
const OLD: Spec = { ...BLANK, hardwareProfile: "Legacy", firmware: { bootOrder: ["CD", "IdeHardDrive"] } };
const blank = (...more: readonly Spec[]) => ({ machines: [machine("blank", Object.assign({}, BLANK, ...more))] });

describe("a machine without a template", () => {
  it.each([
    ["generation 2, in a cloud", {}, { generation: 2, cloud: "Production" }, "SCSI"],
    ["generation 1, in a cloud", OLD, { generation: 1, cloud: "Production" }, "IDE"],
    ["generation 2, in a host group", { cloud: undefined, hostGroup: "Datacenter B" }, { generation: 2, cloud: null }, "SCSI"],
    ["in a cloud and a host group", { hostGroup: "Datacenter A" }, { generation: 2, cloud: "Production" }, "SCSI"],
  ])("%s: made, changed, and nothing is left beside it", async (_, more, expected, busType) => {
    const { port, vmm } = simulated();
    const templates = vmm.world.store.templates.size;
    const { planned, report } = await converge(port, blank(more));
    expect(planned.diagnostics).toEqual([]);
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    const [live] = (await port.readInventory()).owned;
    expect(live).toMatchObject({
      ...expected,
      powerState: "Running",
      sealed: true,
      memoryMb: 3072,
      operatingSystem: "Other Linux (64 bit)",
    });
    expect(live?.disks).toMatchObject([
      { busType, bus: 0, lun: 0, sizeBytes: 30 * 2 ** 30, dynamic: false, volumeType: "BootAndSystem", format: "VHDX" },
      { busType: "SCSI", sizeBytes: 5 * 2 ** 30, dynamic: true, volumeType: "None" },
    ]);
    expect(live?.adapters).toMatchObject([{ vmNetwork: "Web", ipv4AddressType: "Static" }]);
    expect([vmm.world.store.templates.size, vmm.world.store.jobGroups.size]).toEqual([templates, 0]);
    expect((await planOn(port, blank(more))).plan.summary).toMatchObject({ none: 1 });

    const grown = blank(more, { disks: [{ size: "40Gi" }, { size: "5Gi" }], cpuCount: 4, powerCyclePolicy: "Allow" });
    expect((await converge(port, grown)).report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect((await planOn(port, grown)).plan.summary).toMatchObject({ none: 1 });
  });

  it("shows in the plan what it will be", async () => {
    const { port } = simulated();
    const { plan } = await planOn(port, blank());
    const attributes = new Map(plan.changes[0]?.attributes.map(({ path, after }) => [path, after]));
    expect(attributes.get("spec.hardwareProfile")).toBe("Small");
    expect(attributes.get("spec.generation")).toBe(2);
    expect(attributes.get("spec.disks[0].dynamic")).toBe(false);
    expect(attributes.has("spec.vmTemplate")).toBe(false);
  });

  it.each([
    ["as it is", {}, 10, {}, "SCSI"],
    ["grown, by classification", {}, 30, { size: "30Gi", storageClassification: "Gold" }, "SCSI"],
    ["generation 1", OLD, 16, { vhDisk: "Blank Disk - Small.vhd" }, "IDE"],
  ])("starts from a copy of a disk of the library: %s", async (_, more, sizeGb, disk, busType) => {
    const { port, vmm } = simulated();
    const wanted = blank(more, { disks: [{ vhDisk: "empty-ntfs.vhdx", ...disk }, { size: "5Gi" }] });
    const { planned, report } = await converge(port, wanted);
    expect(planned.diagnostics).toEqual([]);
    const attributes = new Map(planned.plan.changes[0]?.attributes.map(({ path, after }) => [path, after]));
    expect(attributes.get("spec.disks[0].vhDisk")).toContain((disk as Spec)["vhDisk"] ? "Blank Disk - Small" : "empty-ntfs");
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    const [live] = (await port.readInventory()).owned;
    expect(live?.disks[0]).toMatchObject({ busType, bus: 0, lun: 0, sizeBytes: sizeGb * 2 ** 30, volumeType: "BootAndSystem" });
    const made = [...vmm.world.store.vms.values()].find(({ Name }) => Name === "blank")?.VirtualDiskDrives[0]?.VirtualHardDisk;
    expect(made?.Classification).toBe((disk as Spec)["storageClassification"] ?? "Local Storage");
    expect((await planOn(port, wanted)).plan.summary).toMatchObject({ none: 1 });
    // The library's disk was for the making alone.
    for (const [id, { Name }] of vmm.world.store.libraryDisks) if (Name === "empty-ntfs") vmm.world.store.libraryDisks.delete(id);
    expect((await planOn(port, wanted)).plan.summary).toMatchObject({ none: 1 });
  });

  it.each([
    ["does not exist", { vhDisk: "nothing.vhdx" }, "PLAN_UNKNOWN_NAME", "spec.disks[0].vhDisk"],
    ["would shrink", { vhDisk: "empty-ntfs.vhdx", size: "5Gi" }, "PLAN_DISK_SHRINK", "spec.disks[0].size"],
    ["is no VHDX", { vhDisk: "Blank Disk - Small.vhd" }, "PLAN_DISK_FORMAT", "spec.disks[0].vhDisk"],
  ])("is refused at plan time with a library's disk that %s", async (_, disk, code, path) => {
    const { port } = simulated();
    const { diagnostics, work } = await planOn(port, blank({ disks: [disk] }));
    expect(diagnostics).toMatchObject([{ severity: "error", code, path }]);
    expect(work).toEqual([]);
  });

  it("is not made without a boot disk, when VMM refuses that", async () => {
    const { port, vmm } = simulated({
      faults: [{ cmdlet: "New-SCVirtualDiskDrive", skip: 0, count: 99, error: { number: 2912, message: "gone" } }],
    });
    const templates = vmm.world.store.templates.size;
    const { report } = await converge(port, blank({ disks: [{ vhDisk: "empty-ntfs.vhdx" }] }));
    expect(report.results).toMatchObject([{ state: "failed", diagnostics: [{ detail: "gone" }] }]);
    expect([vmm.world.store.templates.size, (await port.readInventory()).owned.length]).toEqual([templates, 0]);
  });

  it.each([
    ["its own generation", { generation: 1 }, "spec.generation"],
    ["a template of another", { vmTemplate: "Windows Server 2016", disks: [{ size: "60Gi" }] }, "spec.hardwareProfile"],
    ["secure boot for a profile of generation 1", { ...OLD, firmware: { secureBoot: true } }, "spec.firmware.secureBoot"],
  ])("is refused at plan time with a profile that does not fit %s", async (_, more, path) => {
    const { port } = simulated();
    const { diagnostics, work } = await planOn(port, blank(more));
    expect(diagnostics).toMatchObject([{ severity: "error", path }]);
    expect(work).toEqual([]);
  });

  it.each([
    ["the template cannot be made", { cmdlet: "New-SCVMTemplate", error: { number: 2912, message: "no" } }],
    ["the creation is refused", { cmdlet: "New-SCVirtualMachine", error: { number: 13_206, message: "no" } }],
    ["the configuration is refused", { cmdlet: "New-SCVMConfiguration", error: { number: 12_416, message: "no" } }],
    ["the creation fails later", { cmdlet: "New-SCVirtualMachine", jobFails: { number: 2912, message: "no" } }],
    ["the template stays locked for a while", { cmdlet: "Remove-SCVMTemplate", error: { number: 2606, message: "locked" } }],
  ])("leaves no template behind when %s", async (_, fault) => {
    const { port, vmm } = simulated({ faults: [{ ...fault, skip: 0, count: 1 }] });
    const templates = vmm.world.store.templates.size;
    const first = await converge(port, blank());
    for (let turn = 0; first.report.summary.done === 0 && turn < 3; turn++) {
      const { report } = await converge(port, blank());
      if (report.summary.failed === 0) break;
    }
    expect((await planOn(port, blank())).plan.summary).toMatchObject({ none: 1 });
    expect(vmm.world.store.templates.size).toBe(templates);
    expect((await port.readInventory()).owned).toHaveLength(1);
  });

  it("is made anew where it was never finished and its disks are larger than is wanted by now; finished it does not shrink", async () => {
    const { port } = simulated();
    const dying = tampered(port, async (operation, _, run) => (operation.kind === "start-machine" ? dead : run()));
    await applyOn(dying, await planOn(port, blank({ disks: [{ size: "30Gi" }] })));
    const smaller = blank({ disks: [{ size: "20Gi" }] });
    const { planned, report } = await converge(port, smaller);
    expect(planned.plan.changes).toMatchObject([{ action: "replace", attributes: [{ before: "30Gi", after: "20Gi", policy: "replace" }] }]);
    expect(report.summary.done).toBe(1);
    expect((await planOn(port, smaller)).plan.summary).toMatchObject({ none: 1 });
    const { diagnostics } = await planOn(port, blank({ disks: [{ size: "10Gi" }] }));
    expect(diagnostics).toMatchObject([{ code: "PLAN_DISK_SHRINK", severity: "error" }]);
  });

  it("has a template removed that another run left, also once it is finished", async () => {
    const { port, vmm } = simulated();
    const { templates } = vmm.world.store;
    const left = () => [...templates.values()].find(({ Name }) => Name.startsWith("Temporary"));
    let template: ReturnType<typeof left>;
    const watched = tampered(port, (operation, _, run) => {
      if (operation.kind === "remove-template") template = left();
      return run();
    });
    await converge(watched, blank());
    if (template) templates.set(template.ID, template);
    const planned = await planOn(port, blank());
    expect(planned.plan.changes).toMatchObject([
      { action: "update", attributes: [], cause: "a run that broke off left a temporary template: it is removed" },
    ]);
    await converge(port, blank());
    expect((await port.readInventory()).temporaryTemplates).toEqual([]);
    expect((await planOn(port, blank())).plan.summary).toMatchObject({ none: 1 });
  });

  it("keeps its temporary template out of what manifests can name", async () => {
    const { port } = simulated({
      faults: [{ cmdlet: "Remove-SCVMTemplate", skip: 0, count: 99, error: { number: 20_413, message: "no" } }],
    });
    const { report } = await converge(port, blank());
    expect(report.results).toMatchObject([{ state: "failed" }]);
    const live = await port.readInventory();
    expect(live.temporaryTemplates).toHaveLength(1);
    expect(live.templates.filter(({ name }) => name.startsWith("Temporary"))).toEqual([]);
  });
});
