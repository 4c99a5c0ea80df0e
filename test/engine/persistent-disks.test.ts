import { describe, expect, it } from "vitest";
import { call, ref } from "../../provider/batch/build.ts";
import type { Operation } from "../../provider/engine/operation.ts";
import { takeCheckpoint } from "../../provider/simulator/checkpoints.ts";
import { simulatedExecutor } from "../../provider/simulator/executor.ts";
import { dead } from "./support/crashes.ts";
import { base, expectEmpty, farm, lossy, made, vm } from "./support/disk-farm.ts";
import { machine, persistentDisk } from "./support/manifests.ts";
import { on } from "./support/persistent.ts";
import { codes } from "./support/runs.ts";
import { applyOn, converge, planOn } from "./support/simulated.ts";

const pooled = (name: string) => ({ name, persistentDisk: { pool: { name: "data" } } });

describe("a persistent disk", () => {
  it("is made with its machine, outside of its folder, found again, and grows; it does not shrink", async () => {
    const setup = await made();
    await expectEmpty(setup, farm([vm("web-1")]));
    expect(setup.files()).toMatchObject([{ Name: "shop.default__persistent_db", MaximumSize: 5 * 2 ** 30 }]);
    expect(setup.vm("web-1")?.Location?.startsWith(`${setup.files()[0]?.Directory}\\`)).toBe(true);
    await converge(setup.port, farm([vm("web-1")], { size: "8Gi" }));
    await expectEmpty(setup, farm([vm("web-1")], { size: "8Gi" }));
    expect(setup.files()).toMatchObject([{ MaximumSize: 8 * 2 ** 30 }]);
    expect(codes(await planOn(setup.port, farm([vm("web-1")])))).toEqual(["PLAN_DISK_SHRINK"]);
  });

  it("is swapped for another in one plan, or in two", async () => {
    const named = (disk: string) => [{}, { name: "data", persistentDisk: { disk: { name: disk } } }];
    const both = (first: object[], second: object[]) => ({
      persistentDisks: [persistentDisk("db"), persistentDisk("log")],
      machines: [vm("web-1", first), vm("web-2", second)],
    });
    const setup = await made(farm([]));
    await converge(setup.port, both(named("db"), named("log")));
    const swapped = both(named("log"), named("db"));
    expect((await planOn(setup.port, swapped)).diagnostics).toMatchObject([
      { code: "PLAN_PERSISTENT_DISKS_EXCHANGED", severity: "warning", address: "ScvmmMachine/default/web-1", path: "spec.disks" },
      { code: "PLAN_PERSISTENT_DISKS_EXCHANGED", address: "ScvmmMachine/default/web-2" },
    ]);
    await converge(setup.port, both([{}], named("log")));
    expect((await converge(setup.port, swapped)).report.summary.failed).toBe(0);
    await expectEmpty(setup, swapped);
  });

  it("outlives its machine and goes on in the next one, where it is, larger if that is asked for", async () => {
    const setup = await made();
    const removal = await converge(setup.port, farm([]));
    expect(removal.planned.plan.changes[0]?.cause).toContain("its persistent disk is detached and kept: db");
    expect(removal.planned.work[0]?.steps.map(({ label }) => label)).toEqual([
      "shut VM down",
      "write down where disk db is",
      "detach disk db and keep its file",
      "remove VM",
    ]);
    await expectEmpty(setup, farm([]));
    const [file] = setup.loose();
    const next = farm([vm("web-2")], { size: "9Gi" });
    expect((await converge(setup.port, next)).report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    await expectEmpty(setup, next);
    expect([setup.content(), setup.loose(), setup.records()]).toEqual([["orders"], [], []]);
    expect(setup.files()).toMatchObject([{ MaximumSize: 9 * 2 ** 30 }]);
    expect(setup.vm("web-2")?.VMHost?.Name).toBe(file?.HostName);
    expect(codes(await planOn(setup.port, farm([vm("web-2")])))).toEqual(["PLAN_DISK_SHRINK"]);
  });

  it("leaves a machine that no longer lists it, while that is off; one whose manifest lists no disks keeps it", async () => {
    const setup = await made();
    await expectEmpty(setup, farm([machine("web-1", { ...base, vmName: "web-1" })]));
    const stays = await planOn(setup.port, farm([vm("web-1", [{}], { powerCyclePolicy: "Never" })]));
    expect(codes(stays)).toEqual(["PLAN_POWER_CYCLE_BLOCKED"]);
    await converge(setup.port, farm([vm("web-1", [{}])]));
    await expectEmpty(setup, farm([vm("web-1", [{}])]));
    expect([setup.content(), setup.holder(), setup.vm("web-1")?.VirtualMachineState]).toEqual([["orders"], null, "Running"]);
  });

  it("makes way for another in its place", async () => {
    const setup = await made();
    const other = { name: "data", persistentDisk: { disk: { name: "other" } } };
    const next = { ...farm([vm("web-1", [{}, other])]), persistentDisks: [persistentDisk("db"), persistentDisk("other")] };
    await converge(setup.port, next);
    await expectEmpty(setup, next);
    expect(setup.loose()).toMatchObject([{ Name: "shop.default__persistent_db" }]);
  });

  it("is one machine's at a time", async () => {
    const { port } = await made();
    expect(codes(await planOn(port, farm([vm("web-1"), vm("web-2")])))).toEqual(["PLAN_PERSISTENT_DISK_TWICE"]);
    const silent = farm([machine("web-1", { ...base, vmName: "web-1" }), vm("web-2")]);
    expect(codes(await planOn(port, silent))).toEqual(["PLAN_PERSISTENT_DISK_HELD"]);
    expect(codes(await planOn(port, farm([vm("web-2")]), { prune: false }))).toContain("PLAN_PERSISTENT_DISK_HELD");
    const unknown = { ...farm([vm("web-1")]), persistentDisks: [] };
    expect(codes(await planOn(port, unknown))).toEqual(["PLAN_PERSISTENT_DISK_UNKNOWN"]);
  });

  it("is lost from sight by nobody who edits its record, and is there again once that is mended", async () => {
    const setup = await made();
    await converge(setup.port, farm([]));
    const [record] = setup.records();
    const text = record?.Description ?? "";
    Object.assign(record ?? {}, { Description: "somewhere" });
    expect(codes(await planOn(setup.port, farm([vm("web-2")])))).toEqual(["PLAN_PERSISTENT_DISK_RECORD"]);
    Object.assign(record ?? {}, { Description: text });
    await converge(setup.port, farm([vm("web-2")]));
    expect(setup.content()).toEqual(["orders"]);
  });

  it("fails to be attached where its file is not, and its record stays", async () => {
    const setup = await made();
    await converge(setup.port, farm([]));
    setup.store.looseDisks.clear();
    const { report } = await converge(setup.port, farm([vm("web-2")]));
    expect(report.results).toMatchObject([{ state: "failed", diagnostics: [{ summary: expect.stringContaining("2903") }] }]);
    expect(setup.records()).toHaveLength(1);
  });
});

describe("a VM with a persistent disk stays", () => {
  const none = { machines: [] };

  it("where the disk is of another scope, or not ours", async () => {
    const setup = await made();
    for (const file of setup.files()) Object.assign(file, { SharePath: file.SharePath.replace("shop.", "other.") });
    expect(codes(await planOn(setup.port, none))).toEqual(["PLAN_PERSISTENT_DISK"]);
    for (const file of setup.files()) Object.assign(file, { SharePath: "D:\\VMs\\web-1\\web-1__persistent_data.vhdx" });
    expect(codes(await planOn(setup.port, none, { destroy: true }))).toEqual([]);
    expect(codes(await planOn(setup.port, farm([vm("web-1")]), { destroy: true }))).toEqual(["PLAN_PERSISTENT_DISK"]);
  });

  it("where its removal was planned before it had that disk: nothing is removed with a disk attached", async () => {
    const setup = await made(farm([vm("web-1", [{}])]));
    const planned = await planOn(setup.port, none);
    await converge(setup.port, farm([vm("web-1")]));
    expect((await applyOn(setup.port, planned)).results).toMatchObject([{ state: "failed" }]);
    expect(setup.vm("web-1")?.VirtualDiskDrives).toHaveLength(2);
  });

  it.each([
    ["it is saved", { VirtualMachineState: "Saved" }],
    ["it is paused", { VirtualMachineState: "Paused" }],
  ])("where %s", async (_, state) => {
    const setup = await made();
    Object.assign(setup.vm("web-1") ?? {}, state);
    expect(codes(await planOn(setup.port, farm([])))).toContain("PLAN_PERSISTENT_DISK_STUCK");
  });

  it("where it has checkpoints", async () => {
    const setup = await made();
    const live = setup.vm("web-1");
    if (live) takeCheckpoint(setup.vmm.world, live, "before update");
    expect(codes(await planOn(setup.port, farm([])))).toEqual(["PLAN_PERSISTENT_DISK_STUCK"]);
    expect(codes(await planOn(setup.port, farm([vm("web-1", [{}])])))).toEqual(["PLAN_CHECKPOINTS_BLOCK"]);
    expect(codes(await planOn(setup.port, farm([vm("web-1")])))).toEqual([]);
  });

  it("where VMM has moved it since the plan: its disk is recorded anew, where it is now", async () => {
    const setup = await made();
    const planned = await planOn(setup.port, farm([]));
    const [file] = setup.files();
    const [, other] = [...setup.store.hosts.values()];
    Object.assign(setup.vm("web-1") ?? {}, { VMHost: other });
    Object.assign(file ?? {}, { HostName: other?.Name, SharePath: "E:\\Moved\\shop.default__persistent_db.vhdx" });
    expect((await applyOn(setup.port, planned)).results).toMatchObject([{ state: "done" }]);
    expect(setup.records()[0]?.Description).toMatch(new RegExp(`host=${other?.Name} path=E:\\\\Moved\\\\`));
    expect(setup.loose()).toHaveLength(1);
  });
});

describe("a pool", () => {
  it("gives each place a disk of its own, and back the one that it had", async () => {
    const setup = on();
    const two = farm([vm("web-1", [{}, pooled("logs"), pooled("cache")])]);
    await converge(setup.port, two);
    await expectEmpty(setup, two);
    const value = setup.vm("web-1")?.CustomProperty.get("ScvmmDisks");
    expect(value).toBe("logs=data-1 cache=data-2");
    await converge(setup.port, farm([]));
    await converge(setup.port, farm([vm("web-1", [{}, pooled("cache"), pooled("logs")])]));
    expect(setup.vm("web-1")?.CustomProperty.get("ScvmmDisks")).toBe("cache=data-2 logs=data-1");
  });

  it("has no more than it may have, and gives those of a machine that goes to one that comes", async () => {
    const setup = on();
    const one = (name: string) => vm(name, [{}, pooled("data")]);
    await converge(setup.port, farm([one("web-1"), one("web-2")]));
    const full = await planOn(setup.port, farm([one("web-1"), one("web-2"), one("web-3")]));
    expect(codes(full)).toEqual(["PLAN_PERSISTENT_DISKS_EXHAUSTED"]);
    const moved = farm([one("web-1"), one("web-3")]);
    const planned = await planOn(setup.port, moved, lossy);
    expect(planned.work.find(({ address }) => address.endsWith("web-3"))?.after).toEqual(["ScvmmMachine/default/web-2"]);
    expect((await applyOn(setup.port, planned)).summary).toMatchObject({ done: 2 });
    await expectEmpty(setup, moved);
  });

  it("counts a disk of its own that a manifest names", async () => {
    const setup = on();
    const named = { name: "data", persistentDisk: { pool: { name: "data" }, disk: { name: "data-1" } } };
    const both = farm([vm("web-1", [{}, pooled("data"), pooled("logs")]), vm("web-2", [{}, named])]);
    expect(codes(await planOn(setup.port, both))).toEqual(["PLAN_PERSISTENT_DISKS_EXHAUSTED"]);
    const fits = await converge(setup.port, farm([vm("web-1", [{}, pooled("data")]), vm("web-2", [{}, named])]));
    expect(fits.report.summary).toMatchObject({ done: 2 });
    expect(setup.vm("web-1")?.CustomProperty.get("ScvmmDisks")).toBe("data=data-2");
  });

  it("has the disks that its selector matches, and prefers what is there to what it would make", async () => {
    const setup = on();
    const chosen = { ...farm([vm("web-1", [{}, pooled("data")])]), persistentDisks: [persistentDisk("old", {}, { pool: "data" })] };
    await converge(setup.port, chosen);
    expect(setup.files()).toMatchObject([{ Name: "shop.default__persistent_old" }]);
  });
});

it("two runs that want one disk: one gets it, and the other says so", async () => {
  const setup = await made();
  await converge(setup.port, farm([]));
  const plans = await Promise.all(["web-2", "web-3"].map((name) => planOn(setup.port, farm([vm(name)]))));
  const reports = await Promise.all(plans.map((planned) => applyOn(setup.port, planned)));
  const states = reports.flatMap(({ results }) => results.map(({ state }) => state)).sort();
  expect(states).toEqual(["done", "failed"]);
  expect([setup.content(), setup.records()]).toEqual([["orders"], []]);
});

it("a disk that a broken run has VMM make for another machine is waited for, and not made twice", async () => {
  const setup = on();
  await converge(setup.port, farm([vm("web-1", [{}]), vm("web-2", [{}])]));
  const dying = {
    ...setup.port,
    run: async (one: Operation) => {
      const outcome = await setup.port.run(one);
      return one.kind === "add-disk" ? dead : outcome;
    },
  };
  await applyOn(dying, await planOn(setup.port, farm([vm("web-1"), vm("web-2", [{}])])));
  expect(setup.files()).toEqual([]);
  const next = farm([vm("web-1", [{}]), vm("web-2")]);
  const { report } = await converge(setup.port, next);
  expect(report.results).toMatchObject([{ state: "done" }, { state: "done" }]);
  expect([setup.files(), setup.records(), setup.holder()]).toMatchObject([[{}], [], "web-2"]);
  await expectEmpty(setup, next);
});

it("two runs that make one machine: one stays, with the one disk there is, and the other gives way", async () => {
  const setup = on();
  // As where both claim a name of a pool, and each finds another one free.
  const names = ["web-1", "web-2"].map((vmName) => farm([vm("web-1", undefined, { vmName })]));
  const plans = await Promise.all(names.map((manifests) => planOn(setup.port, manifests)));
  const reports = await Promise.all(plans.map((planned) => applyOn(setup.port, planned)));
  const results = reports.flatMap(({ results: [result] }) => (result ? [result] : []));
  const winner = results.findIndex(({ state }) => state === "done");
  const told = [{ code: "APPLY_MACHINE_RACE", detail: expect.stringContaining(`The VM web-${winner + 1} (id `) }];
  expect(results[1 - winner]).toMatchObject({ state: "failed", diagnostics: told });
  expect([setup.vm(`web-${2 - winner}`), setup.files(), setup.records()]).toMatchObject([undefined, [{}], []]);
  expect(setup.holder()).toBe(`web-${winner + 1}`);
  await expectEmpty(setup, names[winner] ?? {});
});

it("the second file of a disk is told of, and its record stays", async () => {
  const setup = await made();
  const manifests = farm([vm("web-1")]);
  const place = {
    path: "E:\\Else\\shop.default__persistent_db.vhdx",
    sizeBytes: 5 * 2 ** 30,
    reclaim: "Retain",
    machine: "-",
    slot: "-",
  } as const;
  const record = (host: string): Operation => ({
    kind: "record-disk",
    fileName: "shop.default__persistent_db",
    record: { ...place, host },
    onlyChange: false,
  });
  const host = setup.vm("web-1")?.VMHost?.Name ?? "";
  await setup.port.run(record(host));
  expect(await planOn(setup.port, manifests)).toMatchObject({
    work: [],
    diagnostics: [{ code: "PLAN_PERSISTENT_DISK_TWO_FILES", severity: "warning", detail: expect.stringContaining("E:\\Else") }],
  });
  const [file] = setup.files();
  await setup.port.run({ ...record(host), record: { ...place, host, path: file?.SharePath ?? "" } } as Operation);
  expect((await planOn(setup.port, manifests)).work).toHaveLength(1);
  await converge(setup.port, manifests);
  expect(setup.records()).toEqual([]);
  await expectEmpty(setup, manifests);
});

it("a machine that is saved by hand is off for nobody", async () => {
  const setup = await made();
  const id = setup.vm("web-1")?.ID ?? "";
  const batch = [call("vm", "Get-SCVirtualMachine", { ID: id }), call("save", "Stop-SCVirtualMachine", { VM: ref("vm"), SaveState: true })];
  await simulatedExecutor(setup.vmm).execute(batch);
  expect((await planOn(setup.port, farm([]))).work).toEqual([]);
});
