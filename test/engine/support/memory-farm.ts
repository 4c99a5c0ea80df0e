import { machine } from "./manifests.ts";
import { MemoryVmm } from "./memory-vmm.ts";
import { planAndApply } from "./runs.ts";

/** A VMM with these machines, made by an apply. */
export async function memoryFarm(names: readonly string[]): Promise<MemoryVmm> {
  const vmm = new MemoryVmm();
  await planAndApply({ machines: names.map((name) => machine(name)) }, vmm);
  return vmm;
}

/** Another VM like the first one. */
export const copyOf = (vmm: MemoryVmm, id: string, more: object = {}) => ({
  ...(vmm.vms[0] as (typeof vmm.vms)[number]),
  id,
  adapters: [],
  ...more,
});
