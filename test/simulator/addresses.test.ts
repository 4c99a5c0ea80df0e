import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CallValue } from "../../provider/batch/call.ts";
import { formatAddress, parseAddress, parseRanges } from "../../provider/simulator/ip-address.ts";
import { creation, raw, ref, type Session, session } from "./kit.ts";

const grant = (at: Session, pool: string, parameters: Record<string, CallValue> = {}) =>
  at.last(
    raw("pool", "Get-SCStaticIPAddressPool", { Name: pool }),
    raw(
      "do",
      "Grant-SCIPAddress",
      { StaticIPAddressPool: ref("pool"), GrantToObjectType: "VIP", ...parameters },
      {
        project: ["Address", "AssignedToType", "AssignedToID", "Description", "AllocatingAddressPool.Name", "ID"],
      },
    ),
  );
const revoke = (at: Session, address: string) =>
  at.last(raw("a", "Get-SCIPAddress", { IPAddress: address }), raw("do", "Revoke-SCIPAddress", { AllocatedIPAddress: ref("a") }));
const counts = async (at: Session, pool: string) =>
  (await at.last(raw("p", "Get-SCStaticIPAddressPool", { Name: pool }, { project: ["TotalAddresses", "AvailableAddresses"] })))
    .rows?.[0] as [number, number];

describe("pools", () => {
  it("grant virtual IPs from the VIP set and everything else from the rest", async () => {
    const at = session();
    expect((await grant(at, "Web static", { Description: "d" })).rows?.[0]).toEqual([
      "10.20.10.202",
      "VIP",
      null,
      "d",
      "Web static",
      expect.any(String),
    ]);
    const ordinary = await grant(at, "Web static", { GrantToObjectType: "VirtualMachine" });
    expect(Number(`${ordinary.rows?.[0]?.[0]}`.split(".")[3])).toBeLessThan(200);
  });

  it.each([
    ["taken", "10.20.10.200", "VIP", 990002],
    ["outside the VIP set", "10.20.10.50", "VIP", 990003],
    ["a virtual IP for a machine", "10.20.10.210", "VirtualMachine", 990003],
    ["reserved", "10.20.10.240", "VirtualMachine", 990003],
    ["out of range", "10.20.10.9", "VirtualMachine", 990003],
    ["no address", "10.20.10", "VIP", 990003],
  ])("refuse an address that is %s", async (_, IPAddress, GrantToObjectType, number) => {
    expect((await grant(session(), "Web static", { IPAddress, GrantToObjectType })).error?.number).toBe(number);
  });

  it("run full, and serve again what is returned", async () => {
    const at = session();
    const ask = () => grant(at, "Tiny static", { GrantToObjectType: "VirtualMachine" });
    const granted = [await ask(), await ask(), await ask()].map(({ rows }) => rows?.[0]?.[0]);
    expect(granted).toEqual(["10.20.40.10", "10.20.40.11", "10.20.40.12"]);
    expect((await ask()).error?.number).toBe(990001);
    expect(await counts(at, "Tiny static")).toEqual([3, 0]);
    expect((await revoke(at, "10.20.40.11")).state).toBe("done");
    expect((await ask()).rows?.[0]?.[0]).toBe("10.20.40.11");
  });

  it("say so when what is revoked is not granted any more", async () => {
    const at = session();
    const results = await at.run(
      raw("a", "Get-SCIPAddress", { IPAddress: "10.20.10.200" }),
      raw("r", "Revoke-SCIPAddress", { AllocatedIPAddress: ref("a") }),
      raw("again", "Revoke-SCIPAddress", { AllocatedIPAddress: ref("a") }),
      raw("byName", "Revoke-SCIPAddress", { AllocatedIPAddress: "10.20.10.99" }),
    );
    expect(results[1]?.state).toBe("done");
    for (const result of results.slice(2)) expect(result.error?.message).toMatch(/^Unable to find the specified allocated IP address/);
  });

  it("list what is granted by pool, holder and state, and take new descriptions", async () => {
    const at = session();
    const set = await at.last(
      raw("a", "Get-SCIPAddress", { IPAddress: "10.20.10.201" }),
      raw("s", "Set-SCIPAddress", { AllocatedIPAddress: ref("a"), Description: "new" }, { project: ["Description"] }),
    );
    expect(set.rows).toEqual([["new"]]);
    const unassigned = await at.last(raw("u", "Get-SCIPAddress", { UnAssigned: true }, { project: ["AssignedToType"] }));
    expect(unassigned.rows).toEqual([["VIP"], ["VIP"], ["VIP"], ["VIP"]]);
    const assigned = await at.last(raw("u", "Get-SCIPAddress", { Assigned: true }, { project: ["AssignedToType", "AssignedToID"] }));
    expect(assigned.count).toBeGreaterThan(10);
    expect((await at.last(raw("x", "Get-SCIPAddress", { GrantToObjectID: `${assigned.rows?.[0]?.[1]}` }))).count).toBe(1);
  });

  type Step =
    | { readonly kind: "grant"; readonly type: string; readonly address: number }
    | { readonly kind: "revoke"; readonly which: number };
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({
      kind: fc.constant("grant" as const),
      type: fc.constantFrom("VIP", "VirtualMachine"),
      address: fc.integer({ min: -20, max: 260 }),
    }),
    fc.record({ kind: fc.constant("revoke" as const), which: fc.nat(50) }),
  );

  const GRANTED_BEFORE = ["10.20.10.200", "10.20.10.201"];

  async function takeStep(at: Session, held: string[], one: Step): Promise<void> {
    if (one.kind === "revoke") {
      const [address] = held.length > 0 ? held.splice(one.which % held.length, 1) : [];
      if (address !== undefined) expect((await revoke(at, address)).state).toBe("done");
      return;
    }
    const given: Record<string, CallValue> = one.address < 0 ? {} : { IPAddress: `10.20.10.${one.address}` };
    const { rows } = await grant(at, "Web static", { GrantToObjectType: one.type, ...given });
    if (!rows?.[0]) return;
    expect([...held, ...GRANTED_BEFORE]).not.toContain(rows[0][0]);
    held.push(`${rows[0][0]}`);
  }

  it("never give the same address twice, and lose none", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const at = session();
        const [total, free] = await counts(at, "Web static");
        const held: string[] = [];
        for (const one of steps) {
          await takeStep(at, held, one);
          expect(await counts(at, "Web static")).toEqual([total, free - held.length]);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("addresses as text", () => {
  it("are read and written the same", () => {
    fc.assert(
      fc.property(fc.ipV4(), (text) => {
        expect(formatAddress(parseAddress(text) ?? -1n)).toBe(text);
      }),
    );
    for (const text of ["", "1.2.3", "1.2.3.256", "1.2.3.4.5", "a.b.c.d", "::g", "fe80::1%1"]) expect(parseAddress(text)).toBeUndefined();
  });

  it("sets of ranges", () => {
    expect(parseRanges("10.0.0.25-10.0.0.35, 10.0.0.38")).toHaveLength(2);
    expect(parseRanges("")).toEqual([]);
    for (const text of ["10.0.0.5-10.0.0.4", "x", "10.0.0.1-10.0.0.2-10.0.0.3"]) expect(parseRanges(text)).toBeUndefined();
  });
});

describe("adapters", () => {
  const change = (at: Session, parameters: Record<string, CallValue>, pool = "Web static") =>
    at.last(
      raw("vm", "Get-SCVirtualMachine", { Name: "vm" }),
      raw("nic", "Get-SCVirtualNetworkAdapter", { VM: ref("vm") }),
      raw("net", "Get-SCVMNetwork", { Name: "Web" }),
      raw("app", "Get-SCVMNetwork", { Name: "App" }),
      raw("pool", "Get-SCStaticIPAddressPool", { Name: pool }),
      raw("do", "Set-SCVirtualNetworkAdapter", { VirtualNetworkAdapter: ref("nic"), ...parameters }),
    );
  const STATIC = {
    VMNetwork: ref("net"),
    MACAddressType: "Static",
    MACAddress: "00:00:00:00:00:00",
    IPv4AddressType: "Static",
    IPv4AddressPools: [ref("pool")],
  };
  const adapters = (at: Session) =>
    at.vm("vm", {
      each: "VirtualNetworkAdapters",
      of: ["VMNetwork.Name", "VMSubnet.Name", "VLanID", "MACAddressType", "IPv4AddressType", "IPv4Addresses"],
    });
  const made = async () => {
    const at = session();
    await at.run(...creation("vm"));
    return at;
  };

  it("static on a pool: an address and a MAC of VMM's, assigned to the adapter; once, however often it is set", async () => {
    const at = await made();
    const [total, free] = await counts(at, "Web static");
    expect((await change(at, STATIC)).state).toBe("done");
    const before = await adapters(at);
    expect(before).toEqual([[["Web", "Web subnet", 110, "Static", "Static", [expect.stringMatching(/^10\.20\.10\.\d+$/)]]]]);
    const [id, mac, address] = await at.vm(
      "vm",
      "VirtualNetworkAdapters.ID",
      "VirtualNetworkAdapters.MACAddress",
      "VirtualNetworkAdapters.IPv4Addresses",
    );
    expect(mac).toMatch(/^00:1D:D8:[0-9A-F:]{8}$/);
    const held = await at.last(
      raw("a", "Get-SCIPAddress", { GrantToObjectID: `${id}` }, { project: ["Address", "AssignedToType", "AllocatingAddressPool.Name"] }),
    );
    expect(held.rows).toEqual([[address, "VirtualNetworkAdapter", "Web static"]]);
    await change(at, STATIC);
    expect(await adapters(at)).toEqual(before);
    expect(await counts(at, "Web static")).toEqual([total, free - 1]);
    await at.on("vm", "Remove-SCVirtualMachine");
    expect(await counts(at, "Web static")).toEqual([total, free]);
  });

  it("a wanted address replaces the one held; another pool replaces it too; dynamic returns it", async () => {
    const at = await made();
    const [, free] = await counts(at, "Web static");
    await change(at, STATIC);
    await change(at, { ...STATIC, IPv4Addresses: ["10.20.10.150"] });
    expect(await at.vm("vm", "VirtualNetworkAdapters.IPv4Addresses")).toEqual(["10.20.10.150"]);
    expect((await counts(at, "Web static"))[1]).toBe(free - 1);
    await change(at, { ...STATIC, VMNetwork: ref("app") }, "App static");
    expect((await counts(at, "Web static"))[1]).toBe(free);
    expect(await at.vm("vm", "VirtualNetworkAdapters.IPv4Addresses")).toEqual([expect.stringMatching(/^10\.20\.20\./)]);
    await change(at, { IPv4AddressType: "Dynamic", MACAddressType: "Dynamic" });
    expect(await adapters(at)).toEqual([[["App", "App subnet", 120, "Dynamic", "Dynamic", []]]]);
    expect((await at.last(raw("a", "Get-SCIPAddress", { Assigned: true }, { project: ["AssignedToID"] }))).rows?.flat()).not.toContain(
      (await at.vm("vm", "VirtualNetworkAdapters.ID"))[0],
    );
  });

  it("a refused change leaves everything as it was", async () => {
    const at = await made();
    await change(at, STATIC);
    const before = [await adapters(at), await counts(at, "Web static")];
    expect((await change(at, { ...STATIC, IPv4Addresses: ["10.20.10.151", "10.20.10.200"] })).error?.number).toBe(990003);
    expect([await adapters(at), await counts(at, "Web static")]).toEqual(before);
    expect(await at.vm("vm", "Status")).toEqual(["UpdateFailed"]);
  });

  it("uses what was granted to it beforehand", async () => {
    const at = await made();
    const [id] = await at.vm("vm", "VirtualNetworkAdapters.ID");
    await grant(at, "Web static", { GrantToObjectType: "VirtualNetworkAdapter", GrantToObjectID: `${id}`, IPAddress: "10.20.10.160" });
    await change(at, { VMNetwork: ref("net"), IPv4AddressType: "Static", MACAddressType: "Static" });
    expect(await at.vm("vm", "VirtualNetworkAdapters.IPv4Addresses")).toEqual(["10.20.10.160"]);
  });

  it("without a pool takes one of its subnet, else 23753; a full pool fails the job", async () => {
    const at = await made();
    expect((await change(at, { IPv4AddressType: "Static" })).error?.number).toBe(23753);
    expect((await change(at, { VMNetwork: ref("net"), IPv4AddressType: "Static" })).state).toBe("done");
    for (const _ of [1, 2, 3]) await grant(at, "Tiny static", { GrantToObjectType: "VirtualMachine" });
    expect((await change(at, STATIC, "Tiny static")).error?.number).toBe(990001);
  });

  it("while the VM runs: reconnected, yes; another kind of address, no; added and removed in generation 2", async () => {
    const at = await made();
    await change(at, STATIC);
    await at.on("vm", "Start-SCVirtualMachine");
    expect((await change(at, { ...STATIC, VMNetwork: ref("app") }, "App static")).state).toBe("done");
    expect((await change(at, { IPv4AddressType: "Dynamic" })).error?.number).toBe(640);
    expect((await change(at, { MACAddress: "00:1D:D8:00:00:01" })).error?.number).toBe(640);
    const added = await at.on(
      "vm",
      "New-SCVirtualNetworkAdapter",
      { VMNetwork: "Database", Synthetic: true },
      { project: ["SlotId", "VMNetwork.Name"] },
    );
    expect(added.rows).toEqual([[1, "Database"]]);
    const removed = await at.last(
      raw(
        "nic",
        "Get-SCVirtualNetworkAdapter",
        { All: true },
        {
          where: {
            all: [
              { path: "Name", op: "eq", value: "vm" },
              { path: "SlotId", op: "eq", value: "0" },
            ],
          },
        },
      ),
      raw("rm", "Remove-SCVirtualNetworkAdapter", { VirtualNetworkAdapter: ref("nic") }),
    );
    expect(removed.state).toBe("done");
    expect(await at.vm("vm", "VirtualNetworkAdapters.SlotId")).toEqual([1]);
  });
});
