import { describe, expect, it } from "vitest";
import { drawClaims } from "./support/draw-claims.ts";
import { MUTANTS_OF_NAMES } from "./support/mutants-of-names.ts";
import { runSchedule } from "./support/run-schedule.ts";
import { ruleOf, shrink, story } from "./support/shrink.ts";

const COUNT = 300;
const MOST = 1000;

it("claims of names: whatever goes wrong, the next apply puts it right", { timeout: 3_600_000 }, async () => {
  for (let seed = 1; seed <= COUNT; seed++) {
    const schedule = drawClaims(seed);
    const { violations } = await runSchedule(schedule);
    if (violations.length === 0) continue;
    const small = await shrink(schedule);
    expect.fail(story(small.schedule, small.result));
  }
});

describe("a mistake with claims is seen", () => {
  it.each(MUTANTS_OF_NAMES)("$name", async (mutant) => {
    for (let seed = 1; seed <= MOST; seed++) {
      const { violations } = await runSchedule(drawClaims(seed), mutant);
      const [first] = violations;
      if (first === undefined) continue;
      process.stdout.write(`| ${mutant.name} | ${mutant.wrong} | ${seed} | ${ruleOf(first)} |\n`);
      return;
    }
    expect.fail(`${MOST} schedules did not show it: ${mutant.wrong}`);
  });
});
