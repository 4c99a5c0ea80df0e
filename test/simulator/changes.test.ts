import { beforeEach, describe, expect, it } from "vitest";
import type { CallValue } from "../../provider/batch/call.ts";
import { creation, raw, ref, type Session, session } from "./kit.ts";

let at: Session;
beforeEach(async () => {
  at = session();
  await at.run(...creation("vm"));
});

const set = (parameters: Record<string, CallValue>) => at.on("vm", "Set-SCVirtualMachine", parameters);
const start = () => at.on("vm", "Start-SCVirtualMachine");

describe("Set-SCVirtualMachine", () => {
  it("changes what is given and leaves the rest", async () => {
    const parameters = {
      Name: "renamed",
      CPUCount: 8,
      Tag: "t",
      CheckpointType: "Disabled",
      CPULimitForMigration: true,
      AvailabilitySetNames: ["a", "b"],
      Custom3: "x",
    };
    expect((await set(parameters)).state).toBe("done");
    const project = [
      "CPUCount",
      "Memory",
      "Tag",
      "CheckpointType",
      "LimitCPUForMigration",
      "AvailabilitySetNames",
      { table: "CustomProperty" },
      "VirtualDiskDrives.Name",
    ];
    expect(await at.vm("renamed", ...project)).toEqual([8, 2048, "t", "Disabled", true, ["a", "b"], { Custom3: "x" }, "renamed"]);
    await at.on("renamed", "Set-SCVirtualMachine", { Tag: "", RemoveFromCloud: true, Custom3: "" });
    expect(await at.vm("renamed", "Tag", "Cloud", { table: "CustomProperty" })).toEqual(["(none)", null, {}]);
  });

  it("dynamic memory has a range; static has none", async () => {
    await set({ DynamicMemoryEnabled: true, DynamicMemoryMinimumMB: 1024, DynamicMemoryMaximumMB: 4096 });
    const project = ["DynamicMemoryEnabled", "DynamicMemoryMinimumMB", "DynamicMemoryMaximumMB", "DynamicMemoryBufferPercentage"];
    expect(await at.vm("vm", ...project)).toEqual([true, 1024, 4096, 20]);
    await set({ DynamicMemoryEnabled: false, MemoryMB: 2048 });
    expect(await at.vm("vm", ...project)).toEqual([false, null, null, null]);
  });

  it.each<[string, Record<string, CallValue>]>([
    ["no processor", { CPUCount: 0 }],
    ["too many processors", { CPUCount: 65 }],
    ["startup memory above the maximum", { DynamicMemoryEnabled: true, DynamicMemoryMaximumMB: 1024 }],
    ["a buffer of nothing", { DynamicMemoryEnabled: true, DynamicMemoryBufferPercentage: 1 }],
  ])("refuses %s", async (_, parameters) => {
    expect((await set(parameters)).error?.number).toBe(990010);
  });

  it.each<[string, Record<string, CallValue>, number | undefined]>([
    ["processors", { CPUCount: 2 }, 640],
    ["the same processors again", { CPUCount: 1 }, undefined],
    ["compatibility", { CPULimitForMigration: true }, 640],
    ["secure boot", { SecureBootEnabled: false }, 640],
    ["static memory", { MemoryMB: 4096 }, undefined],
    ["static to dynamic", { DynamicMemoryEnabled: true, DynamicMemoryMinimumMB: 512, DynamicMemoryMaximumMB: 4096 }, undefined],
    ["texts and actions", { Description: "d", Tag: "t", StartAction: "AlwaysAutoTurnOnVM", Owner: "o" }, undefined],
  ])("while it runs: %s", async (_, parameters, number) => {
    await start();
    expect((await set(parameters)).error?.number).toBe(number);
  });

  it("while it runs, dynamic memory may only widen", async () => {
    await set({ DynamicMemoryEnabled: true, DynamicMemoryMinimumMB: 1024, DynamicMemoryMaximumMB: 4096 });
    await start();
    const numbers = [];
    for (const parameters of [
      { DynamicMemoryMaximumMB: 8192 },
      { DynamicMemoryMinimumMB: 512 },
      { DynamicMemoryMinimumMB: 768 },
      { DynamicMemoryMaximumMB: 4096 },
      { MemoryMB: 3072 },
      { DynamicMemoryEnabled: false, MemoryMB: 2048 },
    ])
      numbers.push((await set(parameters)).error?.number);
    expect(numbers).toEqual([undefined, undefined, 640, 640, 640, 640]);
  });

  it("a failed change shows until one succeeds", async () => {
    at = session({ faults: [{ cmdlet: "Set-SCVirtualMachine", skip: 0, count: 1, jobFails: { number: 2916, message: "lost" } }] });
    await at.run(...creation("vm"));
    expect((await set({ Tag: "t" })).error?.number).toBe(2916);
    expect(await at.vm("vm", "Status", "VirtualMachineState", "Tag")).toEqual(["UpdateFailed", "PowerOff", "(none)"]);
    await set({ Tag: "t" });
    expect(await at.vm("vm", "Status", "Tag")).toEqual(["PowerOff", "t"]);
  });
});

describe("disks", () => {
  const add = (parameters: Record<string, CallValue> = {}) =>
    at.on("vm", "New-SCVirtualDiskDrive", {
      SCSI: true,
      Bus: 0,
      LUN: 1,
      Dynamic: true,
      VirtualHardDiskSizeMB: 10_240,
      FileName: "data.vhdx",
      ...parameters,
    });
  const disk = (cmdlet: string, parameters: Record<string, CallValue> = {}, lun = "1") =>
    at.last(
      raw("vm", "Get-SCVirtualMachine", { Name: "vm" }),
      raw("disk", "Get-SCVirtualDiskDrive", { VM: ref("vm") }, { where: { all: [{ path: "LUN", op: "eq", value: lun }] } }),
      raw("do", cmdlet, { VirtualDiskDrive: ref("disk"), ...parameters }),
    );

  it("come, grow, are limited, and go, while the VM runs", async () => {
    await start();
    expect((await add()).state).toBe("done");
    expect((await disk("Expand-SCVirtualDiskDrive", { VirtualHardDiskSizeGB: 20 })).state).toBe("done");
    expect((await disk("Set-SCVirtualDiskDrive", { IOPSMaximum: 500 })).state).toBe("done");
    const of = [
      "Lun",
      "VolumeType",
      "IOPSMaximum",
      "VirtualHardDisk.Name",
      "VirtualHardDisk.MaximumSize",
      "VirtualHardDisk.VHDType",
      "VirtualHardDisk.SharePath",
    ];
    const [drives] = await at.vm("vm", { each: "VirtualDiskDrives", of });
    expect(drives).toEqual([expect.anything(), [1, "None", 500, "data", 20 * 1024 ** 3, "DynamicallyExpanding", "D:\\VMs\\vm\\data.vhdx"]]);
    expect((await disk("Remove-SCVirtualDiskDrive")).state).toBe("done");
    expect((await at.vm("vm", "VirtualDiskDrives.Count"))[0]).toBe(1);
  });

  it("refuse a slot in use or not there, IDE on generation 2, shrinking, no size", async () => {
    const numbers = [
      (await add({ LUN: 0 })).error?.number,
      (await add({ LUN: 64 })).error?.number,
      (await at.on("vm", "New-SCVirtualDiskDrive", { IDE: true, Bus: 0, LUN: 1, Fixed: true, VirtualHardDiskSizeMB: 1, FileName: "f" }))
        .error?.number,
      (await disk("Expand-SCVirtualDiskDrive", { VirtualHardDiskSizeGB: 40 }, "0")).error?.number,
      (await add({ VirtualHardDiskSizeMB: 0 })).error?.number,
    ];
    expect(numbers).toEqual([990006, 990010, 990011, 990007, 990010]);
  });

  it("on IDE need the VM to be off", async () => {
    await at.run(
      raw("n", "New-SCVirtualMachine", { Name: "old", VMTemplate: "Windows Server 2016", VMHost: "hv01", Path: "E:", StartVM: true }),
    );
    const ide = { IDE: true, Bus: 0, LUN: 1, Fixed: true, VirtualHardDiskSizeMB: 1024, FileName: "f" };
    expect((await at.on("old", "New-SCVirtualDiskDrive", ide)).error?.number).toBe(640);
    const { error } = await at.last(
      raw("vm", "Get-SCVirtualMachine", { Name: "old" }),
      raw("disk", "Get-SCVirtualDiskDrive", { VM: ref("vm") }),
      raw("do", "Expand-SCVirtualDiskDrive", { VirtualDiskDrive: ref("disk"), VirtualHardDiskSizeGB: 100 }),
    );
    expect(error?.number).toBe(640);
    expect((await at.on("old", "New-SCVirtualNetworkAdapter", { Synthetic: true })).error?.errorId).toBe(
      "640,Microsoft.SystemCenter.VirtualMachineManager.Cmdlets.NewNICCmdlet",
    );
  });
});

describe("custom properties", () => {
  const value = (cmdlet: string, parameters: Record<string, CallValue> = {}, name = "Environment") =>
    at.last(
      raw("vm", "Get-SCVirtualMachine", { Name: "vm" }),
      raw("p", "Get-SCCustomProperty", { Name: name }),
      raw("do", cmdlet, { InputObject: ref("vm"), CustomProperty: ref("p"), ...parameters }, { project: ["Value", "CustomProperty.Name"] }),
    );

  it("are defined once, set, read and removed", async () => {
    const define = raw(
      "d",
      "New-SCCustomProperty",
      { Name: "ScvmmOwner", AddMember: ["VM"], Description: "d" },
      { project: ["Name", "Description"] },
    );
    expect((await at.last(define)).rows).toEqual([["ScvmmOwner", "d"]]);
    expect((await at.last({ ...define, parameters: { ...define.parameters, Name: "SCVMMOWNER" } })).error?.number).toBe(990009);
    expect((await value("Set-SCCustomPropertyValue", { Value: "me" }, "ScvmmOwner")).rows).toEqual([["me", "ScvmmOwner"]]);
    expect(await at.vm("vm", "CustomProperty.ScvmmOwner", "Status")).toEqual(["me", "PowerOff"]);
    expect((await value("Get-SCCustomPropertyValue", {}, "ScvmmOwner")).rows).toEqual([["me", "ScvmmOwner"]]);
    const removed = await at.last(
      raw("vm", "Get-SCVirtualMachine", { Name: "vm" }),
      raw("p", "Get-SCCustomProperty", { Name: "ScvmmOwner" }),
      raw("v", "Get-SCCustomPropertyValue", { InputObject: ref("vm"), CustomProperty: ref("p") }),
      raw("r", "Remove-SCCustomPropertyValue", { CustomPropertyValue: ref("v") }),
    );
    expect(removed.state).toBe("done");
    expect((await value("Get-SCCustomPropertyValue", {}, "ScvmmOwner")).count).toBe(0);
  });

  it("are listed by member, with the ten built-in ones", async () => {
    const { rows } = await at.last(raw("p", "Get-SCCustomProperty", { Member: "VM" }, { project: ["Name"] }));
    expect(rows?.flat()).toEqual([...Array.from({ length: 10 }, (_, index) => `Custom${index + 1}`), "Environment", "CostCentre"]);
    expect((await at.last(raw("p", "Get-SCCustomProperty", { Member: "VMHost" }))).count).toBe(10);
  });
});
