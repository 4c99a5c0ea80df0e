import { type Mark, sameMark } from "../../../model/mark.ts";
import type { Id } from "../../inventory.ts";
import type { LiveCheckpoint } from "../../inventory-storage.ts";
import { NO_STEPS, type Steps } from "../../kind.ts";
import { ownOf } from "../../marked-goal.ts";
import { operate, reRead } from "../../steps.ts";
import { byText } from "../../text.ts";
import type { Step } from "../../work.ts";
import type { World } from "../../world.ts";
import { choose } from "../machine/choose.ts";
import type { CheckpointGoal, DesiredCheckpoint } from "./goal.ts";

/** Of the checkpoints with one mark the one to keep: of the wanted VM before others, then the oldest, which is the state that was meant. */
export function chooseCheckpoint(checkpoints: readonly LiveCheckpoint[], vmId: Id | null): readonly LiveCheckpoint[] {
  const rank = ({ vmId: of, takenAt, id }: LiveCheckpoint): string => `${of === vmId ? 0 : 1} ${takenAt ?? "~"} ${id}`;
  return [...checkpoints].sort((a, b) => byText(rank(a), rank(b)));
}

/** The VM that the checkpoint shall be of; null while there is none. */
function vmFor({ vmId, machine, notOn }: DesiredCheckpoint, world: World): Id | null {
  if (vmId !== null || machine === null) return vmId;
  const vms = world.vmsOf(machine).filter(({ id, sealed }) => sealed && !notOn.includes(id));
  return choose(vms, () => false).keep?.id ?? null;
}

/**
 * What is left to do: take the checkpoint, or set what differs of the one that is there. What must go is removed last, so that it is
 * kept when the new one cannot be had; one that went with its VM is none.
 */
export function checkpointSteps(goal: CheckpointGoal, world: World): Steps {
  const { mark, doomed, desired } = goal;
  const own = ownOf(goal, world.checkpointsOf);
  const leaving = own.filter(({ id }) => doomed.includes(id)).sort((a, b) => byText(a.id, b.id));
  const removes = (of: (checkpoint: LiveCheckpoint) => Mark): readonly Step[] =>
    leaving.map((checkpoint) => operate({ kind: "remove-checkpoint", checkpointId: checkpoint.id, mark: of(checkpoint) }));
  if (!desired) return { ...NO_STEPS, steps: removes((checkpoint) => checkpoint.mark) };
  const vmId = vmFor(desired, world);
  if (vmId === null) return { ...NO_STEPS, steps: [reRead] };
  const remarked = leaving.flatMap((checkpoint) => markedAnew(checkpoint, mark));
  const remove = removes(() => mark);
  const staying = own.filter((checkpoint) => !leaving.includes(checkpoint) && checkpoint.vmId === vmId);
  const [keep] = chooseCheckpoint(staying, vmId);
  const { name, newName, description } = desired;
  if (!keep) {
    const create = operate({ kind: "create-checkpoint", vmId, mark, name: name ?? newName, description: description ?? "" });
    return { ...NO_STEPS, steps: [...remarked, create, ...remove] };
  }
  const from = sameMark(keep.mark, mark) ? null : keep.mark;
  const changes = {
    name: name === null || name === keep.name ? null : name,
    description: description ?? keep.description,
  };
  const isAsWanted = from === null && changes.name === null && changes.description === keep.description;
  const set = isAsWanted ? [] : [operate({ kind: "set-checkpoint", checkpointId: keep.id, mark, from, ...changes })];
  return { ...NO_STEPS, steps: [...remarked, ...set, ...remove] };
}

/** What a renamed manifest has left is marked for it first, or a run that is broken off between would leave it to nobody. */
const markedAnew = ({ id, mark: from, description }: LiveCheckpoint, mark: Mark): readonly Step[] =>
  sameMark(from, mark) ? [] : [operate({ kind: "set-checkpoint", checkpointId: id, mark, from, name: null, description })];
