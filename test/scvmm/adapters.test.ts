import { describe, expect, it } from "vitest";
import { call, ref } from "../../provider/batch/build.ts";
import type { Batch } from "../../provider/batch/call.ts";
import type { Inventory, LiveVm } from "../../provider/engine/inventory.ts";
import type { AdapterSettings, SetAdapter } from "../../provider/engine/operation-adapter.ts";
import { createVmmPort } from "../../provider/scvmm/port.ts";
import { type Fault, simulatedExecutor } from "../../provider/simulator/index.ts";
import { SERVER, type Simulated, simulated } from "./support/simulated.ts";

const NOWHERE = "11111111-2222-3333-4444-555555555555";
const fault = (cmdlet: string, rest: Partial<Fault>): Fault => ({ cmdlet, skip: 0, count: 1, ...rest });

function named<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const found = all.find((one) => one.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}

const connectionTo = ({ vmNetworks }: Inventory, name: string) => {
  const { id, subnets } = named(vmNetworks, name);
  return { vmNetworkId: id, subnetId: subnets[0]?.id ?? null, vlan: null };
};

interface Stage extends Simulated {
  readonly vm: LiveVm;
  readonly inventory: Inventory;
  /** Sets the only adapter, follows the job, and gives the adapter as it is then. */
  readonly set: (set: AdapterSettings) => Promise<LiveVm["adapters"][number]>;
  readonly operation: (set: AdapterSettings) => SetAdapter;
}

async function stage(faults: readonly Fault[] = []): Promise<Stage> {
  const base = simulated({ faults });
  const vm = await base.machine(await base.make("web-1"));
  const adapterId = vm.adapters[0]?.id ?? "";
  const operation = (set: AdapterSettings): SetAdapter => ({
    kind: "set-adapter",
    vmId: vm.id,
    adapterId,
    device: "eth0",
    mark: vm.mark,
    set,
  });
  const set = async (settings: AdapterSettings) => {
    const { outcome, report } = await base.finish(operation(settings));
    if (report?.state !== "done") throw new Error(JSON.stringify([outcome, report]));
    const found = (await base.machine(vm.id)).adapters.find(({ id }) => id === adapterId);
    if (!found) throw new Error("no adapter");
    return found;
  };
  return { ...base, vm, inventory: await base.port.readInventory(), set, operation };
}

const addressing = (inventory: Inventory, wishes: readonly (readonly [pool: string, address: string | null])[]) => ({
  fixed: [4 as const],
  dynamic: [],
  grants: wishes.map(([pool, address]) => ({ poolId: named(inventory.pools, pool).id, address })),
  returns: [],
});

const STATIC_MAC = { type: "Static", from: "next" } as const;

describe("set-adapter", () => {
  it("connects, and sets an address that it was granted, never a second however often it is asked", async () => {
    const { inventory, port, set, vm } = await stage();
    const settings = {
      connection: connectionTo(inventory, "Web"),
      mac: STATIC_MAC,
      addressing: addressing(inventory, [["Web static", null]]),
    };
    const adapter = await set(settings);
    expect(adapter).toMatchObject({ vmNetwork: "Web", vlan: 110, ipv4AddressType: "Static", macAddressType: "Static" });
    expect(adapter.macAddress).toMatch(/^00:1D:D8:/);
    expect(await set(settings)).toEqual(adapter);
    const granted = (await port.readInventory()).addresses.filter(({ assignedToId }) => assignedToId === vm.adapters[0]?.id);
    expect(granted.map(({ address, assignedToType }) => [address, assignedToType])).toEqual([
      [adapter.ipv4Addresses[0], "VirtualNetworkAdapter"],
    ]);
  });

  it("takes several addresses, given and not, of one pool and another, and returns what is spare", async () => {
    const { inventory, port, set, vm } = await stage();
    const before = inventory.addresses.length;
    const connection = connectionTo(inventory, "Web");
    const first = await set({
      connection,
      mac: STATIC_MAC,
      addressing: addressing(inventory, [
        ["Web static", "10.20.10.150"],
        ["Web static", "10.20.10.151"],
      ]),
    });
    expect(first.ipv4Addresses).toEqual(["10.20.10.150", "10.20.10.151"]);
    const held = (await port.readInventory()).addresses.filter(({ assignedToId }) => assignedToId === vm.adapters[0]?.id);
    const gone = held.find(({ address }) => address === "10.20.10.150");
    const second = await set({
      connection: { ...connection, subnetId: null },
      addressing: { ...addressing(inventory, [["App static", null]]), returns: [gone?.id ?? ""] },
    });
    expect(second.ipv4Addresses).toEqual(["10.20.10.151", expect.stringMatching(/^10\.20\.20\./)]);
    expect(second.macAddress).toBe(first.macAddress);
    expect((await port.readInventory()).addresses).toHaveLength(before + 2);
  });

  it("is told when somebody else has the address, and changes nothing", async () => {
    const { inventory, port, operation } = await stage();
    const taken = inventory.addresses.find(({ assignedToType }) => assignedToType === "VirtualNetworkAdapter");
    const pool = inventory.pools.find(({ id }) => id === taken?.poolId);
    const settings = { addressing: addressing(inventory, [[pool?.name ?? "", taken?.address ?? ""]]) };
    expect(await port.run(operation(settings))).toMatchObject({ state: "taken", diagnostic: { code: "VMM_TAKEN" } });
    expect((await port.readInventory()).addresses).toEqual(inventory.addresses);
  });

  it("grants nothing to an adapter that has gone, of which nobody would return it", async () => {
    const { inventory, port, operation, vmm } = await stage();
    const settings = {
      addressing: addressing(inventory, [
        ["Web static", null],
        ["Web static", "10.20.10.150"],
      ]),
    };
    const late = { ...operation(settings), adapterId: NOWHERE };
    const executor = simulatedExecutor(vmm);
    let batches = 0;
    const dying = {
      ...executor,
      execute: (batch: Batch) => (batches++ === 0 ? executor.execute(batch) : Promise.reject(new Error("dies"))),
    };
    await createVmmPort(dying, { server: "localhost" }).run(late);
    expect((await port.readInventory()).addresses).toEqual(inventory.addresses);
    expect(await port.run(late)).toMatchObject({ state: "failed", diagnostic: { code: "VMM_NOT_FOUND" } });
  });

  it("of two that race for one address one wins", async () => {
    const { inventory, port, make, machine } = await stage();
    const others = [await machine(await make("web-2", { mark: { scope: "team", address: "ScvmmMachine/a/b" } }))];
    const vms = [...others, ...inventory.owned];
    const outcomes = await Promise.all(
      vms.map((vm) =>
        port.run({
          kind: "set-adapter",
          vmId: vm.id,
          adapterId: vm.adapters[0]?.id ?? "",
          device: "eth0",
          mark: vm.mark,
          set: {
            connection: connectionTo(inventory, "Web"),
            mac: STATIC_MAC,
            addressing: addressing(inventory, [["Web static", "10.20.10.150"]]),
          },
        }),
      ),
    );
    expect(outcomes.map(({ state }) => state).sort()).toEqual(["running", "taken"]);
  });

  it("that failed half-way is finished by doing it again", async () => {
    const { inventory, port, set, operation } = await stage([
      fault("Set-SCVirtualNetworkAdapter", { error: { number: 2606, message: "locked" } }),
    ]);
    const settings = {
      connection: connectionTo(inventory, "App"),
      mac: STATIC_MAC,
      addressing: addressing(inventory, [["App static", null]]),
    };
    expect(await port.run(operation(settings))).toMatchObject({ state: "busy" });
    expect((await set(settings)).ipv4Addresses).toHaveLength(1);
  });

  it("returns all and becomes dynamic", async () => {
    const { inventory, port, set, vm } = await stage();
    await set({ connection: connectionTo(inventory, "Web"), mac: STATIC_MAC, addressing: addressing(inventory, [["Web static", null]]) });
    const held = (await port.readInventory()).addresses.filter(({ assignedToId }) => assignedToId === vm.adapters[0]?.id);
    const adapter = await set({ addressing: { fixed: [], dynamic: [4], grants: [], returns: held.map(({ id }) => id) } });
    expect(adapter).toMatchObject({ ipv4AddressType: "Dynamic", ipv4Addresses: [] });
    expect((await port.readInventory()).addresses).toEqual(inventory.addresses);
  });

  it("sets VLAN, classification and switches, and what it is not told stays", async () => {
    const { inventory, set } = await stage();
    const classification = named(inventory.portClassifications, "High bandwidth");
    const connection = { ...connectionTo(inventory, "Web"), vlan: 110 };
    expect(
      await set({
        connection,
        portClassificationId: classification.id,
        macAddressSpoofing: true,
        guestIPNetworkVirtualizationUpdates: true,
      }),
    ).toMatchObject({ vlan: 110, portClassification: "High bandwidth", macAddressSpoofing: true, vmNetworkOptimization: false });
    expect(await set({ vmNetworkOptimization: true })).toMatchObject({
      vmNetwork: "Web",
      vlan: 110,
      portClassification: "High bandwidth",
      macAddressSpoofing: true,
      guestIPNetworkVirtualizationUpdates: true,
    });
  });

  it.each([
    ["given", { type: "Static", from: "given", address: "00:15:5D:00:00:07" } as const, "00:15:5D:00:00:07"],
    ["of VMM's pool", STATIC_MAC, expect.stringMatching(/^00:1D:D8:/)],
    ["dynamic", { type: "Dynamic" } as const, null],
  ])("sets a MAC address that is %s", async (_, mac, expected) => {
    const { set } = await stage();
    expect(await set({ mac })).toMatchObject({ macAddressType: mac.type, macAddress: expected });
  });

  it("has a named pool grant the MAC address, once", async () => {
    const { inventory, set, port, operation, vmm } = await stage([
      fault("Set-SCVirtualNetworkAdapter", { error: { number: 2606, message: "locked" } }),
    ]);
    const [{ id: poolId, rangeStart, rangeEnd } = { id: "", rangeStart: "", rangeEnd: "" }] = inventory.macPools;
    const mac = { type: "Static", from: "pool", poolId, rangeStart, rangeEnd } as const;
    const before = vmm.world.store.macAddresses.size;
    expect(await port.run(operation({ mac }))).toMatchObject({ state: "busy" });
    const { macAddress } = await set({ mac });
    expect(macAddress && rangeStart <= macAddress && macAddress <= rangeEnd).toBe(true);
    expect(vmm.world.store.macAddresses.size).toBe(before + 1);
  });

  it("of an adapter that went leaves no grant behind", async () => {
    const { inventory, port, operation } = await stage();
    const settings = { addressing: addressing(inventory, [["Web static", null]]) };
    expect(await port.run({ ...operation(settings), adapterId: NOWHERE })).toMatchObject({ diagnostic: { code: "VMM_NOT_FOUND" } });
    expect((await port.readInventory()).addresses).toEqual(inventory.addresses);
  });

  it("of an adapter that goes as it is granted an address leaves none behind either", async () => {
    const { inventory, port, operation, vmm } = await stage();
    const executor = simulatedExecutor(vmm);
    const removing = createVmmPort(
      {
        ...executor,
        execute: (batch, signal) => {
          if (batch.some((one) => "cmdlet" in one && one.cmdlet === "Grant-SCIPAddress")) vmm.world.store.adapters.clear();
          return executor.execute(batch, signal);
        },
      },
      { server: SERVER },
    );
    const settings = { addressing: addressing(inventory, [["Web static", null]]) };
    expect(await removing.run(operation(settings))).toMatchObject({ diagnostic: { code: "VMM_NOT_FOUND" } });
    expect((await port.readInventory()).addresses).toEqual(inventory.addresses);
  });

  it("of a pool that went says so", async () => {
    const { port, operation } = await stage();
    const settings = { addressing: { fixed: [4 as const], dynamic: [], grants: [{ poolId: NOWHERE, address: null }], returns: [] } };
    expect(await port.run(operation(settings))).toMatchObject({ state: "failed", diagnostic: { code: "VMM_NOT_FOUND" } });
  });

  it("never returns an address that the adapter does not hold any more", async () => {
    const { inventory, port, set } = await stage();
    const stranger = inventory.addresses[0]?.id ?? "";
    await set({ addressing: { fixed: [], dynamic: [4], grants: [], returns: [stranger] } });
    expect((await port.readInventory()).addresses).toEqual(inventory.addresses);
  });
});

describe("add-adapter and remove-adapter", () => {
  it("add one, once, and remove it with its addresses, once", async () => {
    const { inventory, port, finish, machine, vm } = await stage();
    const add = { kind: "add-adapter", vmId: vm.id, device: "eth1", connection: connectionTo(inventory, "App"), total: 2 } as const;
    await finish(add);
    expect(await port.run(add)).toMatchObject({ state: "done" });
    const { adapters } = await machine(vm.id);
    expect(adapters).toMatchObject([{ slot: 0 }, { slot: 1, vmNetwork: "App", vlan: 120, ipv4AddressType: "Dynamic" }]);
    const adapterId = adapters[1]?.id ?? "";
    const settings = { mac: STATIC_MAC, addressing: addressing(inventory, [["App static", null]]) };
    await finish({ kind: "set-adapter", vmId: vm.id, adapterId, device: "eth1", mark: vm.mark, set: settings });
    const remove = { kind: "remove-adapter", vmId: vm.id, adapterId, device: "eth1" } as const;
    expect((await finish(remove)).report?.state).toBe("done");
    expect(await port.run(remove)).toMatchObject({ state: "done" });
    expect((await machine(vm.id)).adapters).toHaveLength(1);
    expect((await port.readInventory()).addresses).toEqual(inventory.addresses);
  });

  it("refuse a machine that went, and one of generation 1 that runs", async () => {
    const { inventory, port, vmm, finish, make } = await stage();
    const add = { kind: "add-adapter", vmId: NOWHERE, device: "eth1", connection: connectionTo(inventory, "App"), total: 2 } as const;
    expect(await port.run(add)).toMatchObject({ state: "failed", diagnostic: { code: "VMM_NOT_FOUND" } });
    const old = named(inventory.templates, "Windows Server 2016");
    const vmId = await make("old-1", { templateId: old.id, mark: { scope: "team", address: "ScvmmMachine/a/old" } });
    await finish({ kind: "start-machine", vmId });
    const { results } = await simulatedExecutor(vmm).execute([
      call("vm", "Get-SCVirtualMachine", { ID: vmId }),
      call("add", "New-SCVirtualNetworkAdapter", { VM: ref("vm"), Synthetic: true }),
    ]);
    expect(results[1]?.error?.number).toBe(640);
  });
});
