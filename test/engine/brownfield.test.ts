import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planAdoption, writeManifests } from "../../provider/engine/index.ts";
import type { VmmPort } from "../../provider/engine/port.ts";
import { adopt, everyEstate, imported, NAMING, ONLY_NAMES } from "./support/brownfield.ts";
import { machine, planInput, virtualIp } from "./support/manifests.ts";
import { actions, codes } from "./support/runs.ts";
import { applyOn, converge, planOn, simulated } from "./support/simulated.ts";

describe("import, adopt, plan", () => {
  it("has nothing to do, whatever the estate holds", () => fc.assert(everyEstate, { numRuns: 4 }));

  it("tells VMs of one name, and those that no manifest can stand for", async () => {
    const { port } = simulated();
    const { inventory, written } = await imported(port);
    expect(written.machines).toHaveLength(inventory.vms.length);
    const [first] = inventory.vms;
    const twice = writeManifests(
      await port.readMachines([first?.id ?? ""]),
      { ...inventory, vms: [...inventory.vms, { ...first, id: "twin" } as never] },
      NAMING,
      new Set(),
    );
    expect([twice.machines, codes(twice)]).toEqual([[], ["IMPORT_NAME_TWICE"]]);
  });

  it("leaves VMs with persistent disks to the manifests that they were made from", async () => {
    const { port } = simulated();
    const { inventory, written } = await imported(port);
    const [first] = written.machines;
    const disks = first?.vm.disks.map((disk) => ({ ...disk, path: "D:\\VMs\\shop.default__persistent_orders.vhdx" })) ?? [];
    const kept = writeManifests(first ? [{ ...first.vm, disks }] : [], inventory, NAMING, new Set());
    expect([kept.machines, kept.diagnostics[0]?.detail]).toEqual([[], expect.stringContaining("persistent disk")]);
  });

  it("gives names that no other manifest has", async () => {
    const { port } = simulated();
    const { inventory, written } = await imported(port);
    const [first] = written.machines;
    const again = writeManifests(first ? [first.vm] : [], inventory, NAMING, new Set([first?.name ?? ""]));
    expect(again.machines[0]?.name).toBe(`${first?.name}-2`);
  });
});

describe("adopting", () => {
  const spec = { cloud: undefined, hostGroup: "Datacenter A", vmTemplate: "Ubuntu 22.04 LTS" };

  /** A simulated VMM with one VM of ours whose mark is lost. */
  async function unmarked(count = 1) {
    const { port, vmm } = simulated();
    const machines = Array.from({ length: count }, (_, index) => machine(`web-${index + 1}`, spec));
    await converge(port, {
      machines,
      virtualIps: [virtualIp("front", { pool: "Web static", address: "10.20.10.205", description: "Front" })],
    });
    const ids = new Map((await port.readInventory()).owned.map(({ id, name }) => [name, id]));
    for (const vm of vmm.world.store.vms.values()) vm.CustomProperty.delete("ScvmmOwner");
    for (const address of vmm.world.store.addresses.values())
      if (address.Description?.startsWith("Front")) Object.assign(address, { Description: "Front" });
    return { port, vmm, machines, ids, id: (name: string) => ids.get(name) ?? "" };
  }

  it("repairs lost marks of machines and virtual IPs, and a plan before says how", async () => {
    const { port, machines } = await unmarked();
    const some = { machines, virtualIps: [virtualIp("front", { pool: "Web static", address: "10.20.10.205", description: "Front" })] };
    const { diagnostics } = await planOn(port, some);
    expect(diagnostics.map(({ code, hint }) => [code, hint?.split("\n")[0]])).toEqual([
      ["PLAN_NAME_TAKEN", expect.stringContaining("scvmm adopt -f PATH")],
      ["PLAN_ADDRESS_TAKEN", expect.stringContaining("scvmm adopt -f PATH")],
    ]);
    const { planned, report } = await adopt(port, some);
    expect(planned.plan.changes.map(({ cause }) => cause)).toEqual([
      expect.stringContaining('adopts VM "web-1" (id '),
      "adopts the address 10.20.10.205",
    ]);
    expect(report.summary).toEqual({ done: 2, failed: 0, notRun: 0 });
    const again = await adopt(port, some);
    expect([again.planned.plan.changes, again.owned, Object.values(actions(await planOn(port, some)))]).toEqual([
      [],
      expect.any(Array),
      ["none", "none"],
    ]);
  });

  it("tells what the plan changes then, and what there is not", async () => {
    const { port } = await unmarked();
    const some = { machines: [machine("web-1", { ...spec, tag: "x", cpuCount: 4 }), machine("web-9", spec)] };
    const { differs, absent, planned } = await adopt(port, some);
    expect([[...differs], absent, planned.plan.changes.length]).toEqual([
      [["ScvmmMachine/default/web-1", ["spec.cpuCount", "spec.tag"]]],
      ["ScvmmMachine/default/web-9"],
      1,
    ]);
  });

  it("takes the VM that is said, by name or id, also for a name of a pool", async () => {
    const { port, id } = await unmarked(2);
    const machines = [machine("front", { ...spec, vmNameFromPool: { name: "pool" } }), machine("back", spec)];
    const pairs = new Map([
      ["ScvmmMachine/default/front", "WEB-1"],
      ["ScvmmMachine/default/back", id("web-2").toUpperCase()],
    ]);
    const { report } = await adopt(port, { machines }, { pairs, takeOverFrom: null });
    expect(report.summary.done).toBe(2);
    const owners = (await port.readInventory()).owned.map(({ name, mark }) => `${name} ${mark.address.split("/")[2]}`);
    expect(owners.sort()).toEqual(["web-1 front", "web-2 back"]);
    const wrong = await adopt(
      port,
      { machines: [machine("other", spec)] },
      { pairs: new Map([["ScvmmMachine/default/other", "nobody"]]), takeOverFrom: null },
    );
    expect([codes(wrong.planned), wrong.planned.work]).toEqual([["ADOPT_NOT_FOUND"], []]);
  });

  it("refuses addresses that no manifest has, and another object for a manifest that has one", async () => {
    const { port, machines } = await unmarked(2);
    const [first, second] = machines;
    if (!first || !second) throw new Error("no machines");
    const pairs = (...some: [string, string][]) => ({ pairs: new Map(some), takeOverFrom: null });
    const misspelt = await adopt(port, { machines }, pairs(["ScvmmMachine/default/wbe-1", "web-1"]));
    expect([codes(misspelt.planned), misspelt.planned.work]).toEqual([["PLAN_UNKNOWN_ADDRESS"], []]);
    const input = { ...planInput({ machines }, await port.readInventory()) };
    const target = planAdoption({ ...input, options: { ...input.options, targets: ["ScvmmMachine/x/*"] } }, ONLY_NAMES, new Map());
    expect([codes(target.planned), target.planned.work]).toEqual([["PLAN_UNKNOWN_ADDRESS"], []]);
    await adopt(port, { machines: [first] });
    const other = await adopt(port, { machines: [first] }, pairs([first.address, "web-2"]));
    expect(codes(other.planned)).toEqual(["ADOPT_HAS_ANOTHER"]);
    expect(codes((await adopt(port, { machines: [first] }, pairs([first.address, "web-1"]))).planned)).toEqual([]);
  });

  it("refuses what another scope owns, unless its scope is named", async () => {
    const { port, machines } = await unmarked();
    await adopt(port, { machines });
    const refused = await adopt(port, { machines }, ONLY_NAMES, "other");
    expect([codes(refused.planned), refused.report.results]).toEqual([["ADOPT_OWNED"], []]);
    const wrong = await adopt(port, { machines }, { ...ONLY_NAMES, takeOverFrom: "third" }, "other");
    expect(codes(wrong.planned)).toEqual(["ADOPT_OWNED"]);
    const taken = await adopt(port, { machines }, { ...ONLY_NAMES, takeOverFrom: "shop" }, "other");
    expect(taken.planned.plan.changes[0]?.cause).toContain("so far ScvmmMachine/default/web-1 of scope shop");
    expect((await port.readInventory()).owned).toMatchObject([{ mark: { scope: "other" } }]);
    expect(codes(await planOn(port, { machines }))).toEqual(["PLAN_NAME_TAKEN"]);
  });

  it("refuses two manifests for one VM, VMs of one name, and an address that an adapter holds", async () => {
    const { port, vmm, id } = await unmarked(2);
    const pairs = new Map(["a", "b"].map((name) => [`ScvmmMachine/default/${name}`, "web-1"]));
    expect(
      codes((await adopt(port, { machines: [machine("a", spec), machine("b", spec)] }, { pairs, takeOverFrom: null })).planned),
    ).toEqual(["ADOPT_TWICE"]);
    Object.assign([...vmm.world.store.vms.values()].find(({ ID }) => ID === id("web-2")) ?? {}, { Name: "web-1" });
    const unclear = await adopt(port, { machines: [machine("web-1", spec)] });
    expect(unclear.planned.diagnostics).toMatchObject([{ code: "ADOPT_AMBIGUOUS", detail: expect.stringContaining(id("web-2")) }]);
    const grant = (await port.readInventory()).addresses.find(({ assignedToType }) => assignedToType === "VirtualNetworkAdapter");
    const pool = (await port.readInventory()).pools.find((one) => one.id === grant?.poolId)?.name;
    const ips = [virtualIp("held", { pool, address: grant?.address })];
    expect(codes((await adopt(port, { virtualIps: ips })).planned)).toEqual(["ADOPT_NOT_FREE"]);
  });

  it("goes on after a lost answer, and is told when somebody was quicker", async () => {
    const { port, machines } = await unmarked();
    const input = planInput({ machines }, await port.readInventory());
    const { planned } = planAdoption(input, ONLY_NAMES, new Map());
    let lost = false;
    const losing: VmmPort = {
      ...port,
      run: async (operation, signal) => {
        const outcome = await port.run(operation, signal);
        if (operation.kind !== "mark-machine" || lost) return outcome;
        lost = true;
        return { state: "unknown", diagnostic: { code: "LOST", severity: "error", summary: "lost" } };
      },
    };
    expect((await applyOn(losing, planned)).summary).toEqual({ done: 1, failed: 0, notRun: 0 });
    const rival = planAdoption({ ...input, scope: "other" }, ONLY_NAMES, new Map());
    expect((await applyOn(port, rival.planned)).results).toMatchObject([{ state: "failed", diagnostics: [{ code: "VMM_FOREIGN" }] }]);
  });
});
