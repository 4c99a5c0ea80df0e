import { describe, expect, it } from "vitest";
import { detectDrift } from "../../provider/engine/detect-drift.ts";
import type { Operation } from "../../provider/engine/operation.ts";
import { dead } from "./support/crashes.ts";
import { expectEmpty, farm, lossy, made, vm } from "./support/disk-farm.ts";
import { planInput } from "./support/manifests.ts";
import { applyOn, converge, planOn } from "./support/simulated.ts";

describe("when the manifest of a disk is gone", () => {
  it("its file stays, and plan and drift tell of it", async () => {
    const setup = await made();
    await converge(setup.port, { machines: [] });
    const planned = await planOn(setup.port, { machines: [] });
    expect(planned.diagnostics).toMatchObject([{ code: "PLAN_PERSISTENT_DISK_RELEASED", severity: "warning" }]);
    expect(planned.work).toEqual([]);
    const { report } = detectDrift(planInput({ machines: [] }, await setup.port.readInventory()));
    expect(report.items).toMatchObject([{ address: "ScvmmPersistentDisk/default/db", kind: "leaked" }]);
    expect(setup.content()).toEqual(["orders"]);
  });

  it("its file goes if it said Delete, with the VM that has it, and with pruning only", async () => {
    const deleted = farm([vm("web-1")], { reclaimPolicy: "Delete" });
    const setup = await made();
    const { planned } = await converge(setup.port, deleted);
    expect(planned.plan.changes[0]?.attributes).toMatchObject([
      { path: "spec.disks[1].persistentDisk", before: "db", after: "db (Delete)" },
    ]);
    await expectEmpty(setup, deleted);
    const released = { ...farm([vm("web-1", [{}])]), persistentDisks: [] };
    expect((await planOn(setup.port, released, { prune: false })).work[0]?.steps.map(({ label }) => label)).toContain(
      "detach disk db and keep its file",
    );
    await converge(setup.port, { machines: [] });
    expect([setup.files(), setup.records(), setup.vm("web-1")]).toEqual([[], [], undefined]);
  });

  it("a record that a broken run left of it goes before its file does", async () => {
    const deleted = farm([vm("web-1")], { reclaimPolicy: "Delete" });
    const setup = await made(deleted);
    const dying = { ...setup.port, run: async (one: Operation) => (one.kind === "detach-disk" ? dead : setup.port.run(one)) };
    for (const next of [farm([vm("web-1", [{}])]), farm([])]) {
      await applyOn(dying, await planOn(setup.port, next));
      expect([setup.records(), setup.holder()]).toMatchObject([[{}], "web-1"]);
      const without = { ...next, persistentDisks: [] };
      await converge(setup.port, without, lossy);
      expect([setup.files(), setup.records()]).toEqual([[], []]);
      await expectEmpty(setup, without);
      await converge(setup.port, deleted);
    }
  });

  it("a record that was written after its file had gone goes alone, and so does the VM that was to carry the file", async () => {
    const setup = await made();
    await converge(setup.port, farm([], { reclaimPolicy: "Delete" }));
    setup.store.looseDisks.clear();
    const { report } = await converge(setup.port, { machines: [] });
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [{ code: "APPLY_FILE_GONE", severity: "warning" }] }]);
    expect([setup.records(), setup.vm("remove-db")]).toEqual([[], undefined]);
    await expectEmpty(setup, { machines: [] });
  });

  it("a disk that is detached goes if its record, which follows its manifest while there is one, says Delete", async () => {
    const setup = await made();
    await converge(setup.port, farm([]));
    const { planned } = await converge(setup.port, farm([], { reclaimPolicy: "Delete" }));
    expect(planned.plan.changes).toMatchObject([{ action: "update", attributes: [{ path: "spec.reclaimPolicy" }] }]);
    await expectEmpty(setup, farm([], { reclaimPolicy: "Delete" }));
    expect((await planOn(setup.port, { machines: [] }, { prune: false })).work).toEqual([]);
    expect((await planOn(setup.port, { machines: [] }, { destroy: true })).work).toEqual([]);
    const deletion = await converge(setup.port, { machines: [] });
    expect(deletion.planned.plan.changes).toMatchObject([
      { action: "delete", attributes: [{ path: "spec.size", before: "5Gi", after: null }] },
    ]);
    expect([setup.files(), setup.records(), setup.vm("remove-db")]).toEqual([[], [], undefined]);
    await expectEmpty(setup, { machines: [] });
  });

  it("and comes back while a VM carries it to have it deleted, its file is kept", async () => {
    const setup = await made();
    await converge(setup.port, farm([], { reclaimPolicy: "Delete" }));
    const dying = {
      ...setup.port,
      run: async (operation: Operation) => (operation.kind === "forget-disk" ? dead : setup.port.run(operation)),
    };
    await applyOn(dying, await planOn(setup.port, { machines: [] }));
    expect(setup.holder()).toBe("remove-db");
    const { planned } = await converge(setup.port, farm([]));
    expect(planned.plan.changes).toMatchObject([{ action: "update", cause: expect.stringContaining("its file is kept") }]);
    await converge(setup.port, farm([vm("web-2")]));
    await expectEmpty(setup, farm([vm("web-2")]));
    expect([setup.content(), setup.holder(), setup.vm("remove-db")]).toEqual([["orders"], "web-2", undefined]);
  });

  it("nothing is destroyed of which no manifest is given", async () => {
    const deleted = farm([vm("web-1")], { reclaimPolicy: "Delete" });
    const machines = { machines: deleted.machines };
    const setup = await made(deleted);
    await converge(setup.port, machines, { destroy: true });
    expect(setup.content()).toEqual(["orders"]);
    await converge(setup.port, deleted, { destroy: true });
    expect([setup.files(), setup.records()]).toEqual([[], []]);
  });
});
