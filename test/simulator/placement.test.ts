import { describe, expect, it } from "vitest";
import type { CallValue } from "../../provider/batch/call.ts";
import { defaultEstate } from "../../provider/simulator/estate/default-estate.ts";
import { type Estate, type EstateFile, parseEstate } from "../../provider/simulator/estate/estate.ts";
import { creation, handDriven, raw, ref, type Session, session } from "./kit.ts";

const host = (name: string, rest: object = {}) => ({ name: `${name}.x`, hostGroup: "All", memoryGb: 64, cpus: 16, ...rest });

/** Four hosts in a group, the first two a cluster; two small VMs on the first. */
function estate(rest: Partial<EstateFile> = {}): Estate {
  const base = defaultEstate(1, { vms: 0 });
  const vm = (name: string) => ({
    name,
    host: "a.x",
    cpuCount: 1,
    memoryMb: 4096,
    operatingSystem: "Unknown",
    adapters: [{ vmNetwork: "Web" }],
  });
  return parseEstate({
    ...base,
    hostGroups: ["All", "All\\Spare"],
    hosts: [host("a"), host("b"), host("c"), host("d", { hostGroup: "All\\Spare" })],
    clusters: [{ name: "cluster.x", nodes: ["a.x", "b.x"] }],
    clouds: [
      { name: "Production", hostGroups: ["All"] },
      { name: "Spare", hostGroups: ["All\\Spare"] },
    ],
    vms: [vm("one"), vm("two")],
    grants: [],
    ...rest,
  });
}

const onHost = (name: string) => raw("host", "Get-SCVMHost", { ComputerName: name });
const move = (at: Session, vm: string, to: string, rest: object = {}, job = true) =>
  at.last(
    raw("vm", "Get-SCVirtualMachine", { Name: vm }),
    onHost(to),
    raw(
      "move",
      "Move-SCVirtualMachine",
      { VM: ref("vm"), VMHost: ref("host"), ...(rest as Record<string, CallValue>) },
      job ? { job: true } : {},
    ),
  );
const reasons = { each: "ZeroRatingReasonList", of: ["DisplayableErrorCode"] };
const rate = (at: Session, parameters: Record<string, CallValue>, ...before: ReturnType<typeof raw>[]) =>
  at.last(
    raw("group", "Get-SCVMHostGroup", { Name: "All" }),
    ...before,
    raw("rate", "Get-SCVMHostRating", parameters, { project: ["VMHost.Name", "Rating", "TransferType", reasons] }),
  );
const vm = (name: string) => raw("vm", "Get-SCVirtualMachine", { Name: name });

describe("ratings", () => {
  const ofVm = { VM: ref("vm"), VMHostGroup: [ref("group")] };

  it("give each host of the group and those below it stars, and say how the VM would travel", async () => {
    expect((await rate(session({ estate: estate() }), ofVm, vm("one"))).rows).toEqual([
      ["a.x", 5, "Live", []],
      ["b.x", 5, "Live", []],
      ["c.x", 5, "Network", []],
      ["d.x", 5, "Network", []],
    ]);
  });

  it.each([
    ["maintenance", { maintenance: true }, 990101],
    ["memory", { memoryGb: 5 }, 990102],
    ["disk", { diskGb: 1 }, 990103],
    ["network", { logicalNetworks: [] }, 23801],
  ])("give none and the reason for lack of %s", async (_, lack, number) => {
    const hosts = [host("a"), host("b"), host("c", lack), host("d", { hostGroup: "All\\Spare" })];
    const rows = (await rate(session({ estate: estate({ hosts }) }), ofVm, vm("one"))).rows ?? [];
    expect(rows[2]).toEqual(["c.x", 0, "Network", [[number]]]);
    expect(rows.filter((row) => row[1] === 0)).toHaveLength(1);
  });

  it("keep a highly available VM on clustered hosts", async () => {
    const vms = [{ name: "ha", host: "a.x", cpuCount: 1, memoryMb: 1024, operatingSystem: "Unknown", highlyAvailable: true }];
    const rows = (await rate(session({ estate: estate({ vms }) }), ofVm, vm("ha"))).rows ?? [];
    expect(rows.map(([name, stars]) => [name, Number(stars) > 0])).toEqual([
      ["a.x", true],
      ["b.x", true],
      ["c.x", false],
      ["d.x", false],
    ]);
  });

  it("are given for a template too, by cloud", async () => {
    const at = session({ estate: estate() });
    const { rows } = await rate(
      at,
      { VMTemplate: ref("template"), VMName: "new", DiskSpaceGB: 10, Cloud: [ref("cloud")] },
      raw("template", "Get-SCVMTemplate", { Name: "Ubuntu 22.04 LTS" }),
      raw("cloud", "Get-SCCloud", { Name: "Spare" }),
    );
    expect(rows).toEqual([["d.x", 5, "Network", []]]);
  });

  it("place members of an availability set apart", async () => {
    const at = session({ estate: estate() });
    const hosts = [];
    for (const name of ["w1", "w2", "w3", "w4"]) {
      const calls = creation(name).map((call) =>
        call.id === "config" && "cmdlet" in call ? { ...call, parameters: { ...call.parameters, AvailabilitySetNames: ["web"] } } : call,
      );
      expect((await at.last(...calls)).state).toBe("done");
      hosts.push((await at.vm(name, "HostName"))[0]);
    }
    expect(new Set(hosts).size).toBe(4);
  });
});

describe("a migration", () => {
  it("is live while the VM runs: it shows UnderMigration, and then its new host", async () => {
    const { at, clock } = handDriven({ estate: estate() });
    const memory = async () =>
      (await at.last(raw("h", "Get-SCVMHost", {}, { project: ["AvailableMemory"] }))).rows?.map(([mb]) => Number(mb)) ?? [];
    const before = await memory();
    expect(await move(at, "one", "c.x", { Path: "E:\\VMs" })).toMatchObject({ state: "done", job: expect.any(String) });
    expect(await at.vm("one", "Status", "VirtualMachineState", "IsUndergoingLiveMigration", "HostName")).toEqual([
      "UnderMigration",
      "Running",
      true,
      "a.x",
    ]);
    expect((await move(at, "one", "b.x")).error?.number).toBe(2606);
    await clock.advance(300_000);
    expect(await at.vm("one", "Status", "HostName", "Location", "HostGroupPath")).toEqual(["Running", "c.x", "E:\\VMs\\one", "All\\one"]);
    const after = await memory();
    expect(after.map((mb, index) => mb - (before[index] ?? 0))).toEqual([4096, 0, -4096, 0]);
    expect((await at.last(raw("d", "Get-SCVirtualDiskDrive", { All: true }, { project: ["VirtualHardDisk.HostName"] }))).state).toBe(
      "done",
    );
  });

  it("takes two at a time from a host; a third waits, and one that would wait too long fails with 23007", async () => {
    const many = Array.from({ length: 14 }, (_, index) => ({ ...(estate().vms[0] as object), name: `m${index}` })) as Estate["vms"];
    const { at, clock } = handDriven({ estate: estate({ vms: many }) });
    for (let index = 0; index < 14; index++) expect((await move(at, `m${index}`, "c.x")).state).toBe("done");
    await clock.advance(200_000);
    const states = async () => {
      const { rows = [] } = await at.last(raw("v", "Get-SCVirtualMachine", { All: true }, { project: ["HostName"] }));
      return rows.filter(([name]) => name === "c.x").length;
    };
    expect(await states()).toBe(2);
    await clock.advance(200_000);
    expect(await states()).toBe(4);
    await clock.advance(3_600_000);
    expect(await states()).toBe(12);
    const { rows } = await at.last(raw("j", "Get-SCJob", { All: true }, { project: ["Status", "ErrorInfo.DisplayableErrorCode"] }));
    expect(rows?.filter(([status]) => status === "Failed")).toEqual([
      ["Failed", 23007],
      ["Failed", 23007],
    ]);
    expect(await at.vm("m13", "Status", "HostName")).toEqual(["Running", "a.x"]);
  });

  it("to a host without the network succeeds with info; to one without room it fails, and the VM runs on", async () => {
    const hosts = [host("a"), host("b"), host("c", { logicalNetworks: [] }), host("d", { memoryGb: 5, hostGroup: "All\\Spare" })];
    const at = session({ estate: estate({ hosts }) });
    expect((await move(at, "one", "c.x", {}, false)).state).toBe("done");
    const { rows } = await at.last(
      raw("j", "Get-SCJob", { Newest: 1 }, { project: ["Status", { each: "AdditionalMessages", of: ["DisplayableErrorCode"] }] }),
    );
    expect(rows).toEqual([["SucceedWithInfo", [[23801]]]]);
    expect((await move(at, "one", "d.x", {}, false)).error?.number).toBe(990102);
    expect(await at.vm("one", "Status", "HostName")).toEqual(["Running", "c.x"]);
  });

  it("refuses a local path on a cluster for a highly available VM, and a VM in no state to move", async () => {
    const vms = [
      { name: "ha", host: "a.x", cpuCount: 1, memoryMb: 1024, operatingSystem: "Unknown", highlyAvailable: true },
      { name: "lost", host: "a.x", cpuCount: 1, memoryMb: 1024, operatingSystem: "Unknown", status: "Missing" },
    ];
    const at = session({ estate: estate({ vms }) });
    expect((await move(at, "ha", "b.x", { Path: "D:\\VMs" })).error?.number).toBe(2409);
    expect((await move(at, "ha", "b.x", {}, false)).state).toBe("done");
    expect((await move(at, "lost", "b.x")).error?.number).toBe(1730);
  });
});

describe("clouds", () => {
  const into = (at: Session, cloud: string) =>
    at.last(
      vm("one"),
      raw("cloud", "Get-SCCloud", { Name: cloud }),
      raw("set", "Set-SCVirtualMachine", { VM: ref("vm"), Cloud: ref("cloud") }),
    );

  it("take a VM that lies on one of their hosts", async () => {
    const at = session({ estate: estate() });
    expect((await into(at, "Spare")).error?.number).toBe(990106);
    await move(at, "one", "d.x", {}, false);
    expect((await into(at, "Spare")).state).toBe("done");
  });

  it.each([
    ["VMs", { vmCount: 1 }],
    ["processors of what runs", { cpuCount: 1 }],
    ["memory of what runs", { memoryMb: 4096 }],
  ])("refuse what goes beyond their quota of %s", async (_, quota) => {
    const clouds = [{ name: "Production", hostGroups: ["All"], quota }];
    const [one, two] = estate().vms;
    const vms = [one as NonNullable<typeof one>, { ...(two as NonNullable<typeof two>), cloud: "Production" }];
    expect((await into(session({ estate: estate({ clouds, vms }) }), "Production")).error?.number).toBe(990005);
  });

  it("count the VMs of the connected user towards the quota of the role", async () => {
    const owner = "CONTOSO\\svc-scvmm";
    const clouds = [{ name: "Production", hostGroups: ["All"], userQuota: { vmCount: 1 } }];
    const [one] = estate().vms;
    const others = estate({ clouds, vms: [{ ...(one as NonNullable<typeof one>), cloud: "Production", owner: "CONTOSO\\other" }] });
    expect((await session({ estate: others }).last(...creation("new"))).state).toBe("done");
    const own = estate({ clouds, vms: [{ ...(one as NonNullable<typeof one>), cloud: "Production", owner }] });
    expect((await session({ estate: own }).last(...creation("new"))).error?.message).toContain("for CONTOSO\\svc-scvmm");
  });
});

describe("faults", () => {
  const set = (at: Session) => at.on("one", "Set-SCVirtualMachine", { Tag: "x" }, { job: true });
  const job = (at: Session, id: string | undefined) =>
    at.last(raw("j", "Get-SCJob", { ID: id ?? "" }, { project: ["Status", "ProgressValue", "IsCompleted", "WasNotifiedOfCancel"] }));

  it("cancel a job: nothing is changed", async () => {
    const { at, clock } = handDriven({
      estate: estate(),
      faults: [{ cmdlet: "Set-SCVirtualMachine", skip: 0, count: 1, jobCanceled: true }],
    });
    const { job: id } = await set(at);
    await clock.advance(60_000);
    expect((await job(at, id)).rows).toEqual([["Canceled", 0, true, true]]);
    expect(await at.vm("one", "Tag")).toEqual(["(none)"]);
  });

  it("make what a job did show late", async () => {
    const { at, clock } = handDriven({ estate: estate(), faults: [{ cmdlet: "Set-SCVirtualMachine", skip: 0, count: 1, lagMs: 30_000 }] });
    const { job: id } = await set(at);
    await clock.advance(10_000);
    expect((await job(at, id)).rows).toEqual([["Completed", 100, true, false]]);
    expect(await at.vm("one", "Tag")).toEqual(["(none)"]);
    await clock.advance(30_000);
    expect(await at.vm("one", "Tag")).toEqual(["x"]);
  });

  it("make what a job did show late, but not after what the next job on the same VM did", async () => {
    const { at, clock } = handDriven({ estate: estate(), faults: [{ cmdlet: "Set-SCVirtualMachine", skip: 0, count: 1, lagMs: 60_000 }] });
    await set(at);
    await clock.advance(10_000);
    await at.on("one", "Set-SCVirtualMachine", { Tag: "y" }, { job: true });
    await clock.advance(10_000);
    expect(await at.vm("one", "Tag")).toEqual(["y"]);
    await clock.advance(60_000);
    expect(await at.vm("one", "Tag")).toEqual(["y"]);
  });

  it.each([
    ["Get-SCVirtualDiskDrive", "Remove-SCVirtualDiskDrive", "VirtualDiskDrive", { SkipDeleteVHD: true }],
    ["Get-SCVirtualNetworkAdapter", "Remove-SCVirtualNetworkAdapter", "VirtualNetworkAdapter", {}],
  ])("make a removal show late: %s, removed once more meanwhile, takes no other with it", async (get, remove, as, more) => {
    const { at, clock } = handDriven({ estate: estate(), faults: [{ cmdlet: remove, skip: 0, count: 1, lagMs: 60_000 }] });
    const disk = { SCSI: true, Bus: 0, Dynamic: true, VirtualHardDiskSizeMB: 1024 };
    for (const LUN of [2, 3]) {
      const made =
        as === "VirtualDiskDrive"
          ? await at.on("one", "New-SCVirtualDiskDrive", { ...disk, LUN, FileName: `data-${LUN}` }, { job: true })
          : await at.on("one", "New-SCVirtualNetworkAdapter", { Synthetic: true }, { job: true });
      expect(made.error ?? null).toBeNull();
      await clock.advance(60_000);
    }
    const ids = async () =>
      (await at.last(vm("one"), raw("of", get, { VM: ref("vm") }, { project: ["ID"] }))).rows?.map(([id]) => String(id));
    const [first = "", ...others] = (await ids()) ?? [];
    expect(others.length).toBeGreaterThan(0);
    const removal = () =>
      at.last(
        vm("one"),
        raw("of", get, { VM: ref("vm") }, { where: { all: [{ path: "ID", op: "eq", value: first }] } }),
        raw("remove", remove, { [as]: ref("of"), ...more }, { job: true }),
      );
    await removal();
    await clock.advance(30_000);
    expect(await ids()).toHaveLength(others.length + 1);
    expect((await removal()).error?.number).toBe(801);
    await clock.advance(120_000);
    expect(await ids()).toEqual(others);
  });
});

it("a cluster's nodes lie in one host group", () => {
  const clusters = [{ name: "cluster.x", nodes: ["a.x", "d.x"] }];
  expect(() => session({ estate: estate({ clusters }) })).toThrow(/one host group/);
  expect(() => session({ estate: estate({ clusters: [{ name: "c", nodes: ["nowhere"] }] }) })).toThrow(/no host named nowhere/);
});
