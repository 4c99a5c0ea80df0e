import { type ApplyOptions, applyPlan } from "../../../provider/engine/apply-plan.ts";
import type { LiveVm } from "../../../provider/engine/inventory.ts";
import { planChanges } from "../../../provider/engine/plan-changes.ts";
import type { PlanOptions } from "../../../provider/engine/plan-input.ts";
import type { Manifests } from "../../../provider/model/manifests.ts";
import { steppingClock } from "../../../provider/simulator/clock.ts";
import { setPower } from "../../../provider/simulator/machine-state.ts";
import type { VmmOptions } from "../../../provider/simulator/vmm.ts";
import { PROVIDER, planInput } from "./manifests.ts";
import { simulated } from "./simulated.ts";

/** A simulated VMM and an engine on one clock, which waits for nobody: pauses take no time of ours. */
export function timed(options: VmmOptions = {}) {
  const clock = steppingClock();
  const { vmm, port } = simulated({ ...options, clock });
  const now = () => clock.now();
  const pace = { now, clock: now, sleep: (ms: number) => clock.reach(clock.now() + ms), pollIntervalMs: 2000 };
  const plan = async (some: Partial<Manifests>, planOptions: Partial<PlanOptions> = {}) =>
    planChanges({ ...planInput(some, await port.readInventory(), planOptions), at: now() });
  const apply = (planned: Awaited<ReturnType<typeof plan>>, more: Partial<ApplyOptions> = {}) =>
    applyPlan(planned, new Map([[PROVIDER, port]]), { parallelism: 4, ...pace, ...more });
  const machineOf = (name: string) => {
    const vm = [...vmm.world.store.vms.values()].find((one) => one.Name === name);
    if (!vm) throw new Error(`there is no ${name}`);
    return vm;
  };
  return {
    vmm,
    port,
    now,
    plan,
    apply,
    /** Goes on with nobody doing anything. */
    pass: (ms: number) => clock.reach(clock.now() + ms),
    converge: async (some: Partial<Manifests>, more: Partial<ApplyOptions> = {}) => {
      const planned = await plan(some);
      return { planned, report: await apply(planned, more) };
    },
    /** What people do in VMM. */
    power: (name: string, state: string) => setPower(vmm.world, machineOf(name), state),
    machineOf,
    live: async (name: string): Promise<LiveVm> => {
      const found = (await port.readInventory()).owned.find((one) => one.name === name);
      if (!found) throw new Error(`${name} is not ours`);
      return found;
    },
    jobs: () => [...vmm.world.store.tasks.values()].map(({ CmdletName }) => CmdletName),
  };
}
