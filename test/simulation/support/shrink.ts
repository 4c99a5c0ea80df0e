import type { Violation } from "./checks.ts";
import { NO_DISKS } from "./draw-kept-disks.ts";
import type { Mutant } from "./mutant.ts";
import { runSchedule, type ScheduleResult } from "./run-schedule.ts";
import type { Goal, ScopePlan } from "./scenario.ts";
import type { Schedule } from "./schedule.ts";

/** The rule that a violation breaks. */
export const ruleOf = (violation: Violation): string => violation.split(" ")[0] ?? "";

/** Ways to make a schedule smaller, faults first. */
function* smaller({ seed, scenario, faults }: Schedule): Generator<Schedule> {
  for (const dropped of faults) yield { seed, scenario, faults: faults.filter((fault) => fault !== dropped) };
  if (scenario.rounds > 1) yield { seed, faults, scenario: { ...scenario, rounds: scenario.rounds - 1 } };
  for (const [index, plan] of scenario.scopes.entries())
    for (const smaller of smallerPlans(plan)) {
      const scopes = scenario.scopes.map((other, at) => (at === index ? smaller : other));
      yield { seed, faults, scenario: { ...scenario, scopes } };
    }
}

/** Without a machine, a virtual IP, a persistent disk, or one of its fields. */
function* smallerPlans(plan: ScopePlan): Generator<ScopePlan> {
  const all = (keys: (goal: Goal) => readonly string[]): readonly string[] => [...new Set(plan.goals.flatMap(keys))];
  const every = (change: (goal: Goal) => Goal): ScopePlan => ({ ...plan, goals: plan.goals.map(change) });
  for (const origin of all(({ machines }) => machines.map((machine) => machine.origin)))
    yield every((goal) => ({ ...goal, machines: goal.machines.filter((machine) => machine.origin !== origin) }));
  for (const origin of all(({ virtualIps }) => virtualIps.map((ip) => ip.origin)))
    yield every((goal) => ({ ...goal, virtualIps: goal.virtualIps.filter((ip) => ip.origin !== origin) }));
  for (const origin of all(({ names }) => names.map((name) => name.origin)))
    yield every((goal) => ({ ...goal, names: goal.names.filter((name) => name.origin !== origin) }));
  if (plan.goals.some(({ kept }) => kept !== NO_DISKS)) yield every((goal) => ({ ...goal, kept: NO_DISKS }));
  const fields = new Set(plan.goals.flatMap(({ machines }) => machines.flatMap(({ spec }) => Object.keys(spec))));
  for (const field of fields)
    if (!NEEDED.has(field) && plan.goals.some(({ machines }) => machines.some(({ spec }) => spec[field] !== undefined)))
      yield every((goal) => ({
        ...goal,
        machines: goal.machines.map((machine) => ({ ...machine, spec: { ...machine.spec, [field]: undefined } })),
      }));
}

/** Without these there is no machine, or another one. */
const NEEDED = new Set(["cpuCount", "memory", "disks", "hostGroup", "cloud", "vmTemplate", "hardwareProfile", "vmName", "vmNameFromPool"]);

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
