import { type ApplyOptions, type ApplyReport, applyPlan } from "../../../provider/engine/apply-plan.ts";
import { type Planned, planChanges } from "../../../provider/engine/plan-changes.ts";
import type { PlanOptions } from "../../../provider/engine/plan-input.ts";
import type { Manifests } from "../../../provider/model/manifests.ts";
import { PROVIDER, planInput } from "./manifests.ts";
import type { MemoryVmm } from "./memory-vmm.ts";

export const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function plan(some: Partial<Manifests>, vmm: MemoryVmm, options: Partial<PlanOptions> = {}): Planned {
  return planChanges(planInput(some, vmm.snapshot(), options));
}

export function apply(planned: Planned, vmm: MemoryVmm, options: Partial<ApplyOptions> = {}): Promise<ApplyReport> {
  return applyPlan(planned, new Map([[PROVIDER, vmm]]), { parallelism: 4, sleep: soon, now: () => 0, ...options });
}

export async function planAndApply(some: Partial<Manifests>, vmm: MemoryVmm, options: Partial<PlanOptions> = {}) {
  const planned = plan(some, vmm, options);
  return { planned, report: await apply(planned, vmm) };
}

export const actions = ({ plan: { changes } }: Planned): Record<string, string> =>
  Object.fromEntries(changes.map(({ address, action }) => [address.split("/").at(-1) as string, action]));

export const codes = ({ diagnostics }: { readonly diagnostics: readonly { readonly code: string }[] }): string[] =>
  diagnostics.map(({ code }) => code);
