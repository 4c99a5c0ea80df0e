import { describe, expect, it } from "vitest";
import type { Operation } from "../../provider/engine/operation.ts";
import { RESTART_PROPERTY } from "../../provider/model/mark.ts";
import { machine } from "./support/manifests.ts";
import { timed } from "./support/timed.ts";

/** A run noted that a machine is to be started again, sent the shutdown, and was broken off. */

const wanted = { machines: [machine("web", { vmName: "web", cloud: "Production", vmTemplate: "Ubuntu 22.04 LTS" })] };

async function noted() {
  const stage = timed();
  await stage.converge(wanted);
  const [live] = (await stage.port.readInventory()).owned;
  const vmId = live?.id ?? "";
  await stage.port.run({ kind: "define-property", name: RESTART_PROPERTY, description: "" });
  await stage.port.run({ kind: "set-custom-property", vmId, name: RESTART_PROPERTY, value: "after change" });
  const shutDown: Operation = { kind: "stop-machine", vmId, how: "shutdown", noted: RESTART_PROPERTY };
  return { ...stage, shutDown: () => stage.port.run(shutDown) };
}

describe("the note of a shutdown that was sent when the plan was made", () => {
  it.each([
    ["at work when it is to be removed", 0],
    ["over by then", 5 * 60_000],
  ])("has the machine started again: the shutdown is %s", async (_, ms) => {
    const { plan, shutDown, pass, apply, port } = await noted();
    const planned = await plan(wanted);
    expect(planned.plan.changes).toMatchObject([{ cause: expect.stringContaining("record of an interrupted run") }]);
    expect((await shutDown()).state).toBe("running");
    await pass(ms);
    const { results } = await apply(planned);
    expect(results).toMatchObject([{ state: "done", diagnostics: [] }]);
    const [live] = (await port.readInventory()).owned;
    expect(live).toMatchObject({ powerState: "Running" });
    expect(live?.customProperties[RESTART_PROPERTY]).toBeUndefined();
    expect((await plan(wanted)).plan.summary.none).toBe(1);
  });

  it("is only removed where the machine runs on", async () => {
    const { converge, port } = await noted();
    const { report, planned } = await converge(wanted);
    expect(planned.work.flatMap(({ steps }) => steps.map(({ label }) => label))).toEqual([`clear custom property ${RESTART_PROPERTY}`]);
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect((await port.readInventory()).owned).toMatchObject([{ powerState: "Running" }]);
  });
});
