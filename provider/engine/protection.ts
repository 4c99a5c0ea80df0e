import type { Diagnostic } from "../model/diagnostic.ts";
import { losesDisk } from "../model/plan.ts";
import { isProtection, PROTECTION_PROPERTY, splitProtection } from "../model/protection.ts";
import type { LiveVm } from "./inventory.ts";
import type { Draft, Planning } from "./kind.ts";
import type { MachineGoal } from "./kinds/machine/goal.ts";
import { fold } from "./text.ts";

/** What VMM keeps of a VM, whether its manifest is there or not. */
export function isProtectedVm({ customProperties }: Pick<LiveVm, "customProperties">): boolean {
  return isProtection(Object.entries(customProperties).find(([name]) => fold(name) === fold(PROTECTION_PROPERTY))?.[1]);
}

/**
 * Refuses to delete what is protected, or a disk of it, unless its address is named for this run. What a manifest says counts before what VMM has kept
 * of it; one that says nothing, or is gone, leaves that standing.
 */
export function guardProtected(drafts: readonly Draft[], { manifests, providers, options }: Planning): readonly Diagnostic[] {
  const allowed = new Set(options.allowDeleteProtected);
  const says = new Map(
    [...manifests.machines, ...manifests.virtualIps].map(({ address, value }) => [address, value.spec.deletionProtection]),
  );
  return drafts.flatMap(({ address, provider, goal, attributes, steps, place }): readonly Diagnostic[] => {
    const losing = losesDisk(
      attributes,
      steps.blocked.map(({ change }) => change),
    );
    const world = providers.get(provider)?.world;
    if (!world || allowed.has(address) || (goal.doomed.length === 0 && !losing)) return [];
    const said = says.get(address);
    const ofMachine = ({ mark, movedFrom, doomed }: MachineGoal): readonly LiveVm[] => [
      ...doomed.flatMap((id) => world.ownedById.get(id) ?? []),
      ...(losing ? world.vmsOf(movedFrom ?? mark) : []),
    ];
    const kept =
      goal.kind === "ScvmmMachine"
        ? ofMachine(goal).filter(({ sealed }) => sealed)
        : world.inventory.addresses.filter(({ id }) => goal.doomed.includes(id));
    const lost = kept.filter((one) => said ?? ("sealed" in one ? isProtectedVm(one) : splitProtection(one.description).isProtected));
    if (lost.length === 0) return [];
    return [
      place(
        refusal(
          address,
          goal.doomed.length > 0 ? "it" : "a disk of it",
          said === true ? "its manifest" : says.has(address) ? "VMM" : "VMM, where it is kept though its manifest is gone",
        ),
      ),
    ];
  });
}

function refusal(address: string, what: string, who: string): Diagnostic {
  return {
    code: "PLAN_PROTECTED",
    severity: "error",
    path: "spec.deletionProtection",
    summary: `it is protected against deletion, and the plan would delete ${what === "it" ? "or replace it" : what}`,
    detail: `So says ${who}.`,
    hint: `To lose it after all, set spec.deletionProtection: false, or allow it for this run: --allow-delete-protected ${address}`,
  };
}
