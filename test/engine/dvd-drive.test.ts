import { describe, expect, it } from "vitest";
import { dvdSlot } from "../../provider/engine/kinds/machine/dvd-drive.ts";
import type { VmmPort } from "../../provider/engine/port.ts";
import { machine } from "./support/manifests.ts";
import { farm as seeded } from "./support/seeds.ts";
import { applyOn, converge, planOn, simulated } from "./support/simulated.ts";

const LIBRARY = "\\\\vmm01.contoso.example\\MSSCVMMLibrary";
const spec = (more: object) => ({
  machines: [
    machine("web-1", { vmName: "web-1", vmTemplate: "Ubuntu 22.04 LTS", cloud: "Production", powerCyclePolicy: "Allow", ...more }),
  ],
});

describe("the ISO of a machine", () => {
  it("is mounted at creation, changed and ejected as it runs; each ends in an empty plan", async () => {
    const { port } = simulated();
    const stages = [
      ["create", { dvdDrive: { iso: "vmguest.iso" } }, "vmguest.iso"],
      ["update", { dvdDrive: { iso: `${LIBRARY}\\ISOs\\windows-server-2022.iso` } }, "windows-server-2022.iso"],
      ["update", { dvdDrive: {} }, undefined],
      // What the manifest is silent about stays.
      ["none", {}, undefined],
    ] as const;
    for (const [action, more, mounted] of stages) {
      const { planned, report } = await converge(port, spec(more));
      expect(planned.plan.changes).toMatchObject([{ action, disruption: "none" }]);
      expect(report.results.filter(({ state }) => state !== "done")).toEqual([]);
      const [vm] = (await port.readInventory()).owned;
      expect(vm?.powerState).toBe("Running");
      expect(vm?.dvdDrives.map(({ isoPath }) => isoPath?.split("\\").at(-1))).toEqual([mounted]);
      expect((await planOn(port, spec(more))).plan.changes.map((change) => change.action)).toEqual(["none"]);
    }
  });

  it("goes whole, also when the host's copy could not be removed at first", async () => {
    const stuck = { cmdlet: "Remove-SCISO", skip: 0, count: 1, error: { number: 2912, message: "in use" } };
    const { port, vmm } = simulated({ faults: [stuck] });
    const copies = () => [...vmm.world.store.isos.values()].filter(({ HostType }) => HostType === "VMHost").length;
    await converge(port, spec({ dvdDrive: { iso: "vmguest.iso" } }));
    const wanted = spec({ dvdDrive: {} });
    const first = await planOn(port, wanted);
    await applyOn(port, first);
    expect((await port.readInventory()).owned[0]?.dvdDrives).toMatchObject([{ isoPath: null }]);
    expect(copies()).toBe(1);
    const { planned, report } = await converge(port, wanted);
    expect(planned.plan.changes).toMatchObject([
      { attributes: [{ path: "spec.dvdDrive.iso", before: "vmguest.iso (left on the host)", after: null }] },
    ]);
    expect(report.results).toMatchObject([{ state: "done" }]);
    expect(copies()).toBe(0);
    expect((await planOn(port, wanted)).plan.changes.map(({ action }) => action)).toEqual(["none"]);
  });

  it("that came while the first drive had cloud-init data stays in the drive that it got", async () => {
    const { port } = simulated();
    const broken: VmmPort = {
      ...port,
      run: async (operation) =>
        operation.kind === "start-machine"
          ? { state: "failed", diagnostic: { code: "GONE", severity: "error", summary: "gone" } }
          : port.run(operation),
    };
    await applyOn(broken, await planOn(port, seeded()));
    const wanted = seeded({ dvdDrive: { iso: "vmguest.iso" } });
    expect((await converge(port, wanted)).report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    const drives = (await port.readInventory()).owned[0]?.dvdDrives.map(({ isoPath }) => isoPath?.split("\\").at(-1));
    expect(drives).toEqual([undefined, "vmguest.iso"]);
    expect((await planOn(port, wanted)).plan.summary).toMatchObject({ none: 1 });
  });

  it("needs a power cycle where the VM has no drive", async () => {
    const { port } = simulated();
    await converge(port, spec({}));
    const planned = await planOn(port, spec({ dvdDrive: { iso: "vmguest.iso" } }));
    expect(planned.plan.changes).toMatchObject([
      { action: "update", disruption: "power-cycle", attributes: [{ path: "spec.dvdDrive.iso", policy: "power-off" }] },
    ]);
    await applyOn(port, planned);
    expect((await port.readInventory()).owned[0]).toMatchObject({ powerState: "Running", dvdDrives: [{ bus: 0, lun: 1 }] });
  });

  it("goes with the generation: IDE 1:0 on generation 1, and leaves its place to disks", async () => {
    const { port } = simulated();
    const old = { vmTemplate: "Windows Server 2016", dvdDrive: { iso: "vmguest.iso" }, disks: [{}, { size: "1Gi" }] };
    await converge(port, spec(old));
    expect((await port.readInventory()).owned[0]).toMatchObject({
      dvdDrives: [{ busType: "IDE", bus: 1, lun: 0 }],
      disks: [{ busType: "IDE" }, { busType: "SCSI", bus: 0, lun: 0 }],
    });
    const twoDrives = (await port.readInventory()).owned[0];
    expect(twoDrives && dvdSlot(twoDrives, 1)).toEqual({ bus: 1, lun: 1 });
  });

  it.each([
    ["unknown", "nothing.iso", "PLAN_UNKNOWN_NAME"],
    ["a name that two files have", "tools.iso", "PLAN_AMBIGUOUS_NAME"],
  ])("that is %s is told before anything runs", async (_, iso, code) => {
    const { port } = simulated();
    const live = await port.readInventory();
    const twice = ["a", "b"].map((id) => ({ id, name: "tools.iso", path: `${LIBRARY}\\${id}\\tools.iso`, missing: false }));
    const { diagnostics } = await planOn(
      { ...port, readInventory: async () => ({ ...live, isos: [...live.isos, ...twice] }) },
      spec({ dvdDrive: { iso } }),
    );
    expect(diagnostics).toMatchObject([{ code, path: "spec.dvdDrive.iso" }]);
  });
});
