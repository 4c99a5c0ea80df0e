import { describe, expect, it } from "vitest";
import { diskPool, machine, persistentDisk } from "./support/manifests.ts";
import { applyOn, converge, planOn, simulated } from "./support/simulated.ts";

const base = { vmName: "web-1", vmTemplate: "Ubuntu 22.04 LTS", hostGroup: "All Hosts\\Datacenter A\\Web", powerCyclePolicy: "Allow" };
const data = { name: "data", persistentDisk: { disk: { name: "db" } } };
const persistentDisks = [persistentDisk("db")];
const spec = (disks: readonly object[], more: object = {}) => ({
  persistentDisks,
  machines: [machine("web-1", { ...base, disks, ...more })],
});
const kept = [{}, data];

async function fresh() {
  const { port, vmm } = simulated();
  const { store } = vmm.world;
  const persistent = () =>
    [...store.drives.values()].map((drive) => drive.VirtualHardDisk).filter(({ Name }) => Name.includes("__persistent_"));
  const loose = () => [...store.looseDisks.values()];
  /** What is in the file, to be known again. */
  const fill = (text: string) => {
    for (const disk of persistent()) Object.assign(disk, { $content: new TextEncoder().encode(text) });
  };
  const content = () => [...persistent(), ...loose()].map(({ $content }) => new TextDecoder().decode($content));
  const empty = async (manifests: object) => {
    const { plan, diagnostics } = await planOn(port, manifests);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(plan.changes.filter(({ action }) => action !== "none")).toEqual([]);
  };
  return { port, vmm, store, persistent, loose, fill, content, empty };
}

describe("a persistent disk", () => {
  it("is made with its machine, outside of its folder, found again, and grows", async () => {
    const { port, empty, persistent } = await fresh();
    const { report } = await converge(port, spec(kept));
    expect(report.summary).toEqual({ done: 1, failed: 0, notRun: 0 });
    await empty(spec(kept));
    expect(persistent()).toMatchObject([{ Name: "shop.default__persistent_db", MaximumSize: 5 * 2 ** 30 }]);
    expect(persistent()[0]?.Directory).not.toContain("web-1");
    const grown = { ...spec(kept), persistentDisks: [persistentDisk("db", { size: "8Gi" })] };
    await converge(port, grown);
    await empty(grown);
    expect(persistent()[0]?.MaximumSize).toBe(8 * 2 ** 30);
    const shrunk = await planOn(port, spec(kept));
    expect(shrunk.diagnostics).toMatchObject([{ code: "PLAN_DISK_SHRINK" }]);
  });

  it("outlives its machine and goes on in the next one, with all that is in it", async () => {
    const { port, empty, fill, content, loose, store } = await fresh();
    await converge(port, spec(kept));
    fill("orders");
    const without = { persistentDisks };
    const removal = await converge(port, without);
    expect(removal.planned.plan.changes).toMatchObject([
      { action: "delete", cause: expect.stringContaining("its persistent disk is detached and kept: db") },
      { action: "none" },
    ]);
    expect(removal.report.summary).toEqual({ done: 1, failed: 0, notRun: 0 });
    expect(loose()).toHaveLength(1);
    await empty(without);
    const host = loose()[0]?.HostName;
    const next = { persistentDisks, machines: [machine("web-2", { ...base, vmName: "web-2", disks: [{}, data] })] };
    const { report } = await converge(port, next);
    expect(report.results.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
    await empty(next);
    expect(content()).toEqual(["orders"]);
    expect(loose()).toEqual([]);
    expect([...store.vms.values()].find(({ Name }) => Name === "web-2")?.VMHost?.Name).toBe(host);
    expect([...store.customProperties.values()].filter(({ Name }) => Name.includes("__persistent_"))).toEqual([]);
  });
});

describe("a pool", () => {
  it("gives disks out", async () => {
    const { port, empty } = await fresh();
    const pools = { persistentDiskPools: [diskPool("data", {}, 2)] };
    const one = (name: string) =>
      machine(name, { ...base, vmName: name, disks: [{}, { name: "data", persistentDisk: { pool: { name: "data" } } }] });
    const two = { ...pools, machines: [one("web-1"), one("web-2")] };
    await converge(port, two);
    await empty(two);
    expect((await planOn(port, { ...pools, machines: [one("web-1"), one("web-2"), one("web-3")] })).diagnostics).toMatchObject([
      { code: "PLAN_PERSISTENT_DISKS_EXHAUSTED" },
    ]);
    const moved = { ...pools, machines: [one("web-1"), one("web-3")] };
    const planned = await planOn(port, moved, { allowMassDeletion: true });
    expect(planned.work.find(({ address }) => address.endsWith("web-3"))?.after).toEqual(["ScvmmMachine/default/web-2"]);
    const report = await applyOn(port, planned);
    expect(report.summary).toMatchObject({ done: 2 });
    await empty(moved);
  });
});
