import type { Diagnostic } from "../../../model/diagnostic.ts";
import { PLANNED } from "../../circumstances.ts";
import type { LiveVm } from "../../inventory.ts";
import type { Draft, Planning, ProviderView } from "../../kind.ts";
import { listed } from "../../text.ts";
import { freedAddresses } from "./address-needs.ts";
import { deletionAttributes } from "./attributes.ts";
import { tellVm } from "./candidate.ts";
import type { DiskFates, MachineGoal } from "./goal.ts";
import { hookNote, hooksOf, type MachineHooks } from "./hooks.ts";
import { diskFates, keptNote } from "./release-disks.ts";
import { machineSteps } from "./steps.ts";

export interface Deletion {
  readonly view: ProviderView;
  /** Address of the ScvmmProvider. */
  readonly provider: string;
  readonly cause: string;
  readonly fates: DiskFates;
  readonly hooks: MachineHooks | null;
  readonly place: Draft["place"];
}

export function deletedDraft(vms: readonly LiveVm[], { view, provider, cause, fates, hooks, place }: Deletion): Draft[] {
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
  return [
    {
      address: first.mark.address,
      provider,
      action: "delete",
      disruption: "none",
      window: null,
      attributes: deletionAttributes(first),
      cause: `${cause}${more}${keptNote(vms, goal)}${hookNote(["BeforeRemove"], goal)}`,
      goal,
      steps,
      after: [],
      losses: 1,
      takes: new Map(),
      frees: freedAddresses(goal, steps, view.world),
      power: null,
      place,
    },
  ];
}

/** Two ScvmmProviders may lead to one VMM, so an object counts once, and a manifest anywhere keeps it. */
export function leftovers(planning: Planning): Draft[] {
  const { scope, manifests, providers, options, report } = planning;
  if (options.isPart) return [];
  const known = new Set(manifests.machines.map(({ address }) => address));
  const seen = new Set<string>();
  return [...providers].flatMap(([provider, view]) => {
    const mine = view.world.inventory.owned.filter(
      ({ mark }) =>
        mark.scope === scope &&
        mark.address.startsWith("ScvmmMachine/") &&
        !known.has(mark.address) &&
        !planning.moves.away.has(mark.address),
    );
    return [...new Set(mine.map(({ mark }) => mark.address))].flatMap((address) => {
      if (seen.has(address)) return [];
      seen.add(address);
      const vms = [...view.world.vmsOf({ scope, address })].sort((a, b) => (a.id < b.id ? -1 : 1));
      const place = (diagnostic: Diagnostic): Diagnostic => ({ ...diagnostic, address });
      if (options.prune)
        return deletedDraft(vms, {
          view,
          provider,
          cause: "manifest is gone",
          fates: diskFates(vms, planning),
          hooks: hooksOf(planning, provider, null),
          place,
        });
      report(place(unmanaged(vms)));
      return [];
    });
  });
}

function unmanaged(vms: readonly LiveVm[]): Diagnostic {
  return {
    code: "PLAN_UNMANAGED",
    severity: "warning",
    summary: "in VMM with this scope's mark, but without a manifest",
    detail: `Left, since pruning is off: ${listed(vms.map(tellVm))}.`,
    hint: "Put the manifest back, or plan with pruning to delete it.",
  };
}
