import { describe, expect, it } from "vitest";
import { detectDrift } from "../../provider/engine/detect-drift.ts";
import type { Manifests } from "../../provider/model/manifests.ts";
import { machine, planInput } from "./support/manifests.ts";
import { codes } from "./support/runs.ts";
import { timed } from "./support/timed.ts";

const base = { vmTemplate: "Ubuntu 22.04 LTS", memory: "2Gi" };
const one = (spec: object = {}): Partial<Manifests> => ({ machines: [machine("web-1", { ...base, ...spec })] });

const POLICIES = ["AlwaysOn", "StartOnce", "Manual", "AlwaysOff"] as const;
const STATES = ["Running", "PowerOff", "Saved", "Paused"] as const;

/** What becomes of a finished machine that is found in a state, when apply may shut it down, and whether drift tells of its power. */
const ENDS: Readonly<Record<(typeof POLICIES)[number], Readonly<Record<(typeof STATES)[number], string>>>> = {
  AlwaysOn: { Running: "Running", PowerOff: "Running", Saved: "Running", Paused: "Running" },
  StartOnce: { Running: "Running", PowerOff: "PowerOff", Saved: "Saved", Paused: "Paused" },
  Manual: { Running: "Running", PowerOff: "PowerOff", Saved: "Saved", Paused: "Paused" },
  AlwaysOff: { Running: "PowerOff", PowerOff: "PowerOff", Saved: "Saved", Paused: "Paused" },
};

describe.each(POLICIES)("powerPolicy %s", (powerPolicy) => {
  const starts = powerPolicy === "AlwaysOn" || powerPolicy === "StartOnce";

  it(`a new machine is ${starts ? "started" : "left off"}, and then the plan is empty`, async () => {
    const stage = timed();
    const { planned, report } = await stage.converge(one({ powerPolicy }));
    expect([planned.diagnostics, report.summary]).toEqual([[], { done: 1, failed: 0, notRun: 0 }]);
    expect(await stage.live("web-1")).toMatchObject({ sealed: true, powerState: starts ? "Running" : "PowerOff" });
    expect((await stage.plan(one({ powerPolicy }))).plan.summary).toMatchObject({ none: 1, update: 0 });
  });

  it.each(STATES)("found %s: it ends as the policy says, and then the plan is empty or says what it waits for", async (state) => {
    const stage = timed();
    const wanted = one({ powerPolicy, powerCyclePolicy: "Allow" });
    await stage.converge(wanted);
    stage.power("web-1", state);
    const { planned } = await stage.converge(wanted);
    const end = ENDS[powerPolicy][state];
    expect((await stage.live("web-1")).powerState).toBe(end);
    expect(planned.plan.changes).toMatchObject([changeOf(powerPolicy, state)]);
    const stuck = powerPolicy === "AlwaysOff" && state === "Paused";
    expect(codes(planned)).toEqual(stuck ? ["PLAN_POWER_STATE_BLOCKS"] : []);
    expect((await stage.plan(wanted)).plan.summary).toMatchObject({ none: stuck ? 0 : 1 });
  });

  it.each(STATES)("found %s: drift tells of it where it is the power that is left alone", async (state) => {
    const stage = timed();
    await stage.converge(one({ powerPolicy }));
    stage.power("web-1", state);
    const { items } = detectDrift(planInput(one({ powerPolicy }), await stage.port.readInventory())).report;
    const told = powerPolicy === "StartOnce" && state !== "Running" ? [{ kind: "power", detail: `the VM is ${state}` }] : [];
    expect(items.filter(({ kind }) => kind === "power")).toMatchObject(told);
  });

  it.each([
    ["Never", starts ? { waiting: [{ path: "spec.cpuCount", for: "permission" }] } : { waiting: [] }],
    ["WhenOff", starts ? { waiting: [{ path: "spec.cpuCount", for: "power-off" }] } : { waiting: [] }],
    ["Allow", { waiting: [], ...(starts ? { disruption: "power-cycle", disruptedBy: ["spec.cpuCount"] } : {}) }],
  ] as const)("a change that needs it off, under %s: it ends as the policy says", async (powerCyclePolicy, change) => {
    const stage = timed();
    await stage.converge(one({ powerPolicy }));
    const wanted = one({ powerPolicy, powerCyclePolicy, cpuCount: 4 });
    const { planned } = await stage.converge(wanted);
    const cpuCount = change.waiting.length > 0 ? 2 : 4;
    expect(await stage.live("web-1")).toMatchObject({ cpuCount, powerState: starts ? "Running" : "PowerOff" });
    expect(planned.plan.changes).toMatchObject([{ disruption: "none", disruptedBy: [], ...change }]);
    stage.power("web-1", "PowerOff");
    await stage.converge(wanted);
    // Turned off by people: under StartOnce it stays off, under AlwaysOn the change is made and it is started.
    expect(await stage.live("web-1")).toMatchObject({ cpuCount: 4, powerState: powerPolicy === "AlwaysOn" ? "Running" : "PowerOff" });
    expect((await stage.plan(wanted)).plan.summary).toMatchObject({ none: 1, update: 0 });
  });
});

/** What the plan says of a finished machine that is found so. */
function changeOf(policy: (typeof POLICIES)[number], state: (typeof STATES)[number]): object {
  if (policy === "AlwaysOff" && state === "Paused") return { action: "update", waiting: [{ path: "spec.powerPolicy", for: "state" }] };
  const after = ENDS[policy][state];
  if (after === state) return { action: "none" };
  const off =
    after === "PowerOff" ? { disruption: "power-off", disruptedBy: ["spec.powerPolicy"] } : { disruption: "none", disruptedBy: [] };
  return { action: "update", ...off, attributes: [{ path: "spec.powerPolicy", before: state, after }] };
}

describe("the first start", () => {
  it("is made up for when the policy changes from Manual to StartOnce, once", async () => {
    const stage = timed();
    await stage.converge(one({ powerPolicy: "Manual" }));
    const { planned } = await stage.converge(one());
    expect(planned.plan.changes).toMatchObject([{ attributes: [{ path: "spec.powerPolicy", before: "PowerOff", after: "Running" }] }]);
    expect((await stage.live("web-1")).customProperties).toEqual({});
    stage.power("web-1", "PowerOff");
    expect((await stage.converge(one())).report.results).toEqual([]);
    expect((await stage.live("web-1")).powerState).toBe("PowerOff");
  });

  it("that people have made counts: what they turn off stays off", async () => {
    const stage = timed();
    await stage.converge(one({ powerPolicy: "Manual" }));
    stage.power("web-1", "Running");
    expect((await stage.plan(one({ powerPolicy: "Manual" }))).plan.summary).toMatchObject({ none: 1 });
    const { planned } = await stage.converge(one());
    expect(planned.plan.changes).toMatchObject([{ action: "update", cause: "it has been started: that is recorded", attributes: [] }]);
    stage.power("web-1", "PowerOff");
    expect((await stage.converge(one())).report.results).toEqual([]);
    expect((await stage.live("web-1")).powerState).toBe("PowerOff");
  });

  it("is not owed to machines of earlier versions, which have no record of it", async () => {
    const stage = timed();
    await stage.converge(one());
    stage.power("web-1", "PowerOff");
    expect((await stage.live("web-1")).customProperties).toEqual({});
    expect((await stage.converge(one())).report.results).toEqual([]);
  });
});

it("AlwaysOff without leave to shut down is told, and done once people have turned it off", async () => {
  const stage = timed();
  await stage.converge(one());
  const { planned, report } = await stage.converge(one({ powerPolicy: "AlwaysOff" }));
  expect(codes(planned)).toEqual(["PLAN_POWER_CYCLE_BLOCKED"]);
  expect(report.results).toMatchObject([{ state: "not-run" }]);
  expect((await stage.live("web-1")).powerState).toBe("Running");
  stage.power("web-1", "PowerOff");
  expect((await stage.plan(one({ powerPolicy: "AlwaysOff" }))).plan.summary).toMatchObject({ none: 1 });
});

it("AlwaysOff and a change that needs it off are one shutdown, and nothing is started", async () => {
  const stage = timed();
  await stage.converge(one());
  const before = stage.jobs().length;
  const wanted = one({ powerPolicy: "AlwaysOff", powerCyclePolicy: "Allow", cpuCount: 4 });
  const { planned } = await stage.converge(wanted);
  expect(planned.plan.changes).toMatchObject([{ disruption: "power-off", disruptedBy: ["spec.cpuCount", "spec.powerPolicy"] }]);
  expect(
    stage
      .jobs()
      .slice(before)
      .filter((cmdlet) => /Start|Stop/.test(cmdlet)),
  ).toEqual(["Stop-SCVirtualMachine"]);
  expect(await stage.live("web-1")).toMatchObject({ cpuCount: 4, powerState: "PowerOff", customProperties: {} });
});

it("memory of a paused machine waits, as VMM takes it only from one that runs or is off", async () => {
  const stage = timed();
  await stage.converge(one());
  stage.power("web-1", "Paused");
  const wanted = one({ memory: "4Gi", powerCyclePolicy: "WhenOff" });
  const { planned, report } = await stage.converge(wanted);
  expect(planned.plan.changes).toMatchObject([{ waiting: [{ path: "spec.memory", for: "power-off" }] }]);
  expect(report.results).toMatchObject([{ state: "not-run", waits: true }]);
});
