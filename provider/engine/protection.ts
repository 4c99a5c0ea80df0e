import type { Diagnostic } from "../model/diagnostic.ts";
import { isProtection, PROTECTION_PROPERTY, splitProtection } from "../model/protection.ts";
import type { LiveVm } from "./inventory.ts";
import type { Draft, Planning } from "./kind.ts";
import { fold } from "./text.ts";

/** What VMM keeps of a VM, whether its manifest is there or not. */
export function isProtectedVm({ customProperties }: Pick<LiveVm, "customProperties">): boolean {
  return isProtection(Object.entries(customProperties).find(([name]) => fold(name) === fold(PROTECTION_PROPERTY))?.[1]);
}

/**
 * Refuses to delete what is protected, unless its address is named for this run. What a manifest says counts before what VMM has kept
 * of it; one that says nothing, or is gone, leaves that standing.
 */
export function guardProtected(drafts: readonly Draft[], { manifests, providers, options }: Planning): readonly Diagnostic[] {
  const allowed = new Set(options.allowDeleteProtected);
  const says = new Map(
    [...manifests.machines, ...manifests.virtualIps].map(({ address, value }) => [address, value.spec.deletionProtection]),
  );
  return drafts.flatMap(({ address, provider, goal, place }): readonly Diagnostic[] => {
    if (allowed.has(address) || goal.doomed.length === 0) return [];
    const said = says.get(address);
    const { inventory, ownedById } = providers.get(provider)?.world ?? { inventory: { addresses: [] }, ownedById: new Map() };
    const kept =
      goal.kind === "ScvmmMachine"
        ? goal.doomed.flatMap((id) => ownedById.get(id) ?? []).filter(({ sealed }) => sealed)
        : inventory.addresses.filter(({ id }) => goal.doomed.includes(id));
    const lost = kept.filter((one) => said ?? ("sealed" in one ? isProtectedVm(one) : splitProtection(one.description).isProtected));
    if (lost.length === 0) return [];
    return [
      place(
        refusal(address, said === true ? "its manifest" : says.has(address) ? "VMM" : "VMM, where it is kept though its manifest is gone"),
      ),
    ];
  });
}

function refusal(address: string, who: string): Diagnostic {
  return {
    code: "PLAN_PROTECTED",
    severity: "error",
    path: "spec.deletionProtection",
    summary: "it is protected against deletion, and the plan would delete or replace it",
    detail: `So says ${who}.`,
    hint: `To lose it after all, set spec.deletionProtection: false, or allow it for this run: --allow-delete-protected ${address}`,
  };
}
