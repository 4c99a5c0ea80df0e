import { PLANNED } from "../../circumstances.ts";
import { type Deletion, deletionDraft } from "../../deletion.ts";
import type { LiveVm } from "../../inventory.ts";
import type { Draft, Planning } from "../../kind.ts";
import { leftovers } from "../../leftovers.ts";
import { listed } from "../../text.ts";
import { freedAddresses } from "./address-needs.ts";
import { deletionAttributes } from "./attributes.ts";
import { tellVm } from "./candidate.ts";
import type { DiskFates, MachineGoal, MachineHooks } from "./goal.ts";
import { hookNote, hooksOf } from "./hooks.ts";
import { diskFates, keptNote } from "./release-disks.ts";
import { machineSteps } from "./steps.ts";

interface MachineDeletion extends Deletion {
  readonly fates: DiskFates;
  readonly hooks: MachineHooks | null;
}

export function deletedDraft(vms: readonly LiveVm[], deletion: MachineDeletion): Draft[] {
  const { view, fates, hooks } = deletion;
  const [first] = vms;
  if (!first) return [];
  const goal: MachineGoal = {
    kind: "ScvmmMachine",
    mark: first.mark,
    movedFrom: null,
    doomed: vms.map(({ id }) => id),
    desired: null,
    fates,
    hooks,
  };
  const steps = machineSteps(goal, view.world, PLANNED);
  const more = vms.length > 1 ? `; ${vms.length} VMs carry its mark: ${listed(vms.map(tellVm))}` : "";
  const cause = `${deletion.cause}${more}${keptNote(vms, goal)}${hookNote(["BeforeRemove"], goal)}`;
  const frees = freedAddresses(goal, steps, view.world);
  return [deletionDraft(goal, deletion, { attributes: deletionAttributes(first), cause, steps, frees })];
}

/** Those of this scope whose manifest is gone. */
export const leftMachines = (planning: Planning): readonly Draft[] =>
  leftovers(
    planning,
    {
      kind: "ScvmmMachine",
      all: ({ owned }) => owned,
      name: tellVm,
      summary: "in VMM with this scope's mark, but without a manifest",
      hint: "Put the manifest back, or plan with pruning to delete it.",
    },
    (found, deletion) => {
      const vms = [...found].sort((a, b) => (a.id < b.id ? -1 : 1));
      return deletedDraft(vms, { ...deletion, fates: diskFates(vms, planning), hooks: hooksOf(planning, deletion.provider, null) });
    },
  );
