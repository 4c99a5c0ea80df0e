import { describe, expect, it } from "vitest";
import { creation, handDriven, raw, ref, session } from "./kit.ts";

const STATE = ["Status", "VirtualMachineState"];

describe("creation", () => {
  it("copies the template's devices and places the VM", async () => {
    const at = session();
    const created = await at.last(...creation("web-01", { CPUCount: 4, MemoryMB: 8192, Description: "mine [x]" }));
    expect(created).toMatchObject({ state: "done", count: 1 });
    const [status, state, cpus, memory, description, tag, cloud, generation, drives, adapters] = await at.vm(
      "web-01",
      ...STATE,
      "CPUCount",
      "Memory",
      "Description",
      "Tag",
      "Cloud.Name",
      "Generation",
      { each: "VirtualDiskDrives", of: ["BusType", "Bus", "Lun", "VolumeType", "VirtualHardDisk.Name", "VirtualHardDisk.MaximumSize"] },
      { each: "VirtualNetworkAdapters", of: ["SlotId", "VMNetwork.Name", "IPv4AddressType", "MACAddress"] },
    );
    expect([status, state, cpus, memory, description, tag, cloud, generation]).toEqual([
      "PowerOff",
      "PowerOff",
      4,
      8192,
      "mine [x]",
      "(none)",
      "Production",
      2,
    ]);
    expect(drives).toEqual([["SCSI", 0, 0, "BootAndSystem", "web-01_disk_1", 40 * 1024 ** 3]]);
    expect(adapters).toEqual([[0, null, "Dynamic", null]]);
    const [group, location, host] = await at.vm("web-01", "HostGroupPath", "Location", "VMHost.VMHostGroup.Path");
    expect(group).toBe(`${host}\\web-01`);
    expect(location).toBe("D:\\VMs\\web-01");
    expect(`${host}`).toMatch(/^All Hosts\\Datacenter [AB]/);
  });

  it("asynchronous: UnderCreation with its description at once, devices at the end", async () => {
    const { at, clock } = handDriven();
    const building = at.last(...creation("web-01", { Description: "d" }, { job: true, project: ["Status", "Description"] }));
    await clock.advance(1_200);
    const created = await building;
    expect(created).toMatchObject({ state: "done", rows: [["UnderCreation", "d"]], job: expect.any(String) });
    expect(await at.vm("web-01", "Status", "MostRecentTask.ID", "MostRecentTask.Status", "VirtualDiskDrives")).toEqual([
      "UnderCreation",
      created.job,
      "NotStarted",
      [],
    ]);
    await clock.advance(120_200);
    expect(await at.vm("web-01", "Status", "MostRecentTask.Status")).toEqual(["PowerOff", "Completed"]);
  });

  it("names are not unique", async () => {
    const at = session();
    await at.run(...creation("twin"));
    await at.run(...creation("twin"));
    expect((await at.last(raw("x", "Get-SCVirtualMachine", { Name: "twin" }))).count).toBe(2);
  });

  it("into a host group of which the name repeats, by its path; from a template onto a host", async () => {
    const at = session();
    const group = { all: [{ path: "Path", op: "eq" as const, value: "All Hosts\\Datacenter B\\Web" }] };
    await at.run(
      raw("t", "Get-SCVMTemplate", { Name: "Windows Server 2022" }),
      raw("g", "Get-SCVMHostGroup", { Name: "Web" }, { where: group }),
      raw("c", "New-SCVMConfiguration", { VMTemplate: ref("t"), Name: "w", VMHostGroup: ref("g"), AvailabilitySetNames: ["web"] }),
      raw("u", "Update-SCVMConfiguration", { VMConfiguration: ref("c") }),
      raw("n", "New-SCVirtualMachine", { Name: "w", VMConfiguration: ref("c") }),
    );
    expect(await at.vm("w", "HostGroupPath", "Cloud", "AvailabilitySetNames")).toEqual(["All Hosts\\Datacenter B\\Web\\w", null, ["web"]]);
    await at.run(raw("n", "New-SCVirtualMachine", { Name: "onhost", VMTemplate: "Windows Server 2016", VMHost: "hv01", Path: "E:\\x" }));
    expect(
      await at.vm("onhost", "Location", "VMHost.ComputerName", "Generation", "SecureBootEnabled", "VirtualDiskDrives.BusType"),
    ).toEqual(["E:\\x\\onhost", "hv01", 1, null, "IDE"]);
  });

  it("a hardware profile gives the sizing, parameters win", async () => {
    const at = session();
    const profile = { all: [{ path: "Name", op: "eq" as const, value: "Large" }] };
    await at.run(raw("p", "Get-SCHardwareProfile", {}, { where: profile }), ...creation("big", { HardwareProfile: ref("p"), CPUCount: 3 }));
    expect(await at.vm("big", "CPUCount", "Memory")).toEqual([3, 16_384]);
  });

  it("spreads over hosts, and fails where none has room", async () => {
    const at = session();
    for (let index = 0; index < 6; index++) await at.run(...creation(`s-${index}`, { MemoryMB: 65_536 }));
    const { rows } = await at.last(raw("x", "Get-SCVirtualMachine", { Name: "s-*" }, { project: ["HostName"] }));
    expect(new Set(rows?.flat()).size).toBeGreaterThan(3);
    const huge = await at.last(...creation("huge", { MemoryMB: 1_048_576 }));
    expect(huge.error?.number).toBe(990008);
  });

  it("a fault in the job leaves CreationFailed, which can be removed and not started", async () => {
    const faults = [
      { cmdlet: "New-SCVirtualMachine", match: { Name: "web-*" }, skip: 1, count: 1, jobFails: { number: 2912, message: "agent" } },
    ];
    const at = session({ faults });
    expect((await at.last(...creation("web-01"))).state).toBe("done");
    const failed = await at.last(...creation("web-02"));
    expect(failed.error).toMatchObject({ number: 2912, type: "Microsoft.VirtualManager.Utils.CarmineException", category: "ReadError" });
    expect(failed.error?.message).toMatch(
      /^agent \(Error ID: 2912\)\n\n.*\n\nTo restart the job.*\n\nPS> Restart-Job -Job .*vmm01\.contoso\.example.*-eq "\{[0-9a-f-]{36}\}"\}\)$/,
    );
    expect(
      await at.vm("web-02", "Status", "StatusString", "MostRecentTask.Status", "MostRecentTask.ErrorInfo.DisplayableErrorCode"),
    ).toEqual(["CreationFailed", "Creation Failed", "Failed", 2912]);
    expect((await at.on("web-02", "Start-SCVirtualMachine")).error?.number).toBe(1730);
    expect((await at.on("web-02", "Remove-SCVirtualMachine")).state).toBe("done");
    expect((await at.last(...creation("web-03"))).state).toBe("done");
  });

  it("a guest that could not be customized leaves a VM that can be removed and not started either", async () => {
    const jobFails = { number: 12700, message: "guest", status: "CustomizationFailed" };
    const at = session({ faults: [{ cmdlet: "New-SCVirtualMachine", skip: 0, count: 1, jobFails }] });
    await at.last(...creation("web-01"));
    expect(await at.vm("web-01", "Status")).toEqual(["CustomizationFailed"]);
    expect((await at.on("web-01", "Start-SCVirtualMachine")).error?.number).toBe(1730);
    expect((await at.on("web-01", "Remove-SCVirtualMachine")).state).toBe("done");
  });

  it("a fault in the cmdlet changes nothing", async () => {
    const at = session({ faults: [{ cmdlet: "new-scvirtualmachine", skip: 0, count: 1, error: { number: 1602, message: "gone" } }] });
    expect((await at.last(...creation("web-01"))).error).toMatchObject({ number: 1602, errorId: expect.stringMatching(/^1602,/) });
    expect((await at.last(raw("x", "Get-SCVirtualMachine", { Name: "web-01" }))).count).toBe(0);
  });
});

describe("power and removal", () => {
  it("goes through its states on the clock", async () => {
    const { at, clock } = handDriven();
    const step = async (cmdlet: string, parameters = {}) => {
      await at.on("build-agent-1", cmdlet, parameters, { job: true });
      const during = await at.vm("build-agent-1", ...STATE);
      await clock.advance(60_000);
      return [during, await at.vm("build-agent-1", ...STATE)];
    };
    const [first] = await at.vm("build-agent-1", "VirtualMachineState");
    if (first === "Running") await step("Stop-SCVirtualMachine", { Force: true });
    expect(await step("Start-SCVirtualMachine")).toEqual([
      ["Starting", "PowerOff"],
      ["Running", "Running"],
    ]);
    expect(await at.vm("build-agent-1", "VirtualNetworkAdapters.MACAddress")).toEqual([expect.stringMatching(/^00:15:5D:/)]);
    expect(await step("Stop-SCVirtualMachine", { SaveState: true })).toEqual([
      ["Saving", "Running"],
      ["Saved", "Saved"],
    ]);
    expect(await step("Stop-SCVirtualMachine", { DiscardSavedState: true })).toEqual([
      ["DiscardSavedState", "Saved"],
      ["PowerOff", "PowerOff"],
    ]);
    await step("Start-SCVirtualMachine");
    expect(await step("Stop-SCVirtualMachine", { Shutdown: true })).toEqual([
      ["PoweringOff", "Running"],
      ["PowerOff", "PowerOff"],
    ]);
  });

  it("1730 for what is so already, for running VMs that are removed, and for missing ones", async () => {
    const at = session();
    await at.run(...creation("web-01", { StartVM: true }));
    expect((await at.on("web-01", "Start-SCVirtualMachine")).error?.number).toBe(1730);
    expect((await at.on("web-01", "Remove-SCVirtualMachine")).error?.number).toBe(1730);
    await at.on("web-01", "Stop-SCVirtualMachine", { Force: true });
    expect((await at.on("web-01", "Stop-SCVirtualMachine", { Force: true })).error?.number).toBe(1730);
    const missing = { all: [{ path: "Status", op: "eq" as const, value: "Missing" }] };
    const { error } = await at.last(
      raw("m", "Get-SCVirtualMachine", {}, { where: missing }),
      raw("s", "Start-SCVirtualMachine", { VM: ref("m") }),
    );
    expect(error?.number).toBe(1730);
  });

  it("removes the VM with its devices; what was found before is gone with 801", async () => {
    const at = session();
    await at.run(...creation("web-01"));
    const results = await at.run(
      raw("vm", "Get-SCVirtualMachine", { Name: "web-01" }),
      raw("drive", "Get-SCVirtualDiskDrive", { VM: ref("vm") }),
      raw("rm", "Remove-SCVirtualMachine", { VM: ref("vm") }, { project: ["MarkedForDeletion"] }),
      raw("again", "Start-SCVirtualMachine", { VM: ref("vm") }),
      raw("grow", "Expand-SCVirtualDiskDrive", { VirtualDiskDrive: ref("drive"), VirtualHardDiskSizeGB: 50 }),
    );
    expect(results[2]?.rows).toEqual([[true]]);
    expect(results.slice(3).map(({ error }) => error?.number)).toEqual([801, 801]);
    expect((await at.last(raw("x", "Get-SCVirtualMachine", { Name: "web-01" }))).count).toBe(0);
  });

  it("the quota of a cloud counts VMs at creation, processors at the start", async () => {
    const { defaultEstate } = await import("../../provider/simulator/estate/default-estate.ts");
    const estate = defaultEstate(1, { vms: 0 });
    const clouds = estate.clouds.map((cloud) => (cloud.name === "Lab" ? { ...cloud, quota: { vmCount: 2, cpuCount: 3 } } : cloud));
    const at = session({ estate: { ...estate, grants: [], clouds } });
    for (const name of ["a", "b"]) expect((await at.last(...creation(name, { CPUCount: 2 }, {}, "Lab"))).state).toBe("done");
    expect((await at.last(...creation("c", {}, {}, "Lab"))).error?.number).toBe(990005);
    expect((await at.on("a", "Start-SCVirtualMachine")).state).toBe("done");
    expect((await at.on("b", "Start-SCVirtualMachine")).error?.number).toBe(990005);
    expect(await at.vm("b", ...STATE)).toEqual(["PowerOff", "PowerOff"]);
  });
});
