import { describe, expect, it } from "vitest";
import type { ApplyEvent } from "../../provider/engine/apply-event.ts";
import { detectDrift } from "../../provider/engine/detect-drift.ts";
import type { Outcome } from "../../provider/engine/operation.ts";
import { machine, planInput } from "./support/manifests.ts";
import { MemoryVmm } from "./support/memory-vmm.ts";
import { actions, apply, plan, planAndApply } from "./support/runs.ts";
import { farm, seedsIn } from "./support/seeds.ts";
import { timed } from "./support/timed.ts";

const NAME = "web-1";
const rest = async (stage: ReturnType<typeof timed>, spec: object) =>
  expect((await stage.plan(farm(spec))).plan.changes.filter(({ action }) => action !== "none")).toEqual([]);

describe("the first start of a machine with cloud-init data", () => {
  it("that was begun and broken off is not made again once people have turned it off", async () => {
    const stage = timed();
    const stop = new AbortController();
    const onEvent = (event: ApplyEvent) => {
      if (event.type === "step-started" && event.label.startsWith("wait for guest")) stop.abort();
    };
    const { report } = await stage.converge(farm({}), { signal: stop.signal, onEvent });
    expect(report.results).toMatchObject([{ state: "not-run" }]);
    expect(await stage.live(NAME)).toMatchObject({ sealed: false, powerState: "Running", customProperties: { ScvmmFirstStart: "done" } });
    stage.power(NAME, "PowerOff");
    await stage.converge(farm({}));
    expect(await stage.live(NAME)).toMatchObject({ sealed: true, powerState: "PowerOff", customProperties: {} });
    expect(stage.jobs().filter((cmdlet) => cmdlet === "Start-SCVirtualMachine")).toHaveLength(1);
    await stage.converge(farm({}));
    await rest(stage, {});
    expect(seedsIn(stage.vmm)).toEqual([]);
    expect(detectDrift(planInput(farm({}), await stage.port.readInventory())).report.items).toMatchObject([{ kind: "power" }]);
  });

  it("that was begun and broken off needs the data no more, which people have taken out since", async () => {
    const stage = timed();
    const stop = new AbortController();
    const onEvent = (event: ApplyEvent) => {
      if (event.type === "step-started" && event.label.startsWith("wait for guest")) stop.abort();
    };
    await stage.converge(farm({}), { signal: stop.signal, onEvent });
    const { isos, dvdDrives } = stage.vmm.world.store;
    for (const [id, { Name }] of isos) if (Name.startsWith("scvmm-seed")) isos.delete(id);
    for (const drive of dvdDrives.values()) Object.assign(drive, { ISO: null, Connection: "None" });
    expect(await stage.live(NAME)).toMatchObject({ sealed: false, seed: null, powerState: "Running" });
    expect((await stage.converge(farm({}))).report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect(await stage.live(NAME)).toMatchObject({ sealed: true, powerState: "Running", customProperties: {} });
    await rest(stage, {});
  });

  it("that was not begun is still made", async () => {
    const stage = timed();
    const stop = new AbortController();
    const onEvent = (event: ApplyEvent) => {
      if (event.type === "step-started" && event.label.startsWith("take cloud-init")) stop.abort();
    };
    await stage.converge(farm({}), { signal: stop.signal, onEvent });
    expect(await stage.live(NAME)).toMatchObject({ sealed: false, powerState: "PowerOff", seed: "dvd" });
    const { report } = await stage.converge(farm({}));
    expect(report.results.every(({ state }) => state === "done")).toBe(true);
    expect(await stage.live(NAME)).toMatchObject({ sealed: true, powerState: "Running", customProperties: {} });
    await rest(stage, {});
  });

  it("is the policy's to make under Manual: the data waits for it, whenever that is", async () => {
    const stage = timed();
    const manual = { powerPolicy: "Manual" };
    await stage.converge(farm(manual));
    expect(await stage.live(NAME)).toMatchObject({ sealed: true, powerState: "PowerOff", seed: "dvd" });
    await rest(stage, manual);
    const { planned, report } = await stage.converge(farm({}));
    expect(planned.plan.changes).toMatchObject([{ attributes: [{ path: "spec.powerPolicy", after: "Running" }] }]);
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect(await stage.live(NAME)).toMatchObject({ powerState: "Running", seed: null, customProperties: {} });
    await rest(stage, {});
  });

  it("that people make under Manual is recorded by the next apply, and the one after it takes the data away", async () => {
    const stage = timed();
    const manual = { powerPolicy: "Manual" };
    await stage.converge(farm(manual));
    stage.power(NAME, "Running");
    const { planned } = await stage.converge(farm(manual));
    expect(planned.plan.changes).toMatchObject([{ action: "update", cause: "it has been started: that is recorded" }]);
    expect(await stage.live(NAME)).toMatchObject({ seed: "dvd", customProperties: {} });
    await stage.converge(farm(manual));
    expect(await stage.live(NAME)).toMatchObject({ powerState: "Running", seed: null });
    await rest(stage, manual);
  });
});

/** Everything after so many operations is lost with the client: neither carried out nor answered. */
async function killedAfter(vmm: MemoryVmm, some: Parameters<typeof plan>[0], count: number): Promise<boolean> {
  let done = 0;
  const dead: Outcome = { state: "failed", diagnostic: { code: "DEAD", severity: "error", summary: "the client is gone" } };
  vmm.fault = () => (done++ < count ? undefined : dead);
  const report = await apply(plan(some, vmm), vmm);
  vmm.fault = () => undefined;
  vmm.finishAllJobs();
  return report.summary.failed > 0;
}

describe("a run that is killed after any operation", () => {
  it.each([
    ["a creation under Manual", null, { powerPolicy: "Manual" }, "PowerOff", 2],
    ["a creation under AlwaysOff", null, { powerPolicy: "AlwaysOff" }, "PowerOff", 2],
    ["a creation under AlwaysOn", null, { powerPolicy: "AlwaysOn" }, "Running", 2],
    ["a power cycle", {}, { cpuCount: 4 }, "Running", 4],
    ["a shutdown for good", {}, { cpuCount: 4, powerPolicy: "AlwaysOff" }, "PowerOff", 4],
    ["a first start made up for", { powerPolicy: "Manual" }, { cpuCount: 4 }, "Running", 4],
    ["a start under AlwaysOn", { powerPolicy: "AlwaysOff" }, { powerPolicy: "AlwaysOn", cpuCount: 4 }, "Running", 4],
  ] as const)("%s ends as it would have", async (_, before, after, powerState, cpuCount) => {
    const one = (spec: object) => ({ machines: [machine("web-1", { powerCyclePolicy: "Allow", ...spec })] });
    for (let count = 0, killed = true; killed; count++) {
      const vmm = new MemoryVmm();
      if (before) await planAndApply(one(before), vmm);
      killed = await killedAfter(vmm, one(after), count);
      const { report } = await planAndApply(one(after), vmm);
      expect(report.results.filter(({ state }) => state !== "done")).toEqual([]);
      expect(vmm.vms).toMatchObject([{ sealed: true, powerState, cpuCount }]);
      expect(Object.keys(vmm.vms[0]?.customProperties ?? {}).filter((name) => name !== "ScvmmFirstStart")).toEqual([]);
      expect(actions(plan(one(after), vmm))).toEqual({ "web-1": "none" });
      expect(vmm.log.filter(({ kind }) => kind === "create-machine").length).toBeLessThan(3);
    }
  });
});
