import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LiveCheckpoint } from "../../inventory-storage.ts";
import type { Draft, Planning, ProviderView } from "../../kind.ts";
import { listed } from "../../text.ts";
import type { Timeouts } from "../../timeouts.ts";
import { attribute } from "./attributes.ts";
import type { CheckpointGoal } from "./goal.ts";
import { checkpointSteps, chooseCheckpoint } from "./steps.ts";

export interface Deletion {
  readonly view: ProviderView;
  /** Address of the ScvmmProvider. */
  readonly provider: string;
  readonly cause: string;
  readonly place: Draft["place"];
  /** Of the machines. */
  readonly earlier: readonly Draft[];
  readonly timeouts?: Timeouts | undefined;
}

const LONG = "what was written since is merged, which may take long";

/** One whose VM is removed goes with it: that comes first, and then there is nothing to merge. */
export function deletedDraft(
  checkpoints: readonly LiveCheckpoint[],
  { view: { world }, provider, cause, place, earlier, timeouts }: Deletion,
): Draft[] {
  const sorted = chooseCheckpoint(checkpoints, null);
  const [first] = sorted;
  if (!first) return [];
  const { mark } = first;
  const goal: CheckpointGoal = { kind: "ScvmmCheckpoint", mark, movedFrom: null, doomed: sorted.map(({ id }) => id), desired: null };
  const leaving = earlier.filter(({ goal: machine }) => sorted.some(({ vmId }) => machine.doomed.includes(vmId)));
  const vms = sorted.map(({ vmId }) => world.inventory.vms.find(({ id }) => id === vmId)?.name ?? vmId);
  return [
    {
      address: mark.address,
      provider,
      action: "delete",
      disruption: "none",
      window: null,
      attributes: [
        attribute("spec.vmName", listed([...new Set(vms)]), null),
        attribute("spec.name", listed(sorted.map(({ name }) => name)), null),
        ...(first.description ? [attribute("spec.description", first.description, null)] : []),
      ],
      cause: `${cause}: ${leaving.length > 0 ? "it goes with its VM" : LONG}`,
      goal,
      steps: checkpointSteps(goal, world),
      after: leaving.map(({ address }) => address),
      losses: 1,
      takes: new Map(),
      frees: new Map(),
      power: null,
      ...(timeouts ? { timeouts } : {}),
      place,
    },
  ];
}

/** Two ScvmmProviders may lead to one VMM, so an object counts once, and a manifest anywhere keeps it. */
export function leftovers({ scope, manifests, providers, moves, options, report }: Planning, earlier: readonly Draft[]): Draft[] {
  if (options.isPart) return [];
  const done = new Set(manifests.checkpoints.map(({ address }) => address));
  return [...providers].flatMap(([provider, view]) => {
    const mine = view.world.inventory.checkpoints.flatMap(({ mark: { scope: of, address } }) =>
      of === scope && address.startsWith("ScvmmCheckpoint/") && !done.has(address) && !moves.away.has(address) ? [address] : [],
    );
    return [...new Set(mine)].flatMap((address) => {
      done.add(address);
      const place: Draft["place"] = (diagnostic) => ({ ...diagnostic, address });
      const checkpoints = view.world.checkpointsOf({ scope, address });
      if (options.prune) return deletedDraft(checkpoints, { view, provider, cause: "manifest is gone", place, earlier });
      report(place(unmanaged(checkpoints)));
      return [];
    });
  });
}

function unmanaged(checkpoints: readonly LiveCheckpoint[]): Diagnostic {
  return {
    code: "PLAN_UNMANAGED",
    severity: "warning",
    summary: "a checkpoint in VMM with this scope's mark, but without a manifest",
    detail: `Left, since pruning is off: ${listed(checkpoints.map(({ name }) => name))}.`,
    hint: "Put the manifest back, or plan with pruning to have it merged.",
  };
}
