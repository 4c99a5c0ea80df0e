import { describe, expect, it } from "vitest";
import type { Manifests } from "../../provider/model/manifests.ts";
import { machine } from "./support/manifests.ts";
import { MemoryVmm } from "./support/memory-vmm.ts";
import { apply, codes, plan, planAndApply } from "./support/runs.ts";
import { timed } from "./support/timed.ts";

/** The simulator's clock starts on Monday 2026-01-05 at 08:00 UTC. */
const SOON = { days: ["Mon"], start: "10:00", duration: "2h", timeZone: "Europe/Amsterdam" };
const NOW = { days: ["Mon"], start: "08:00", duration: "4h" };
const HOUR_MS = 3_600_000;

const one = (spec: object): Partial<Manifests> => ({
  machines: [machine("web-1", { vmTemplate: "Ubuntu 22.04 LTS", memory: "2Gi", powerCyclePolicy: "Allow", ...spec })],
});

describe("a maintenance window", () => {
  it("that is closed: the plan says when it opens, everything else is done, and the next apply within it does the rest", async () => {
    const stage = timed();
    await stage.converge(one({ maintenanceWindow: SOON }));
    const wanted = one({ maintenanceWindow: SOON, cpuCount: 4, tag: "db" });
    const { planned, report } = await stage.converge(wanted);
    const window = "Mon from 10:00 for 2h (Europe/Amsterdam)";
    expect(planned.plan.changes).toMatchObject([{ disruption: "power-cycle", disruptedBy: ["spec.cpuCount"], window }]);
    const waits = {
      code: "PLAN_WAITS_FOR_WINDOW",
      severity: "info",
      path: "spec.cpuCount",
      summary: "spec.cpuCount waits for the maintenance window; it opens Mon 2026-01-05 10:00 (Europe/Amsterdam)",
    };
    expect(planned.diagnostics).toMatchObject([waits]);
    expect(report.results).toMatchObject([{ state: "not-run", waits: true, diagnostics: [waits] }]);
    expect(await stage.live("web-1")).toMatchObject({ cpuCount: 2, tag: "db", powerState: "Running", customProperties: {} });
    expect(stage.jobs()).not.toContain("Stop-SCVirtualMachine");

    await stage.pass(HOUR_MS);
    const second = await stage.converge(wanted);
    expect([second.planned.diagnostics, second.report.summary.done]).toEqual([[], 1]);
    expect(await stage.live("web-1")).toMatchObject({ cpuCount: 4, powerState: "Running" });
  });

  it("is looked at again before the shutdown: one that closes meanwhile is closed", async () => {
    const stage = timed();
    await stage.converge(one({ maintenanceWindow: NOW }));
    const planned = await stage.plan(one({ maintenanceWindow: NOW, cpuCount: 4, tag: "db" }));
    expect(planned.diagnostics).toEqual([]);
    await stage.pass(5 * HOUR_MS);
    const report = await stage.apply(planned);
    expect(report.results).toMatchObject([{ state: "not-run", waits: true, diagnostics: [{ code: "PLAN_WAITS_FOR_WINDOW" }] }]);
    expect(await stage.live("web-1")).toMatchObject({ cpuCount: 2, tag: "db", powerState: "Running" });
  });

  it("is no part of a plan's fingerprint beside its words: a plan that is signed off before it opens can be carried out in it", async () => {
    const stage = timed();
    await stage.converge(one({ maintenanceWindow: SOON }));
    const wanted = one({ maintenanceWindow: SOON, cpuCount: 4 });
    const closed = await stage.plan(wanted);
    await stage.pass(1.5 * HOUR_MS);
    const open = await stage.plan(wanted);
    expect(open.plan).toEqual(closed.plan);
    expect([codes(closed), codes(open)]).toEqual([["PLAN_WAITS_FOR_WINDOW"], []]);
  });

  it("does not hold up what needs no shutdown: a machine that is off, a first start, a deletion", async () => {
    const stage = timed();
    expect((await stage.converge(one({ maintenanceWindow: SOON }))).report.summary.done).toBe(1);
    stage.power("web-1", "PowerOff");
    const off = await stage.converge(one({ maintenanceWindow: SOON, cpuCount: 4 }));
    expect([off.planned.plan.changes[0]?.window, off.report.summary.done]).toEqual([null, 1]);
    stage.power("web-1", "Running");
    const gone = await stage.apply(await stage.plan({}, { allowMassDeletion: true }));
    expect(gone.summary.done).toBe(1);
  });

  it("bounds AlwaysOff too", async () => {
    const stage = timed();
    await stage.converge(one({ maintenanceWindow: SOON }));
    const { report } = await stage.converge(one({ maintenanceWindow: SOON, powerPolicy: "AlwaysOff" }));
    expect(report.results).toMatchObject([{ state: "not-run", waits: true }]);
    expect((await stage.live("web-1")).powerState).toBe("Running");
  });

  it("bounds a replacement of a machine that runs", async () => {
    const vmm = new MemoryVmm();
    const spec = { powerCyclePolicy: "Allow", maintenanceWindow: NOW };
    await planAndApply({ machines: [machine("web-1", { ...spec, hostGroup: "East" })] }, vmm);
    const [before] = vmm.vms;
    Object.assign(before as object, { disks: before?.disks.map((disk) => ({ ...disk, format: "PassThrough" })) });
    const planned = plan({ machines: [machine("web-1", { ...spec, hostGroup: "All Hosts\\Web" })] }, vmm);
    expect(planned.plan.changes).toMatchObject([{ action: "replace", disruptedBy: ["spec.hostGroup"], window: expect.any(String) }]);
    const [open, closed] = ["2026-01-05T09:00Z", "2026-01-05T13:00Z"].map((text) => Date.parse(text)) as [number, number];
    const waited = await apply(planned, vmm, { clock: () => closed });
    expect(waited.results).toMatchObject([{ state: "not-run", waits: true, diagnostics: [{ path: "spec.hostGroup" }] }]);
    expect(vmm.vms).toMatchObject([{ id: before?.id, powerState: "Running" }]);
    expect((await apply(planned, vmm, { clock: () => open })).summary.done).toBe(1);
    expect(vmm.vms).toMatchObject([{ hostGroupPath: "All Hosts\\Web", sealed: true }]);
  });
});
