import { describe, expect, it } from "vitest";
import { defaultEstate } from "../../provider/simulator/estate/default-estate.ts";
import { EstateError, parseEstate } from "../../provider/simulator/estate/estate.ts";
import { createVmm } from "../../provider/simulator/vmm.ts";
import { raw, ref, type Session, session } from "./kit.ts";

const texts = async (at: Session, cmdlet: string, column: string, parameters = {}) =>
  (await at.last(raw("x", cmdlet, parameters, { project: [column] }))).rows?.flat() ?? [];

describe("the default estate", () => {
  const at = session();

  it("has the names that examples rely on", async () => {
    const server = raw("s", "Get-SCVMMServer", { ComputerName: "localhost" }, { project: ["Name", "ProductVersion"] });
    expect((await at.last(server)).rows).toEqual([["vmm01.contoso.example", "10.22.1287.0"]]);
    expect(await texts(at, "Get-SCCloud", "Name")).toEqual(["Production", "Test", "Lab"]);
    expect(await texts(at, "Get-SCVMHostGroup", "Path")).toEqual([
      "All Hosts",
      "All Hosts\\Datacenter A",
      "All Hosts\\Datacenter A\\Web",
      "All Hosts\\Datacenter A\\Data",
      "All Hosts\\Datacenter B",
      "All Hosts\\Datacenter B\\Web",
    ]);
    expect(await texts(at, "Get-SCVMHost", "Name")).toHaveLength(12);
    expect(await texts(at, "Get-SCVMNetwork", "Name")).toEqual(["Web", "App", "Database", "Management"]);
    expect(await texts(at, "Get-SCVMSubnet", "VMNetwork.Name")).toEqual(["Web", "App", "Database", "Management"]);
    expect(await texts(at, "Get-SCStaticIPAddressPool", "Name")).toEqual(["Web static", "App static", "Database static", "Tiny static"]);
    expect(await texts(at, "Get-SCVMTemplate", "Name", { All: true })).toEqual([
      "Ubuntu 22.04 LTS",
      "Windows Server 2022",
      "Windows Server 2016",
      "Legacy base",
      "Legacy base",
    ]);
    expect(await texts(at, "Get-SCHardwareProfile", "Name")).toEqual(["Small", "Medium", "Large", "Legacy"]);
    expect(await texts(at, "Get-SCOperatingSystem", "Name")).toContain("Ubuntu Linux 20.04 (64 bit)");
    expect(await texts(at, "Get-SCStaticIPAddressPool", "VMSubnet.VMNetwork.Name")).toEqual(["Web", "App", "Database", "Management"]);
  });

  it("has VMs of other people: most run, some are off, one missing, one failed; none is named web-0x", async () => {
    const status = await texts(at, "Get-SCVirtualMachine", "Status");
    const count = (wanted: string) => status.filter((one) => one === wanted).length;
    expect(status).toHaveLength(200);
    expect([count("Missing"), count("CreationFailed")]).toEqual([1, 1]);
    expect(count("Running")).toBeGreaterThan(120);
    expect(count("PowerOff")).toBeGreaterThan(20);
    const names = await texts(at, "Get-SCVirtualMachine", "Name");
    expect(new Set(names).size).toBe(200);
    expect(names.filter((name) => `${name}`.startsWith("web-"))).toEqual([]);
  });

  it("clouds hold only hosts of their groups", async () => {
    for (const [cloud, group] of [
      ["Test", "All Hosts\\Datacenter B"],
      ["Lab", "All Hosts\\Datacenter A\\Data"],
    ] as const) {
      const paths = await at.last(
        raw("c", "Get-SCCloud", { Name: cloud }),
        raw("v", "Get-SCVirtualMachine", { Cloud: ref("c") }, { project: ["HostGroupPath"] }),
      );
      expect(paths.count).toBeGreaterThan(5);
      for (const [path] of paths.rows ?? []) expect(`${path}`.startsWith(`${group}\\`)).toBe(true);
    }
  });

  it("is the same for the same seed, and survives JSON", () => {
    expect(defaultEstate(3)).toEqual(defaultEstate(3));
    expect(defaultEstate(3)).not.toEqual(defaultEstate(4));
    expect(parseEstate(JSON.parse(JSON.stringify(defaultEstate(3))))).toEqual(defaultEstate(3));
  });

  it("names in Get-* read wildcards and brackets", async () => {
    expect(await texts(at, "Get-SCCloud", "Name", { Name: "*t*" })).toEqual(["Production", "Test"]);
    expect(await texts(at, "Get-SCCloud", "Name", { Name: "[lt]*" })).toEqual(["Test", "Lab"]);
    expect(await texts(at, "Get-SCCloud", "Name", { Name: "L?b" })).toEqual(["Lab"]);
    expect(await texts(at, "Get-SCVMHostGroup", "Path", { Name: "web" })).toHaveLength(2);
    expect(await texts(at, "Get-SCVMHost", "Name", { ComputerName: "hv03" })).toEqual(["hv03.contoso.example"]);
  });

  it("another server does not answer", async () => {
    expect((await at.last(raw("s", "Get-SCVMMServer", { ComputerName: "vmm02" }))).error?.number).toBe(1602);
  });
});

describe("an estate that cannot be", () => {
  const good = defaultEstate(1, { vms: 1 });
  const [vm] = good.vms;

  it.each<[string, unknown]>([
    ["vms[0].cpuCount", { ...good, vms: [{ ...vm, cpuCount: 0 }] }],
    ["", { ...good, surprise: 1 }],
    ["server", {}],
  ])("is refused by its form at %s", (place, file) => {
    expect(() => parseEstate(file)).toThrow(EstateError);
    try {
      parseEstate(file);
    } catch (error) {
      expect((error as EstateError).place).toBe(place);
    }
  });

  it.each<[string, object]>([
    ["vms[0]", { vms: [{ ...vm, host: "nowhere" }] }],
    ["hosts[0].hostGroup", { hosts: good.hosts.map((host) => ({ ...host, hostGroup: "Nowhere" })) }],
    ["grants[1]", { grants: [...good.grants.slice(0, 1), ...good.grants.slice(0, 1)] }],
    ["pools[0].vmNetwork", { pools: good.pools.map((pool) => ({ ...pool, vmNetwork: "None" })) }],
    ["hostGroups[0]", { hostGroups: ["A\\B"] }],
  ])("is refused by what it refers to at %s", (place, change) => {
    expect(() => createVmm({ estate: parseEstate({ ...good, ...change }) })).toThrow(
      new RegExp(`^${place.replaceAll(/[[\]]/g, "\\$&")}: `),
    );
  });
});
