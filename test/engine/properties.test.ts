import { describe, expect, it } from "vitest";
import { demandCauses, demandOrderless, seeds, through } from "../simulation/support/lifetime.ts";
import { runSchedule } from "../simulation/support/run-schedule.ts";
import { drawSchedule } from "../simulation/support/schedule.ts";

/** A few draws of what test/simulation does at length. */
describe("for any manifests and any state", () => {
  it("the plan is the same bytes, whatever the order of its inputs", () => through(seeds(101, 4), demandOrderless));

  it("every change has a cause; the plan after an apply is empty, and nothing is there twice", () => through(seeds(105, 4), demandCauses));

  it("a run that breaks off anywhere, with any answers lost, is finished by the next", async () => {
    for (const seed of seeds(101, 4)) expect([seed, (await runSchedule(drawSchedule(seed))).violations]).toEqual([seed, []]);
  });
});
