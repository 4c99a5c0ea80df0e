import { describe, expect, it } from "vitest";
import { MOVED_FROM } from "../../provider/model/annotations.ts";
import type { LoadedMachine, LoadedPersistentDisk } from "../../provider/model/manifests.ts";
import { machine, persistentDisk } from "./support/manifests.ts";
import { on } from "./support/persistent.ts";
import { converge, planOn } from "./support/simulated.ts";

const spec = { vmName: "web-1", vmTemplate: "Ubuntu 22.04 LTS", cloud: "Production", powerCyclePolicy: "Allow" };
const DATA = { name: "data", persistentDisk: { disk: { name: "db" } } };

/** The same manifest in another namespace, which says that it has moved, or says nothing. */
function moved<T extends LoadedMachine | LoadedPersistentDisk>(loaded: T, namespace: string, says = true): T {
  const [kind, earlier, name] = loaded.address.split("/");
  const metadata = { ...loaded.value.metadata, namespace, ...(says ? { annotations: { [MOVED_FROM]: `${earlier}/${name}` } } : {}) };
  return { ...loaded, address: `${kind}/${namespace}/${name}`, value: { ...loaded.value, metadata } };
}

const web = machine("web-1", { ...spec, disks: [{}, DATA] });
const db = (policy: string, more: object = {}) => persistentDisk("db", { reclaimPolicy: policy, ...more });

describe.each(["Retain", "Delete"])("a persistent disk whose manifest moves to another namespace, %s", (policy) => {
  const here = { machines: [web], persistentDisks: [db(policy)] };
  const there = { machines: [moved(web, "shop")], persistentDisks: [moved(db(policy), "shop")] };

  it("stays on its machine, which moves with it; nothing is detached, and the plan after it is empty", async () => {
    const setup = on();
    await converge(setup.port, here);
    setup.fill("orders");
    const { planned, report } = await converge(setup.port, there);
    expect(planned.diagnostics).toEqual([]);
    const labels = planned.work.flatMap(({ steps }) => steps.map(({ label }) => label));
    expect(labels.filter((label) => /disk|shut/.test(label))).toEqual([]);
    expect(report.results.map(({ state }) => state)).toEqual(["done"]);
    expect([setup.content(), setup.holder()]).toEqual([["orders"], "web-1"]);
    expect((await planOn(setup.port, there)).plan.summary).toMatchObject({ create: 0, update: 0, delete: 0, replace: 0 });
  });

  it("is found where it was detached, and attached to the machine of the new namespace; it grows there", async () => {
    const setup = on();
    await converge(setup.port, here);
    setup.fill("orders");
    await converge(setup.port, { machines: [machine("web-1", { ...spec, disks: [{}] })], persistentDisks: [db(policy)] });
    expect(setup.loose()).toHaveLength(1);
    const grown = { machines: [moved(web, "shop")], persistentDisks: [moved(db(policy, { size: "9Gi" }), "shop")] };
    const { planned } = await converge(setup.port, grown);
    expect(planned.diagnostics).toEqual([]);
    expect([setup.content(), setup.holder(), setup.records()]).toEqual([["orders"], "web-1", []]);
    expect(setup.files().map(({ MaximumSize }) => MaximumSize / 2 ** 30)).toEqual([9]);
    expect((await planOn(setup.port, grown)).plan.summary).toMatchObject({ create: 0, update: 0, delete: 0, replace: 0 });
  });

  it("is kept and told while no machine of the new namespace claims it", async () => {
    const setup = on();
    await converge(setup.port, here);
    setup.fill("orders");
    const { planned } = await converge(
      setup.port,
      { machines: [], persistentDisks: [moved(db(policy), "shop")] },
      { allowMassDeletion: true },
    );
    expect(planned.plan.changes.filter(({ action }) => action === "delete").map(({ address }) => address)).toEqual([
      "ScvmmMachine/default/web-1",
    ]);
    expect([setup.content(), setup.records().length]).toEqual([["orders"], 1]);
    const after = await planOn(setup.port, { machines: [], persistentDisks: [moved(db(policy), "shop")] });
    expect(after.plan.changes).toMatchObject([{ address: "ScvmmPersistentDisk/shop/db", action: "none" }]);
  });
});

it("two manifests that say they have moved from one: one file is not for two machines", async () => {
  const setup = on();
  await converge(setup.port, { machines: [web], persistentDisks: [db("Retain")] });
  const [a, b] = ["a", "b"].map((namespace) => ({
    machine: moved(machine("web-1", { ...spec, vmName: `web-${namespace}`, disks: [{}, DATA] }), namespace, false),
    disk: moved(db("Retain"), namespace),
  }));
  if (!a || !b) throw new Error("two");
  const { diagnostics, work } = await planOn(setup.port, { machines: [a.machine, b.machine], persistentDisks: [a.disk, b.disk] });
  expect(diagnostics.map(({ code }) => code)).toContain("PLAN_PERSISTENT_DISK_TWICE");
  expect(work).toEqual([]);
});
