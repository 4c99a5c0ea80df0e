import { type ApplyOptions, type ApplyReport, applyPlan } from "../../../provider/engine/apply-plan.ts";
import type { Inventory, LiveVm } from "../../../provider/engine/inventory.ts";
import { type Planned, planChanges } from "../../../provider/engine/plan-changes.ts";
import type { PlanOptions } from "../../../provider/engine/plan-input.ts";
import type { VmmPort } from "../../../provider/engine/port.ts";
import type { Manifests } from "../../../provider/model/manifests.ts";
import { createVmmPort } from "../../../provider/scvmm/port.ts";
import { defaultEstate } from "../../../provider/simulator/estate/default-estate.ts";
import { simulatedExecutor } from "../../../provider/simulator/executor.ts";
import { createVmm, type VmmOptions } from "../../../provider/simulator/vmm.ts";
import { PROVIDER, planInput, SCOPE } from "./manifests.ts";
import { soon } from "./runs.ts";

/** A simulated VMM behind the real adapter, without a wire. */
export function simulated(options: VmmOptions = {}) {
  const vmm = createVmm({ estate: defaultEstate(1, { vms: 10 }), ...options });
  const port = createVmmPort(simulatedExecutor(vmm), { server: "localhost" });
  return { vmm, port };
}

export async function planOn(port: VmmPort, some: Partial<Manifests>, options: Partial<PlanOptions> = {}): Promise<Planned> {
  return planChanges(planInput(some, await port.readInventory(), options));
}

export function applyOn(port: VmmPort, planned: Planned, options: Partial<ApplyOptions> = {}): Promise<ApplyReport> {
  return applyPlan(planned, new Map([[PROVIDER, port]]), { parallelism: 4, sleep: soon, now: () => 0, ...options });
}

export async function converge(port: VmmPort, some: Partial<Manifests>, options: Partial<PlanOptions> = {}) {
  const planned = await planOn(port, some, options);
  return { planned, report: await applyOn(port, planned) };
}

/** What must never be there twice: VMs and addresses of one mark, names of ours. */
export function doubles(live: Inventory): readonly string[] {
  const own: readonly LiveVm[] = live.owned.filter(({ mark }) => mark.scope === SCOPE);
  const names = new Set(own.map(({ name }) => name.toLowerCase()));
  const keys = [
    ...own.map(({ mark }) => mark.address),
    ...live.vms.filter(({ name }) => names.has(name.toLowerCase())).map(({ name }) => `name ${name.toLowerCase()}`),
    ...live.addresses.map(({ address }) => `address ${address}`),
    ...live.addresses.flatMap(({ mark }) => (mark?.scope === SCOPE ? [mark.address] : [])),
  ];
  return keys.filter((key, index) => keys.indexOf(key) !== index);
}
