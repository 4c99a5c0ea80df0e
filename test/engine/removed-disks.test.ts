import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlanOptions } from "../../provider/engine/plan-input.ts";
import { DATA_DISKS_PROPERTY } from "../../provider/model/mark.ts";
import { mergeCheckpoints, takeCheckpoint } from "../../provider/simulator/checkpoints.ts";
import { machine } from "./support/manifests.ts";
import { applyOn, converge, planOn, simulated } from "./support/simulated.ts";

type On = ReturnType<typeof simulated>;
const base = { vmName: "web-1", vmTemplate: "Ubuntu 22.04 LTS", cloud: "Production" };
const farm = (removedDisks: string | undefined, disks: readonly object[] | undefined, more: object = {}) => ({
  machines: [machine("web-1", { ...base, ...(removedDisks ? { removedDisks } : {}), ...(disks ? { disks } : {}), ...more })],
});
const DATA = { name: "data", size: "5Gi" };
const LOGS = { name: "logs", size: "3Gi" };
const vmOf = ({ vmm }: On) => {
  const vm = [...vmm.world.store.vms.values()].find(({ Name }) => Name === "web-1");
  if (!vm) throw new Error("no VM");
  return vm;
};
const drivesOf = (on: On) => vmOf(on).VirtualDiskDrives.map(({ VirtualHardDisk: { Name } }) => Name.replace(/\.vhdx?$/, ""));
const looseOf = ({ vmm }: On) => [...vmm.world.store.looseDisks.values()].map(({ SharePath }) => SharePath);
const recordOf = (on: On) => vmOf(on).CustomProperty.get(DATA_DISKS_PROPERTY) ?? null;
const PATH = /^[A-Z]:\\.*\\web-1_data\.vhdx$/i;

async function made(policy: string | undefined, disks: readonly object[], more: object = {}): Promise<On> {
  const on = simulated();
  await converge(on.port, farm(policy, disks, more));
  return on;
}

async function expectEmpty({ port }: On, manifests: ReturnType<typeof farm>, options: Partial<PlanOptions> = {}) {
  expect((await planOn(port, manifests, options)).plan.changes).toMatchObject([{ action: "none" }]);
}

/** A disk that people add to the VM, called as one of ours would be. */
function addByHand(on: On, name: string, slot: number): void {
  const [like] = vmOf(on).VirtualDiskDrives;
  if (!like) throw new Error("no disk");
  const file = { ...like.VirtualHardDisk, ID: on.vmm.world.random.guid(), Name: name, SharePath: `D:\\by hand\\${name}.vhdx` };
  const drive = { ...like, ID: on.vmm.world.random.guid(), BusType: "SCSI", Lun: slot, VolumeType: "None", VirtualHardDisk: file };
  vmOf(on).VirtualDiskDrives.push(drive);
  on.vmm.world.store.drives.set(drive.ID, drive);
}

describe("a data disk that leaves the manifest", () => {
  it.each([
    ["the boot disk's entry is forgotten", [{ ...DATA, size: "60Gi" }, LOGS]],
    ["the boot disk's entry comes later", [{ ...DATA, size: "60Gi" }, { name: "root", size: "40Gi" }, LOGS]],
  ])("is not taken for the boot disk where %s: nothing grows and nothing is deleted", async (_, disks) => {
    for (const policy of [undefined, "Delete"]) {
      const on = await made(policy, [{ name: "root", size: "40Gi" }, DATA, LOGS]);
      const planned = await planOn(on.port, farm(policy, disks));
      expect(planned.diagnostics).toContainEqual(
        expect.objectContaining({ code: "PLAN_DISK_NOT_FIRST", severity: "error", path: "spec.disks[0].name" }),
      );
      expect(planned.work).toEqual([]);
    }
  });

  it("stays, with a warning, where nothing is said; and goes once that is asked for, also by a later manifest", async () => {
    const on = await made(undefined, [{}, DATA, LOGS]);
    expect(recordOf(on)).toBe("web-1_data web-1_logs");
    const { plan, diagnostics } = await planOn(on.port, farm(undefined, [{}, LOGS]));
    expect(plan.changes).toMatchObject([{ action: "none" }]);
    expect(diagnostics).toMatchObject([{ code: "PLAN_DISKS_LEFT", hint: expect.stringContaining("spec.removedDisks") }]);
    await converge(on.port, farm("Delete", [{}, LOGS]));
    expect(drivesOf(on)).toEqual(["web-1_disk_1", "web-1_logs"]);
  });

  it.each([
    ["Detach", "detached", 1],
    ["Delete", "deleted", 0],
  ] as const)("goes as the manifest says, while the machine runs: %s", async (policy, fate, kept) => {
    const on = await made(policy, [{}, DATA, LOGS]);
    const planned = await planOn(on.port, farm(policy, [{}, LOGS]));
    expect(planned.diagnostics).toEqual([]);
    expect(planned.plan.changes).toMatchObject([
      {
        action: "update",
        disruption: "none",
        attributes: [
          {
            path: "spec.disks[data].name",
            before: "data (5Gi)",
            after: null,
            policy: "in-place",
            file: { fate, path: expect.stringMatching(PATH) },
          },
        ],
      },
    ]);
    expect((await applyOn(on.port, planned)).results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect(vmOf(on).VirtualMachineState).toBe("Running");
    expect(drivesOf(on)).toEqual(["web-1_disk_1", "web-1_logs"]);
    expect(looseOf(on)).toHaveLength(kept);
    expect(looseOf(on).every((path) => PATH.test(path))).toBe(true);
    expect(recordOf(on)).toBe("web-1_logs");
    await expectEmpty(on, farm(policy, [{}, LOGS]));
  });

  it("all of them at once; the record goes with the last", async () => {
    const on = await made("Delete", [{}, DATA, LOGS]);
    await converge(on.port, farm("Delete", [{}]));
    expect([drivesOf(on), recordOf(on)]).toEqual([["web-1_disk_1"], null]);
    await expectEmpty(on, farm("Delete", [{}]));
    await expectEmpty(on, farm("Delete", []));
  });

  it("that was detached and is attached again by hand is people's", async () => {
    const on = await made("Detach", [{}, DATA]);
    await converge(on.port, farm("Detach", [{}]));
    addByHand(on, "web-1_data", 5);
    for (const policy of ["Detach", "Delete"]) await expectEmpty(on, farm(policy, [{}]));
  });

  it("is another one where its name changes, and the plan says so", async () => {
    const on = await made("Delete", [{}, DATA]);
    const planned = await planOn(on.port, farm("Delete", [{}, { ...DATA, name: "orders" }]));
    expect(planned.diagnostics).toMatchObject([
      { code: "PLAN_DISK_NOT_RENAMED", severity: "warning", hint: expect.stringContaining("data") },
    ]);
    await applyOn(on.port, planned);
    expect(drivesOf(on)).toEqual(["web-1_disk_1", "web-1_orders"]);
    await expectEmpty(on, farm("Delete", [{}, { ...DATA, name: "orders" }]));
  });

  it("stays where its entry only lost its name", async () => {
    const on = await made("Delete", [{}, DATA]);
    await expectEmpty(on, farm("Delete", [{}, { size: "5Gi" }]));
  });

  it("is told from one without a name that stays behind it", async () => {
    const on = await made("Delete", [{}, DATA, { size: "3Gi" }]);
    await converge(on.port, farm("Delete", [{}, { size: "3Gi" }]));
    expect(drivesOf(on)).toEqual(["web-1_disk_1", "web-1_disk_0_3"]);
  });

  it("waits for checkpoints to go", async () => {
    const on = await made("Delete", [{}, DATA]);
    takeCheckpoint(on.vmm.world, vmOf(on), "backup");
    const { planned, report } = await converge(on.port, farm("Delete", [{}], { tag: "new" }));
    expect(planned.plan.changes).toMatchObject([{ waiting: [{ path: "spec.disks[data].name", for: "checkpoints" }] }]);
    expect(report.results).toMatchObject([{ state: "not-run", diagnostics: [{ code: "PLAN_CHECKPOINTS_BLOCK" }] }]);
    expect([drivesOf(on).length, vmOf(on).Tag]).toEqual([2, "new"]);
    mergeCheckpoints(vmOf(on));
    await converge(on.port, farm("Delete", [{}], { tag: "new" }));
    expect(drivesOf(on)).toEqual(["web-1_disk_1"]);
  });

  it("on IDE needs the machine off", async () => {
    const on = await made("Delete", [{}, DATA]);
    for (const [bus, drive] of vmOf(on).VirtualDiskDrives.entries()) Object.assign(drive, { BusType: "IDE", Bus: bus, Lun: 0 });
    const waiting = await planOn(on.port, farm("Delete", [{}]));
    expect(waiting.plan.changes).toMatchObject([{ waiting: [{ path: "spec.disks[data].name", for: "permission" }] }]);
    const planned = await planOn(on.port, farm("Delete", [{}], { powerCyclePolicy: "Allow" }));
    expect(planned.plan.changes).toMatchObject([{ disruption: "power-cycle", disruptedBy: ["spec.disks[data].name"] }]);
  });
});

describe("what is never taken off", () => {
  it("a disk that people have added, though its file is called like one of ours", async () => {
    const on = await made("Delete", [{}, DATA]);
    addByHand(on, "web-1_backup", 6);
    addByHand(on, "elsewhere_data", 7);
    const planned = await planOn(on.port, farm("Delete", [{}]));
    expect(planned.plan.changes[0]?.attributes.map(({ file }) => file?.path)).toEqual([expect.stringMatching(PATH)]);
    expect(planned.diagnostics).toMatchObject([{ code: "PLAN_DISKS_LEFT", hint: expect.stringContaining("not made from this manifest") }]);
    await applyOn(on.port, planned);
    expect(drivesOf(on)).toEqual(["web-1_disk_1", "web-1_backup", "elsewhere_data"]);
  });

  it("one whose file has the same name as ours behind the last _, wherever it is", async () => {
    const on = await made("Delete", [{}, DATA]);
    addByHand(on, "elsewhere_data", 1);
    await expectEmpty(on, farm("Delete", [{}, DATA]));
    await converge(on.port, farm("Delete", [{}, { ...DATA, size: "6Gi" }]));
    expect(vmOf(on).VirtualDiskDrives.map(({ VirtualHardDisk: { MaximumSize } }) => MaximumSize / 2 ** 30)).toEqual([40, 6, 40]);
    await converge(on.port, farm("Delete", [{}]));
    expect(drivesOf(on)).toEqual(["web-1_disk_1", "elsewhere_data"]);
  });

  it("disks without a name, and those of which the manifest says nothing at all", async () => {
    const on = await made("Delete", [{}, { size: "5Gi" }, DATA]);
    await expectEmpty(on, farm("Delete", undefined));
    await converge(on.port, farm("Delete", [{}]));
    expect(drivesOf(on)).toEqual(["web-1_disk_1", "web-1_disk_0_2"]);
  });

  it("the first disk, and one that the machine starts from", async () => {
    const on = await made("Delete", [{}, DATA, LOGS]);
    vmOf(on).CustomProperty.set(DATA_DISKS_PROPERTY, "web-1_disk_1 web-1_data web-1_logs");
    for (const drive of vmOf(on).VirtualDiskDrives.slice(1, 2)) drive.VolumeType = "BootAndSystem";
    await converge(on.port, farm("Delete", []));
    expect(drivesOf(on)).toEqual(["web-1_disk_1", "web-1_data"]);
  });

  it("a disk that no record knows: it is recorded while it is listed, and only then can it leave", async () => {
    const on = await made(undefined, [{}, DATA]);
    vmOf(on).CustomProperty.delete(DATA_DISKS_PROPERTY);
    await expectEmpty(on, farm("Delete", [{}]));
    const { planned } = await converge(on.port, farm("Delete", [{}, DATA]));
    expect(planned.plan.changes).toMatchObject([
      { action: "update", attributes: [], cause: expect.stringContaining("web-1_data is recorded") },
    ]);
    await expectEmpty(on, farm("Delete", [{}, DATA]));
    await converge(on.port, farm("Delete", [{}]));
    expect(drivesOf(on)).toEqual(["web-1_disk_1"]);
  });

  it("a file that another VM has: told in the plan for one of ours, else by the operation", async () => {
    const on = await made("Delete", [{}, DATA]);
    const [other] = [...on.vmm.world.store.vms.values()].filter(({ Name }) => Name !== "web-1");
    const drive = vmOf(on).VirtualDiskDrives[1];
    if (!other || !drive) throw new Error("no other VM");
    const theirs = { ...drive, ID: on.vmm.world.random.guid(), $owner: other };
    on.vmm.world.store.drives.set(theirs.ID, theirs);
    other.VirtualDiskDrives.push(theirs);
    const { report } = await converge(on.port, farm("Delete", [{}]));
    expect(report.results).toMatchObject([{ state: "failed", diagnostics: [{ code: "VMM_DISK_SHARED" }] }]);
    expect(drivesOf(on)).toHaveLength(2);
    const { report: detached } = await converge(on.port, farm("Detach", [{}]));
    expect(detached.results).toMatchObject([{ state: "done" }]);
  });

  it("a file that a second machine of these manifests has is refused before anything is done", async () => {
    const on = simulated();
    const two = (disks: readonly object[]) => ({
      machines: [farm("Delete", disks).machines, machine("web-2", { ...base, vmName: "web-2" })].flat(),
    });
    await converge(on.port, two([{}, DATA]));
    const web2 = [...on.vmm.world.store.vms.values()].find(({ Name }) => Name === "web-2");
    const drive = vmOf(on).VirtualDiskDrives[1];
    if (!web2 || !drive) throw new Error("no web-2");
    Object.assign(web2, { VMHost: vmOf(on).VMHost });
    web2.VirtualDiskDrives.push({ ...drive, ID: on.vmm.world.random.guid(), $owner: web2 });
    const planned = await planOn(on.port, two([{}]));
    expect(planned.diagnostics).toMatchObject([{ code: "PLAN_DISK_SHARED", severity: "error", detail: expect.any(String) }]);
    expect(planned.work).toEqual([]);
  });
});

describe("guards against the loss of a disk", () => {
  it("a protected machine keeps it, unless that is allowed by name; detaching loses nothing", async () => {
    const on = await made("Delete", [{}, DATA], { deletionProtection: true });
    const kept = await planOn(on.port, farm("Delete", [{}]));
    expect(kept.diagnostics).toMatchObject([{ code: "PLAN_PROTECTED", summary: expect.stringContaining("a disk of it") }]);
    expect(kept.work).toEqual([]);
    expect((await planOn(on.port, farm("Detach", [{}]))).diagnostics).toEqual([]);
    const allowed = await planOn(on.port, farm("Delete", [{}]), { allowDeleteProtected: ["ScvmmMachine/default/web-1"] });
    expect(allowed.work).toHaveLength(1);
  });

  it("machines that lose disks count for the share of deletions", async () => {
    const on = simulated();
    const many = (disks: readonly object[]) => ({
      machines: ["a", "b", "c"].map((name) => machine(name, { ...base, vmName: name, removedDisks: "Delete", disks })),
    });
    await converge(on.port, many([{}, DATA]));
    expect((await planOn(on.port, many([{}]))).diagnostics).toMatchObject([{ code: "PLAN_MASS_DELETION" }]);
    expect((await planOn(on.port, many([{}]), { allowMassDeletion: true })).work).toHaveLength(3);
  });
});

it("any change of names ends in an empty plan, with what the manifest lists and nothing of people's lost", async () => {
  const names = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { maxLength: 4 });
  const listed = (some: readonly string[]) => [{}, ...some.map((name) => ({ name, size: "1Gi" }))];
  await fc.assert(
    fc.asyncProperty(names, names, fc.constantFrom("Keep", "Detach", "Delete"), async (before, after, policy) => {
      const on = await made(policy, listed(before));
      addByHand(on, "theirs_z", 40);
      await converge(on.port, farm(policy, listed(after)));
      await expectEmpty(on, farm(policy, listed(after)));
      const kept = policy === "Keep" ? before.filter((name) => !after.includes(name)) : [];
      const expected = ["web-1_disk_1", "theirs_z", ...[...after, ...kept].map((name) => `web-1_${name}`)];
      expect(drivesOf(on).sort()).toEqual(expected.sort());
      expect(looseOf(on)).toHaveLength(policy === "Detach" ? before.filter((name) => !after.includes(name)).length : 0);
    }),
    { numRuns: 12 },
  );
});
