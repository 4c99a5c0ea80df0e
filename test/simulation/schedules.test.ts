import { describe, expect, it } from "vitest";
import { runSchedule } from "./support/run-schedule.ts";
import { drawSchedule } from "./support/schedule.ts";
import { shrink, story } from "./support/shrink.ts";

/** The nightly script goes on to a hundred thousand (.tools/schedules.mjs). */
const COUNT = 2000;
const SEED = process.env["SCVMM_SIMULATION_SEED"];
const PART = 250;

const parts = Array.from({ length: Math.ceil(COUNT / PART) }, (_, part) => 1 + part * PART);

async function demandSound(seed: number): Promise<void> {
  const schedule = drawSchedule(seed);
  const { violations } = await runSchedule(schedule);
  if (violations.length === 0) return;
  const small = await shrink(schedule);
  expect.fail(story(small.schedule, small.result));
}

describe.runIf(SEED === undefined)("whatever goes wrong, the next apply puts it right", () => {
  it.each(parts)("schedules from %i", { timeout: 3_600_000 }, async (first) => {
    for (let seed = first; seed < Math.min(first + PART, COUNT + 1); seed++) await demandSound(seed);
  });
});

describe.runIf(SEED !== undefined)("one schedule again", () => {
  it(`seed ${SEED}`, async () => {
    const schedule = drawSchedule(Number(SEED));
    process.stdout.write(`${story(schedule, await runSchedule(schedule))}\n`);
    await demandSound(schedule.seed);
  });
});
