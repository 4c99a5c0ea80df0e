import { detectDrift } from "../../../provider/engine/detect-drift.ts";
import { checkEstate, seedsOf, unfinished } from "./checks.ts";
import { planInputOf } from "./engine-process.ts";
import { addressOf } from "./loaded.ts";
import { planCleanly } from "./plan-cleanly.ts";
import type { Run } from "./run.ts";
import { type Goal, manifestsOf, policiesOf, type ScopePlan } from "./scenario.ts";

/**
 * 1. Nothing is left to do.
 * 2. Nothing is there twice, left over or lost.
 * `held`: what each scope holds in the end.
 */
export async function checkEnd(run: Run, held: readonly Goal[]): Promise<void> {
  for (const [index, plan] of run.schedule.scenario.scopes.entries()) await demandEmpty(run, plan, held[index] as Goal);
  await look(run, held);
}

async function demandEmpty(run: Run, plan: ScopePlan, goal: Goal): Promise<void> {
  const planned = await planCleanly(run, `${plan.scope}!`, plan, goal);
  if (!planned) run.violations.push(`EMPTY ${plan.scope}: VMM cannot be read`);
  else for (const left of unfinished(planned)) run.violations.push(`EMPTY ${plan.scope}: ${left}`);
}

async function look(run: Run, held: readonly Goal[]): Promise<void> {
  const { simulation, people, keeping, initial } = run;
  const { store, files } = simulation.vmm.world;
  const wanted = run.schedule.scenario.scopes.map((plan, index) => {
    const { machines, virtualIps, names } = held[index] as Goal;
    return {
      scope: plan.scope,
      machines: machines.map((machine) => ({
        address: addressOf("ScvmmMachine", machine),
        policies: policiesOf(plan, machine.origin),
      })),
      virtualIps: virtualIps.map((ip) => addressOf("ScvmmVirtualIP", ip)),
      names: names.map((name) => addressOf("ScvmmName", name)),
    };
  });
  const { turnedOff, started, touched, extended } = people;
  const told = await toldByDrift(run, held);
  run.violations.push(
    ...checkEstate({ store, initial, wanted, turnedOff, touched, started, extended, told, files: files.count }),
    ...keeping.check(held, run.oneByOne && !simulation.overlapped),
  );
}

/** Temporary templates that no machine leads to any more, and cloud-init data of VMs that people have deleted, where drift tells people of it. */
async function toldByDrift({ schedule, simulation, keeping, initial, clean }: Run, held: readonly Goal[]): Promise<ReadonlySet<string>> {
  const { store } = simulation.vmm.world;
  const told = new Set<string>();
  const seeds = seedsOf(store, initial).filter(({ SharePath }) => keeping.isOfDestroyed(SharePath));
  // Most have none: then there is nothing to read.
  if (seeds.length === 0 && [...store.templates.keys()].every((id) => initial.has(id))) return told;
  const { temporaryTemplates } = await clean.readInventory();
  const left = [...temporaryTemplates.map(({ id }) => [id, id] as const), ...seeds.map(({ ID, SharePath }) => [ID, SharePath] as const)];
  for (const [index, plan] of schedule.scenario.scopes.entries()) {
    const manifests = manifestsOf(held[index] as Goal, plan);
    const { report } = detectDrift(planInputOf(plan.scope, manifests, await clean.readInventory(), simulation.scheduler.now()));
    for (const [id, words] of left) if (report.items.some(({ kind, detail }) => kind === "leaked" && detail.includes(words))) told.add(id);
  }
  return told;
}
