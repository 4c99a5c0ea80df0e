import type { Violation } from "./checks.ts";
import type { Mutant } from "./mutant.ts";
import { runSchedule, type Schedule, type ScheduleResult } from "./run-schedule.ts";
import type { Goal, ScopePlan } from "./scenario.ts";

/** The rule that a violation breaks. */
export const ruleOf = (violation: Violation): string => violation.split(" ")[0] ?? "";

/** Ways to make a schedule smaller, faults first. */
function* smaller({ seed, scenario, faults }: Schedule): Generator<Schedule> {
  for (const dropped of faults) yield { seed, scenario, faults: faults.filter((fault) => fault !== dropped) };
  if (scenario.rounds > 1) yield { seed, faults, scenario: { ...scenario, rounds: scenario.rounds - 1 } };
  for (const [index, plan] of scenario.scopes.entries())
    for (const name of new Set(plan.goals.flatMap(namesIn))) {
      const scopes = scenario.scopes.map((other, at) => (at === index ? withoutName(plan, name) : other));
      yield { seed, faults, scenario: { ...scenario, scopes } };
    }
}

const namesIn = ({ machines, virtualIps }: Goal): readonly string[] => [...machines, ...virtualIps].map(({ name }) => name);

const withoutName = (plan: ScopePlan, name: string): ScopePlan => ({
  ...plan,
  goals: plan.goals.map(({ machines, virtualIps }) => ({
    machines: machines.filter((machine) => machine.name !== name),
    virtualIps: virtualIps.filter((ip) => ip.name !== name),
  })),
});

/** Drops what is not needed for the same rule to be broken, until nothing more can go. */
export async function shrink(
  failing: Schedule,
  mutant: Mutant | null = null,
): Promise<{ readonly schedule: Schedule; readonly result: ScheduleResult }> {
  let schedule = failing;
  let result = await runSchedule(schedule, mutant);
  const rule = ruleOf(result.violations[0] ?? "");
  for (;;) {
    const found = await firstFailing(schedule, rule, mutant);
    if (!found) return { schedule, result };
    ({ schedule, result } = found);
  }
}

async function firstFailing(schedule: Schedule, rule: string, mutant: Mutant | null) {
  for (const candidate of smaller(schedule)) {
    const result = await runSchedule(candidate, mutant);
    if (result.violations.some((violation) => ruleOf(violation) === rule)) return { schedule: candidate, result };
  }
  return null;
}

/** For people: how to see it again, what it takes, and what happens. */
export function story({ seed, scenario, faults }: Schedule, { violations, trace }: ScheduleResult): string {
  return [
    `SCVMM_SIMULATION_SEED=${seed} npm run test:simulation`,
    "",
    ...violations,
    "",
    `${scenario.rounds} ${scenario.rounds === 1 ? "round" : "rounds"}, scopes ${scenario.scopes.map(({ scope }) => scope).join(", ")}; faults that are needed:`,
    ...faults.map((fault) => `  ${JSON.stringify(fault)}`),
    "",
    `${trace}`,
  ].join("\n");
}
