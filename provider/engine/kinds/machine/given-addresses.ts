import type { Diagnostic } from "../../../model/diagnostic.ts";
import { addressKeptForVips, addressOutOfRange, addressReserved, addressTaken } from "../../address-problems.ts";
import type { Id, LiveVm } from "../../inventory.ts";
import type { LiveAddress, LivePool } from "../../inventory-network.ts";
import { isInSet, isWithin } from "../../ip-address.ts";
import type { Planning } from "../../kind.ts";
import { isLeaving } from "../../leaving.ts";
import type { World } from "../../world.ts";
import type { Candidate } from "./candidate.ts";
import type { DesiredMachine } from "./goal.ts";
import { attributePath } from "./policies.ts";
import type { Report } from "./resolve.ts";

/**
 * Addresses that a manifest gives: of its pools, and nobody else's. Told before a VM is made that could not have them. Gives
 * the addresses of the deletions in this plan that set one free.
 */
export function checkGivenAddresses(desired: DesiredMachine, found: Candidate, planning: Planning, report: Report): readonly string[] {
  const { world } = found;
  const own = adapterIds(world.vmsOf(found.movedFrom ?? { scope: planning.scope, address: found.loaded.address }));
  return (desired.adapters ?? []).flatMap(({ pools, wishes, addresses }, index) => {
    const path = attributePath("spec.networking.devices[].ipAddresses", index);
    const live = (pools ?? wishes.map(({ poolId }) => ({ id: poolId }))).flatMap(({ id }) => world.poolsById.get(id) ?? []);
    return addresses.flatMap((address) => {
      const pool = live.find(({ rangeStart, rangeEnd }) => isWithin(address, rangeStart, rangeEnd));
      if (pool) return waitFor(address, pool, own);
      if (live.length > 0) report(addressOutOfRange(address, live, path));
      return [];
    });

    function waitFor(address: string, pool: LivePool, mine: ReadonlySet<Id>): readonly string[] {
      const grants = world.grantsAt(pool.id, address);
      if (grants.length === 0) for (const problem of keptBack(address, pool, path)) report(problem);
      const grant = grants.find(({ assignedToId }) => !mine.has(assignedToId ?? ""));
      if (!grant) return [];
      const holder = holderOf(grant, world);
      if (holder && isLeaving(holder, planning)) return [holder.address];
      report(addressTaken(grant, path, holder && `${holder.address} of scope ${holder.scope}`));
      return [];
    }
  });
}

/** Whether an adapter is refused an address of the VIP set is not recorded: the plan warns, and VMM decides. */
function keptBack(address: string, pool: LivePool, path: string): readonly Diagnostic[] {
  if (isInSet(address, pool.reserved)) return [addressReserved(address, pool, path)];
  return isInSet(address, pool.vips) ? [addressKeptForVips(address, pool, path)] : [];
}

const adapterIds = (vms: readonly LiveVm[]): ReadonlySet<Id> => new Set(vms.flatMap(({ adapters }) => adapters.map(({ id }) => id)));

/** The mark of what holds a grant: its own, or that of the VM whose adapter it is assigned to. Looked for only in a clash. */
function holderOf({ mark, assignedToId }: LiveAddress, { inventory }: World) {
  return mark ?? inventory.owned.find(({ adapters }) => adapters.some(({ id }) => id === assignedToId))?.mark;
}
