import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LiveDisk } from "../../provider/engine/inventory.ts";
import type { DesiredDisk } from "../../provider/engine/kinds/machine/goal.ts";
import { matchDisks, nameOf } from "../../provider/engine/kinds/machine/match-disks.ts";
import { mergeCheckpoints, takeCheckpoint } from "../../provider/simulator/checkpoints.ts";
import { machine } from "./support/manifests.ts";
import { applyOn, converge, planOn, simulated } from "./support/simulated.ts";

const base = { vmName: "web-1", vmTemplate: "Ubuntu 22.04 LTS", cloud: "Production", powerCyclePolicy: "Allow" };
const withDisks = (...disks: readonly object[]) => ({ machines: [machine("web-1", { ...base, disks })] });
const disksOf = async ({ port }: ReturnType<typeof simulated>) =>
  (await port.readInventory()).owned[0]?.disks.map(({ path, sizeBytes, lun }) => [path?.split("\\").at(-1), sizeBytes / 2 ** 30, lun]);

describe("the disks of a machine", () => {
  it("come from the template, from nothing, and from the library; each change ends in an empty plan", async () => {
    const on = simulated();
    const stages = [
      [{}, { name: "data", size: "5Gi" }, { name: "tools", vhDisk: "tools", size: "4Gi", storageClassification: "Gold" }],
      [{ size: "50Gi" }, { name: "data", size: "8Gi", iopsMaximum: 400 }, { name: "tools", vhDisk: "tools.vhdx", size: "4Gi" }],
      [
        { volumeType: "Boot", storageQoSPolicy: "gold i/o" },
        { name: "data", size: "8Gi" },
        { name: "tools", vhDisk: "tools.vhdx" },
      ],
    ];
    for (const disks of stages) {
      const { report } = await converge(on.port, withDisks(...disks));
      expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
      expect((await planOn(on.port, withDisks(...disks))).plan.changes).toMatchObject([{ action: "none" }]);
    }
    expect(await disksOf(on)).toEqual([
      ["web-1_disk_1.vhdx", 50, 0],
      ["web-1_data.vhdx", 8, 2],
      ["web-1_tools.vhdx", 4, 3],
    ]);
    const [vm] = (await on.port.readInventory()).owned;
    expect(vm).toMatchObject({
      powerState: "Running",
      disks: [{ volumeType: "Boot", storageQoSPolicy: "Gold I/O" }, { iopsMaximum: 400 }, { dynamic: false }],
    });
  });

  it("with names may stand in any order and among new ones", async () => {
    const on = simulated();
    const [a, b, c] = [
      { name: "a", size: "1Gi" },
      { name: "b", size: "2Gi" },
      { name: "c", size: "3Gi" },
    ];
    await converge(on.port, withDisks({}, a, b));
    expect((await planOn(on.port, withDisks({}, b, a))).plan.changes).toMatchObject([{ action: "none" }]);
    await converge(on.port, withDisks({}, c, b, a));
    expect((await disksOf(on))?.map(([file]) => file)).toEqual(["web-1_disk_1.vhdx", "web-1_a.vhdx", "web-1_b.vhdx", "web-1_c.vhdx"]);
    const { plan, diagnostics } = await planOn(on.port, withDisks({}, a));
    expect(plan.changes).toMatchObject([{ action: "none" }]);
    expect(diagnostics).toMatchObject([{ code: "PLAN_DISKS_LEFT" }]);
  });

  it.each([
    ["the template's", [{ size: "39Gi" }], "spec.disks[0].size"],
    ["the library's", [{}, { vhDisk: "tools.vhdx", size: "1Gi" }], "spec.disks[1].size"],
  ])("are refused smaller than %s before anything is made", async (_, disks, path) => {
    const { port } = simulated();
    const planned = await planOn(port, withDisks(...disks));
    expect(planned.diagnostics).toMatchObject([{ code: "PLAN_DISK_SHRINK", path }]);
    expect(planned.work).toEqual([]);
  });

  it.each([
    ["vhDisk", "nothing.vhdx"],
    ["storageClassification", "Tin"],
    ["storageQoSPolicy", "Slow"],
  ])("name nothing in %s that VMM lacks", async (field, name) => {
    const { port } = simulated();
    const { diagnostics } = await planOn(port, withDisks({}, { size: "20Gi", [field]: name }));
    expect(diagnostics).toMatchObject([{ code: "PLAN_UNKNOWN_NAME", path: `spec.disks[1].${field}` }]);
  });

  it("grow only when the checkpoints are gone; the rest of the change is done", async () => {
    const { port, vmm } = simulated();
    await converge(port, withDisks({ size: "40Gi" }));
    const [vm] = [...vmm.world.store.vms.values()].filter(({ Name }) => Name === "web-1");
    if (!vm) throw new Error("no VM");
    takeCheckpoint(vmm.world, vm, "backup");
    const grown = { machines: [machine("web-1", { ...base, tag: "new", disks: [{ size: "60Gi" }] })] };
    const planned = await planOn(port, grown);
    expect(planned.diagnostics).toMatchObject([{ code: "PLAN_CHECKPOINTS_BLOCK", severity: "warning", path: "spec.disks[0].size" }]);
    expect((await applyOn(port, planned)).results).toMatchObject([{ state: "not-run", diagnostics: [{ code: "PLAN_CHECKPOINTS_BLOCK" }] }]);
    expect((await port.readInventory()).owned[0]).toMatchObject({ tag: "new", disks: [{ sizeBytes: 40 * 2 ** 30 }] });
    mergeCheckpoints(vm);
    expect((await converge(port, grown)).report.results).toMatchObject([{ state: "done" }]);
    expect((await port.readInventory()).owned[0]?.disks).toMatchObject([{ sizeBytes: 60 * 2 ** 30 }]);
  });
});

describe("which disk is which", () => {
  const live = (file: string | null): LiveDisk => ({
    id: file ?? "none",
    busType: "SCSI",
    bus: 0,
    lun: 0,
    sizeBytes: 1,
    dynamic: true,
    format: "VHDX",
    volumeType: "None",
    iopsMaximum: null,
    storageQoSPolicy: null,
    path: file === null ? null : `D:\\VMs\\vm\\${file}`,
  });
  const wanted = (name: string | null): DesiredDisk => ({
    name,
    size: null,
    dynamic: true,
    persistent: null,
    vhDisk: null,
    volumeType: null,
    storageClassification: null,
    iopsMaximum: null,
    storageQoSPolicy: null,
  });

  it.each([
    ["web_data.vhdx", "data"],
    ["WEB_Data.VHDX", "data"],
    ["my_web_log-2.vhd", "log-2"],
    ["web_data_0A1B2C3D-0000-1111-2222-333344445555.avhdx", "data"],
    ["web_data_0A1B2C3D-0000-1111-2222-333344445555_1B2C3D4E-0000-1111-2222-333344445555.avhdx", "data"],
    ["web_disk_0_1.vhdx", null],
    ["web.vhdx", null],
    [null, null],
  ])("%s is called %s", (file, name) => {
    expect(nameOf(live(file))).toBe(name);
  });

  const hasName = (disks: readonly LiveDisk[], name: string | null) => disks.some((disk) => nameOf(disk) === name);

  it("a boot disk from the library beside a template is refused", async () => {
    const { port } = simulated();
    const spec = { vmTemplate: "Ubuntu 22.04 LTS", disks: [{ size: "50Gi", vhDisk: "empty-ntfs.vhdx" }] };
    const { diagnostics, work } = await planOn(port, { machines: [machine("web-1", spec)] });
    expect(diagnostics).toMatchObject([{ code: "PLAN_BOOT_DISK_FROM_LIBRARY", path: "spec.disks[0].vhDisk" }]);
    expect(work).toEqual([]);
  });

  it("never gives one disk to two, nor a named one to another name", () => {
    const names = fc.option(fc.constantFrom("a", "b", "c", "d"), { nil: null });
    fc.assert(
      fc.property(fc.array(names, { maxLength: 6 }), fc.uniqueArray(names, { maxLength: 6 }), (files, manifest) => {
        const disks = files.map((name, index) => live(name === null ? `vm_disk_0_${index}.vhdx` : `vm_${name}.vhdx`));
        const matches = matchDisks(manifest.map(wanted), disks);
        const found = matches.flatMap(({ disk }) => (disk ? [disk] : []));
        expect(new Set(found).size).toBe(found.length);
        const named = matches.filter(({ wanted: disk, index }) => index > 0 && disk.name !== null);
        for (const { wanted: disk, disk: match } of named) {
          if (match) expect([disk.name, null]).toContain(nameOf(match));
          // A name that is there is found, unless the first disk has it.
          if (hasName(disks.slice(1), disk.name)) expect(match && nameOf(match)).toBe(disk.name);
        }
      }),
    );
  });
});
