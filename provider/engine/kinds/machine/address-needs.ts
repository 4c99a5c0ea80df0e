import type { Id } from "../../inventory.ts";
import type { Steps } from "../../kind.ts";
import type { Operation } from "../../operation.ts";
import type { World } from "../../world.ts";
import type { MachineGoal } from "./goal.ts";

const operationsOf = ({ steps }: Steps): readonly Operation[] =>
  steps.flatMap(({ task }) => (task.kind === "operate" ? [task.operation] : []));

/** Addresses that will be asked of pools. What a new adapter is granted follows once it is there, and counts already. */
export function takenAddresses({ desired }: MachineGoal, steps: Steps): ReadonlyMap<Id, number> {
  const adapters = desired?.adapters ?? [];
  const pools = operationsOf(steps).flatMap((operation): readonly Id[] => {
    if (operation.kind === "set-adapter") return (operation.set.addressing?.grants ?? []).map(({ poolId }) => poolId);
    const isNew = (device: string): boolean =>
      operation.kind === "create-machine" || (operation.kind === "add-adapter" && operation.device === device);
    return adapters.flatMap(({ device, wishes }) => (isNew(device) ? wishes.map(({ poolId }) => poolId) : []));
  });
  return counted(pools);
}

/** Addresses that go back to their pools: of VMs and adapters that are removed, and those of adapters that want others. */
export function freedAddresses({ doomed }: MachineGoal, steps: Steps, world: World): ReadonlyMap<Id, number> {
  const held = (adapterId: Id): readonly Id[] => (world.grantsByHolder.get(adapterId) ?? []).map(({ poolId }) => poolId);
  const gone = doomed.flatMap((id) => (world.ownedById.get(id)?.adapters ?? []).flatMap((adapter) => held(adapter.id)));
  const returned = operationsOf(steps).flatMap((operation): readonly Id[] => {
    if (operation.kind === "remove-adapter") return held(operation.adapterId);
    if (operation.kind !== "set-adapter") return [];
    const { returns = [] } = operation.set.addressing ?? {};
    return (world.grantsByHolder.get(operation.adapterId) ?? []).flatMap(({ id, poolId }) => (returns.includes(id) ? [poolId] : []));
  });
  return counted([...gone, ...returned]);
}

function counted(pools: readonly Id[]): ReadonlyMap<Id, number> {
  const sum = new Map<Id, number>();
  for (const pool of pools) sum.set(pool, (sum.get(pool) ?? 0) + 1);
  return sum;
}
