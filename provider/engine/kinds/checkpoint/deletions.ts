import { type Deletion, deletionDraft } from "../../deletion.ts";
import type { LiveCheckpoint } from "../../inventory-storage.ts";
import type { Draft, Planning } from "../../kind.ts";
import { leftovers } from "../../leftovers.ts";
import { listed } from "../../text.ts";
import type { Timeouts } from "../../timeouts.ts";
import { attribute } from "./attributes.ts";
import type { CheckpointGoal } from "./goal.ts";
import { checkpointSteps, chooseCheckpoint } from "./steps.ts";

interface CheckpointDeletion extends Deletion {
  /** Of the machines. */
  readonly earlier: readonly Draft[];
  readonly timeouts?: Timeouts | undefined;
}

const LONG = "what was written since is merged, which may take long";

/** One whose VM is removed goes with it: that comes first, and then there is nothing to merge. */
export function deletedDraft(checkpoints: readonly LiveCheckpoint[], deletion: CheckpointDeletion): Draft[] {
  const { view, earlier, timeouts } = deletion;
  const { world } = view;
  const sorted = chooseCheckpoint(checkpoints, null);
  const [first] = sorted;
  if (!first) return [];
  const { mark } = first;
  const goal: CheckpointGoal = { kind: "ScvmmCheckpoint", mark, movedFrom: null, doomed: sorted.map(({ id }) => id), desired: null };
  const leaving = earlier.filter(({ goal: machine }) => sorted.some(({ vmId }) => machine.doomed.includes(vmId)));
  const vms = sorted.map(({ vmId }) => world.inventory.vms.find(({ id }) => id === vmId)?.name ?? vmId);
  const attributes = [
    attribute("spec.vmName", listed([...new Set(vms)]), null),
    attribute("spec.name", listed(sorted.map(({ name }) => name)), null),
    ...(first.description ? [attribute("spec.description", first.description, null)] : []),
  ];
  const cause = `${deletion.cause}: ${leaving.length > 0 ? "it goes with its VM" : LONG}`;
  const after = leaving.map(({ address }) => address);
  return [deletionDraft(goal, deletion, { attributes, cause, steps: checkpointSteps(goal, world), after, timeouts })];
}

/** Those of this scope whose manifest is gone. */
export const leftCheckpoints = (planning: Planning, earlier: readonly Draft[]): readonly Draft[] =>
  leftovers(
    planning,
    {
      kind: "ScvmmCheckpoint",
      all: ({ checkpoints }) => checkpoints,
      name: ({ name }) => name,
      summary: "a checkpoint in VMM with this scope's mark, but without a manifest",
      hint: "Put the manifest back, or plan with pruning to have it merged.",
    },
    (checkpoints, deletion) => deletedDraft(checkpoints, { ...deletion, earlier }),
  );
