import { describe, expect, it } from "vitest";
import { BatchError, type BatchExecutor } from "../../provider/batch/executor.ts";
import type { Inventory } from "../../provider/engine/inventory.ts";
import { DiagnosticError } from "../../provider/model/diagnostic.ts";
import { inventoryBatch, readInventory } from "../../provider/scvmm/inventory.ts";
import { createReader } from "../../provider/scvmm/port.ts";
import { createVmm, simulatedExecutor } from "../../provider/simulator/index.ts";
import { MARK, SERVER, simulated } from "./support/simulated.ts";

describe("the inventory of the default estate", () => {
  it("holds everything, in one round trip", async () => {
    const { port, vmm, batches } = simulated();
    const inventory = await port.readInventory();
    const { store } = vmm.world;
    expect(batches).toHaveLength(1);
    expect(inventory.server).toEqual({ name: SERVER, version: "10.22.1287.0" });
    expect(inventory.vms).toHaveLength(store.vms.size);
    expect(inventory.owned).toEqual([]);
    expect(new Set(inventory.vms.map(({ id }) => id))).toEqual(new Set(store.vms.keys()));
    expect(inventory.pools).toHaveLength(4);
    expect(inventory.templates.filter(({ name }) => name === "Legacy base").map(({ generation }) => generation)).toEqual([1, 1]);
    expect(inventory.hostGroups.map(({ path }) => path)).toContain("All Hosts\\Datacenter A\\Web");
    expect(inventory.vmNetworks.find(({ name }) => name === "Web")?.subnets.map(({ name }) => name)).toEqual(["Web subnet"]);
    expect(inventory.customProperties.map(({ name }) => name)).toContain("Environment");
    expect(inventory.addresses.some(({ address, description }) => address === "10.20.10.200" && description.startsWith("portal"))).toBe(
      true,
    );
    expect(inventory.pools.find(({ name }) => name === "Web static")).toMatchObject({ subnet: "10.20.10.0/24", vmNetwork: "Web" });
  });

  it("is the same bytes for the same state", async () => {
    const [a, b] = [simulated({ seed: 7 }), simulated({ seed: 7 })];
    expect(JSON.stringify(await a.port.readInventory())).toBe(JSON.stringify(await b.port.readInventory()));
    expect(a.batches).toEqual(b.batches);
  });

  it("has the details of VMs that carry a mark, of any scope", async () => {
    const { make, machine, port, finish } = simulated();
    const id = await make("web-1", { description: "front" });
    const begun = await machine(id);
    expect(begun).toMatchObject({
      name: "web-1",
      mark: MARK,
      sealed: false,
      description: "front",
      status: "PowerOff",
      powerState: "PowerOff",
      cpuCount: 2,
      memoryMb: 2048,
      dynamicMemory: null,
      generation: 2,
      cloud: "Production",
      tag: "",
      customProperties: {},
      job: { status: "Completed" },
    });
    expect(begun.hostGroupPath).toMatch(/^All Hosts\\Datacenter [AB]/);
    expect(begun.hostGroupPath).not.toContain("web-1");
    expect(begun.vmId).toBe(begun.vmId.toUpperCase());
    expect(begun.disks).toMatchObject([{ busType: "SCSI", bus: 0, lun: 0, sizeBytes: 40 * 2 ** 30, dynamic: true, format: "VHDX" }]);
    expect(begun.adapters).toMatchObject([{ slot: 0, macAddress: null, ipv4AddressType: "Dynamic", ipv4Addresses: [] }]);

    await finish({ kind: "define-property", name: "ScvmmOwner", description: "" });
    await finish({ kind: "set-custom-property", vmId: id, name: "ScvmmOwner", value: "scvmm:v1:other:ScvmmMachine/a/b" });
    const inventory = await port.readInventory();
    expect(inventory.owned.map(({ mark, sealed, customProperties }) => ({ mark, sealed, customProperties }))).toEqual([
      { mark: { scope: "other", address: "ScvmmMachine/a/b" }, sealed: true, customProperties: {} },
    ]);
  });

  it("does not take for ours what only looks so", async () => {
    const { make, port, finish } = simulated();
    const id = await make("web-1");
    for (const description of ["[scvmm:v2:team:ScvmmMachine/a/b]", "[scvmm:v1:team:nonsense]", "[scvmm:v1:team:A/b/c] and more"]) {
      await finish({ kind: "set-machine", vmId: id, set: { description } });
      expect((await port.readInventory()).owned).toEqual([]);
    }
  });
});

const WRONG = [null, true, -1, 1.5, "?", [], [[]], {}, 1e300];

/** An address without a mark has undefined there, by its type; nothing else has. */
function printed(read: () => Inventory): string {
  try {
    return JSON.stringify(read(), (key, value) =>
      (value === undefined && key !== "mark" && key !== "machine") || Number.isNaN(value) ? "<<wrong>>" : value,
    );
  } catch (error) {
    expect(error).toBeInstanceOf(DiagnosticError);
    return "";
  }
}

describe("an inventory that cannot be had", () => {
  it("says which column holds what, and never becomes NaN or undefined", async () => {
    const vmm = createVmm();
    const batch = inventoryBatch(SERVER);
    const reply = structuredClone(await simulatedExecutor(vmm).execute(batch));
    const pools = batch.findIndex(({ id }) => id === "pools");
    const row = reply.results[pools]?.rows?.[1] as unknown[];
    row[5] = "many";
    try {
      readInventory(batch, reply);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(DiagnosticError);
      expect((error as DiagnosticError).diagnostics).toMatchObject([
        { code: "VMM_UNEXPECTED_VALUE", summary: expect.stringContaining("TotalAddresses"), detail: expect.stringContaining('got "many"') },
      ]);
    }
  });

  it("every cell turned into every other kind is read or told, never passed on wrongly", async () => {
    const batch = inventoryBatch(SERVER);
    const whole = await simulatedExecutor(createVmm()).execute(batch);
    for (const [index, result] of whole.results.entries()) {
      const [row = []] = result.rows ?? [];
      for (const [column, wrong] of row.flatMap((_, at) => WRONG.map((value) => [at, value] as const))) {
        const rows = [row.with(column, wrong)];
        const results = whole.results.with(index, { ...result, rows, count: 1 });
        expect(printed(() => readInventory(batch, { format: 1, results }))).not.toContain("<<wrong>>");
      }
    }
  });

  it("tells every call that failed", async () => {
    const fault = (cmdlet: string) => ({ cmdlet, skip: 0, count: 1, error: { number: 2606, message: "locked" } });
    const { port } = simulated({ faults: [fault("Get-SCCloud"), fault("Get-SCVMTemplate")] });
    const error = await port.readInventory().catch((thrown: unknown) => thrown);
    expect((error as DiagnosticError).diagnostics.map(({ summary }) => summary)).toEqual([
      "Reading clouds: VMM error 2606: another job has locked the object",
      "Reading templates: VMM error 2606: another job has locked the object",
    ]);
  });

  it("passes the executor's code and hint on", async () => {
    const executor: BatchExecutor = {
      execute: () => Promise.reject(new BatchError("not-run", "WINRM_AUTH", "no", "check the account")),
      close: async () => {},
    };
    const error = await createReader(executor, { server: SERVER })
      .readInventory()
      .catch((thrown: unknown) => thrown);
    expect((error as DiagnosticError).diagnostics).toEqual([
      { code: "WINRM_AUTH", severity: "error", summary: "no", hint: "check the account" },
    ]);
  });
});
