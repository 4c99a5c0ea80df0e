import { describe, expect, it } from "vitest";
import type { Fault, WireHarm } from "./support/fault.ts";
import { runSchedule } from "./support/run-schedule.ts";
import { drawSchedule } from "./support/schedule.ts";
import { story } from "./support/shrink.ts";

/** Machines of every origin, with addresses, disks, seeds and virtual IPs, over two or three rounds. */
const SEEDS = process.env["SCVMM_SIMULATION"] === "long" ? [3, 11, 26] : [3];
const HARMS: readonly WireHarm[] = ["crash-before", "crash-within", "crash-after", "crash-cut", "lost-before", "lost-after", "twice"];
const MOST = 400;

const hit = (round: number, batch: number, harm: WireHarm): Fault => ({ kind: "wire", round, process: 0, batch, harm, more: 500 });

describe.each(SEEDS)("in the scenario of seed %i", (seed) => {
  it.each(HARMS)("%s at every single batch of every round is put right", async (harm) => {
    const { scenario } = drawSchedule(seed);
    let hits = 0;
    for (let round = 0; round < scenario.rounds; round++)
      for (let batch = 0; batch < MOST; batch++) {
        const schedule = { seed, scenario, faults: [hit(round, batch, harm)] };
        const result = await runSchedule(schedule);
        if (result.violations.length > 0) expect.fail(story(schedule, result));
        // The process has no more batches than these.
        if (!result.trace.events.some(({ what }) => what.startsWith(`${harm} at batch`))) break;
        hits++;
      }
    expect(hits).toBeGreaterThan(5);
  });
});
