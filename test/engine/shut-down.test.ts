import { describe, expect, it } from "vitest";
import type { Manifests } from "../../provider/model/manifests.ts";
import type { Fault } from "../../provider/simulator/faults.ts";
import { machine } from "./support/manifests.ts";
import { timed } from "./support/timed.ts";

const HOUR_MS = 3_600_000;
const shutdown = { cmdlet: "Stop-SCVirtualMachine", match: { Shutdown: "true" }, skip: 0, count: 1 };
const DEAF: Fault = { ...shutdown, delayMs: HOUR_MS };
const FAILS: Fault = { ...shutdown, jobFails: { number: 12700, message: "the device is not ready for use" } };

const one = (spec: object = {}): Partial<Manifests> => ({
  machines: [machine("web-1", { vmTemplate: "Ubuntu 22.04 LTS", memory: "2Gi", powerCyclePolicy: "Allow", ...spec })],
});

async function stageWith(fault: Fault) {
  const stage = timed({ faults: [fault] });
  await stage.converge(one());
  return stage;
}

const restart = expect.objectContaining({ ScvmmRestart: "after change" });

describe("a guest that does not shut down", () => {
  it("is left running where it may not be forced; should it go later, the next apply makes the change and brings it back", async () => {
    const stage = await stageWith(DEAF);
    const wanted = one({ cpuCount: 4, shutdownTimeout: "5m" });
    const begun = stage.now();
    const { report } = await stage.converge(wanted);
    expect(report.results).toMatchObject([
      {
        state: "failed",
        diagnostics: [{ code: "APPLY_NOT_SHUT_DOWN", summary: "the guest did not shut down within 5m", path: "spec.shutdownTimeout" }],
      },
    ]);
    expect(stage.now() - begun).toBeLessThan(7 * 60_000);
    expect(await stage.live("web-1")).toMatchObject({ cpuCount: 2, powerState: "Running", customProperties: restart });

    await stage.pass(2 * HOUR_MS);
    expect((await stage.live("web-1")).powerState).toBe("PowerOff");
    const second = await stage.converge(wanted);
    expect(second.report.summary.done).toBe(1);
    expect(await stage.live("web-1")).toMatchObject({ cpuCount: 4, powerState: "Running", customProperties: {} });
  });

  it("is turned off after its time where that is allowed, which is told", async () => {
    const stage = await stageWith(DEAF);
    const { report } = await stage.converge(one({ cpuCount: 4, shutdownTimeout: "5m", forceOff: true }));
    expect(report.results).toMatchObject([
      { state: "done", diagnostics: [{ code: "APPLY_FORCED_OFF", severity: "warning", summary: expect.stringContaining("within 5m") }] },
    ]);
    expect(await stage.live("web-1")).toMatchObject({ cpuCount: 4, powerState: "Running", customProperties: {} });
    const stops = [...stage.vmm.world.store.tasks.values()].filter(({ CmdletName }) => CmdletName === "Stop-SCVirtualMachine");
    expect(stops.map(({ $end }) => $end)).toEqual(["Canceled", "Completed"]);
  });

  it.each([
    [false, { state: "failed", diagnostics: [{ code: "APPLY_NOT_SHUT_DOWN", detail: expect.stringContaining("12700") }] }, 2],
    [true, { state: "done", diagnostics: [{ code: "APPLY_FORCED_OFF", detail: expect.stringContaining("12700") }] }, 4],
  ] as const)("as VMM says at once: forced only where that is allowed (%s)", async (forceOff, result, cpuCount) => {
    const stage = await stageWith(FAILS);
    const wanted = one({ cpuCount: 4, forceOff });
    expect((await stage.converge(wanted)).report.results).toMatchObject([result]);
    expect(await stage.live("web-1")).toMatchObject({ cpuCount, powerState: "Running" });
    // The fault is over: what lacks is done, and nothing of the first attempt is left.
    await stage.converge(wanted);
    expect(await stage.live("web-1")).toMatchObject({ cpuCount: 4, powerState: "Running", customProperties: {} });
    expect((await stage.plan(wanted)).plan.summary).toMatchObject({ none: 1, update: 0 });
  });

  it("is asked only once while its job runs on: the next apply finds the machine locked", async () => {
    const stage = await stageWith(DEAF);
    const wanted = one({ cpuCount: 4, shutdownTimeout: "1m" });
    await stage.converge(wanted);
    const { report } = await stage.converge(wanted);
    expect(report.results).toMatchObject([{ state: "failed" }]);
    expect((await stage.live("web-1")).powerState).toBe("Running");
    expect(stage.jobs().filter((cmdlet) => cmdlet === "Stop-SCVirtualMachine")).toHaveLength(1);
  });
});
