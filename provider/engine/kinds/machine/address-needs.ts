import type { Id } from "../../inventory.ts";
import type { Steps } from "../../kind.ts";
import type { World } from "../../world.ts";
import type { MachineGoal } from "./goal.ts";

/** Addresses that will be asked of pools. */
export function takenAddresses(goal: MachineGoal, { steps }: Steps, world: World): ReadonlyMap<Id, number> {
  const sum = new Map<Id, number>();
  const take = (poolId: Id | null | undefined, addresses: number): void => {
    if (poolId) sum.set(poolId, (sum.get(poolId) ?? 0) + Math.max(1, addresses));
  };
  const creates = steps.some(({ task }) => task.kind === "operate" && task.operation.kind === "create-machine");
  if (creates) for (const adapter of goal.desired?.adapters ?? []) take(adapter.pools[0]?.id, adapter.addresses.length);
  for (const { task } of steps) {
    if (task.kind !== "operate" || task.operation.kind !== "set-adapter") continue;
    const { poolId, addresses, slot, vmId } = task.operation;
    const adapter = world.ownedById.get(vmId)?.adapters.find((candidate) => candidate.slot === slot);
    const has = (world.grantsByHolder.get(adapter?.id ?? "") ?? []).some((grant) => grant.poolId === poolId);
    if (!has || addresses.length > 0) take(poolId, addresses.length);
  }
  return sum;
}

/** Addresses that go back to their pools with the VMs that are removed. */
export function freedAddresses({ doomed }: MachineGoal, world: World): ReadonlyMap<Id, number> {
  const sum = new Map<Id, number>();
  for (const id of doomed)
    for (const adapter of world.ownedById.get(id)?.adapters ?? [])
      for (const { poolId } of world.grantsByHolder.get(adapter.id) ?? []) sum.set(poolId, (sum.get(poolId) ?? 0) + 1);
  return sum;
}
