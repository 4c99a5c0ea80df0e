import { describe, expect, it } from "vitest";
import type { Manifests } from "../../provider/model/manifests.ts";
import type { Fault } from "../../provider/simulator/faults.ts";
import { machine } from "./support/manifests.ts";
import { codes } from "./support/runs.ts";
import { timed } from "./support/timed.ts";

const one = (spec: object = {}): Partial<Manifests> => ({
  machines: [
    machine("web-1", { vmTemplate: "Ubuntu 22.04 LTS", memory: "2Gi", disks: [{ size: "50Gi" }, { name: "data", size: "5Gi" }], ...spec }),
  ],
});

const failing = (cmdlet: string, count = 1): Fault => ({
  cmdlet,
  skip: 0,
  count,
  jobFails: { number: 2903, message: "a file is missing" },
});

const work = (cmdlets: readonly string[]) => cmdlets.filter((cmdlet) => /^(New|Repair|Remove)-SCVirtualMachine$/.test(cmdlet));

/** After an apply whose creation has failed for good. */
async function halfMade(faults: readonly Fault[], spec: object = {}) {
  const stage = timed({ faults });
  const { report } = await stage.converge(one(spec));
  expect(report.results).toMatchObject([{ state: "failed" }]);
  expect(await stage.live("web-1")).toMatchObject({ status: "CreationFailed", sealed: false });
  return stage;
}

describe("a creation that has failed", () => {
  it("is repaired by VMM, and finished: nothing is removed, and the plan says so beforehand", async () => {
    const stage = await halfMade([failing("New-SCVirtualMachine")]);
    const { id } = await stage.live("web-1");
    const { planned, report } = await stage.converge(one());
    expect(planned.plan.changes).toMatchObject([
      { action: "create", disruption: "none", cause: expect.stringContaining("its creation failed (CreationFailed): VMM is to repair it") },
    ]);
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect(await stage.live("web-1")).toMatchObject({ id, sealed: true, powerState: "Running", disks: [{ lun: 0 }, {}] });
    expect(work(stage.jobs())).toEqual(["New-SCVirtualMachine", "Repair-SCVirtualMachine"]);
    expect((await stage.plan(one())).plan.summary).toMatchObject({ none: 1 });
  });

  it("that VMM cannot repair is removed and made anew, in the same run", async () => {
    const stage = await halfMade([failing("New-SCVirtualMachine"), failing("Repair-SCVirtualMachine")]);
    const { report } = await stage.converge(one());
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [{ code: "APPLY_BEYOND_REPAIR", severity: "info" }] }]);
    expect(work(stage.jobs())).toEqual([
      "New-SCVirtualMachine",
      "Repair-SCVirtualMachine",
      "Remove-SCVirtualMachine",
      "New-SCVirtualMachine",
    ]);
    expect((await stage.plan(one())).plan.summary).toMatchObject({ none: 1 });
  });

  it.each([
    ["as the policy says", { failedCreationPolicy: "Remove" }, {}],
    ["of another template", { disks: [{}] }, { vmTemplate: "Windows Server 2022" }],
    ["without a template", { vmTemplate: undefined, hardwareProfile: "Small", generation: 2 }, {}],
  ])("is removed at once: %s", async (_, base, more) => {
    const stage = await halfMade([failing("New-SCVirtualMachine")], base);
    const wanted = { ...base, ...more };
    const { planned, report } = await stage.converge(one(wanted));
    expect(planned.plan.changes).toMatchObject([{ action: "replace", cause: expect.stringContaining("the remains are removed") }]);
    expect(report.summary.done).toBe(1);
    expect(work(stage.jobs())).toEqual(["New-SCVirtualMachine", "Remove-SCVirtualMachine", "New-SCVirtualMachine"]);
    expect((await stage.plan(one(wanted))).plan.summary).toMatchObject({ none: 1 });
  });

  it("is kept for people under Keep, which is an error of the plan; removing its manifest removes it", async () => {
    const stage = await halfMade([failing("New-SCVirtualMachine")], { failedCreationPolicy: "Keep" });
    const planned = await stage.plan(one({ failedCreationPolicy: "Keep" }));
    expect([codes(planned), planned.work]).toEqual([["PLAN_FAILED_CREATION_KEPT"], []]);
    expect(planned.diagnostics[0]).toMatchObject({ path: "spec.failedCreationPolicy", file: "farm.yaml" });
    expect(work(stage.jobs())).toEqual(["New-SCVirtualMachine"]);
    expect((await stage.apply(await stage.plan({}))).summary.done).toBe(1);
    expect((await stage.port.readInventory()).owned).toEqual([]);
  });

  it("is never removed while it runs, unless the policy is Remove", async () => {
    const guest = { number: 609, message: "the guest does not answer", status: "CustomizationFailed" };
    const stage = timed({ faults: [{ ...failing("New-SCVirtualMachine"), jobFails: guest }] });
    await stage.converge(one());
    Object.assign(stage.machineOf("web-1"), { VirtualMachineState: "Running" });
    expect(codes(await stage.plan(one()))).toEqual(["PLAN_FAILED_CREATION_RUNS"]);
    expect((await stage.converge(one({ failedCreationPolicy: "Remove" }))).report.summary.done).toBe(1);
  });

  it("a repair that outlives its run is followed by the next one", async () => {
    const stage = await halfMade([failing("New-SCVirtualMachine")]);
    const [stop, detach] = [new AbortController(), new AbortController()];
    const onEvent = () => {
      if (!stage.jobs().includes("Repair-SCVirtualMachine")) return;
      stop.abort();
      detach.abort();
    };
    const { report } = await stage.converge(one(), { signal: stop.signal, detach: detach.signal, onEvent });
    expect(report.results).toMatchObject([{ state: "not-run", diagnostics: [{ code: "APPLY_DETACHED" }] }]);
    const second = await stage.converge(one());
    expect(second.planned.plan.changes).toMatchObject([{ cause: expect.stringContaining("still at work") }]);
    expect(second.report.summary.done).toBe(1);
    expect(work(stage.jobs())).toEqual(["New-SCVirtualMachine", "Repair-SCVirtualMachine"]);
  });
});
