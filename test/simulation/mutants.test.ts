import { describe, expect, it } from "vitest";
import { MUTANTS } from "./support/mutants.ts";
import { runSchedule } from "./support/run-schedule.ts";
import { drawSchedule } from "./support/schedule.ts";
import { ruleOf, shrink } from "./support/shrink.ts";

/** A mistake that more schedules than these do not show counts as not seen. */
const MOST = 1000;

describe("a mistake in the engine is seen", () => {
  it.each(MUTANTS)("$name", async (mutant) => {
    for (let seed = 1; seed <= MOST; seed++) {
      const { violations } = await runSchedule(drawSchedule(seed), mutant);
      const [first] = violations;
      if (first === undefined) continue;
      process.stdout.write(`| ${mutant.name} | ${mutant.wrong} | ${seed} | ${ruleOf(first)} |\n`);
      return;
    }
    expect.fail(`${MOST} schedules did not show it: ${mutant.wrong}`);
  });

  it("and its schedule gets smaller, with the same rule broken", async () => {
    const mutant = MUTANTS.find(({ name }) => name === "skip the mark") ?? null;
    const whole = await runSchedule(drawSchedule(1), mutant);
    const { schedule, result } = await shrink(drawSchedule(1), mutant);
    expect(result.violations.map(ruleOf)).toContain(ruleOf(whole.violations[0] ?? ""));
    expect(schedule.faults).toEqual([]);
    expect(result.trace.events.length).toBeLessThan(whole.trace.events.length);
  });
});
