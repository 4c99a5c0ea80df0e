import type { AddressRange, LiveAddress, LivePool } from "./inventory-network.ts";
import { isInSet, overlap } from "./ip-address.ts";

export type AddressUse = "adapters" | "virtual IPs";

const shared = (one: readonly AddressRange[], other: readonly AddressRange[]): number =>
  one.flatMap((a) => other.map((b) => overlap(a, b))).reduce((sum, count) => sum + count, 0);

/**
 * How many addresses of a pool are left for a use: virtual IPs come from the pool's VIP set, where it has one, and adapters from the rest
 * less the reserved set. What VMM itself counts as free is the most that adapters get. null where a set could not be read, or no set
 * parts the uses: then all share what VMM counts.
 */
export function freeAddresses(pool: LivePool, grants: readonly LiveAddress[], use: AddressUse): number | null {
  const { vips, reserved } = pool;
  if (!vips?.length || !reserved) return null;
  const taken = grants.filter(({ poolId, address }) => poolId === pool.id && isInSet(address, vips) === (use === "virtual IPs")).length;
  if (use === "virtual IPs") return Math.max(0, shared(vips, vips) - shared(vips, reserved) - taken);
  const range = [{ first: pool.rangeStart, last: pool.rangeEnd }];
  const kept = shared(range, vips) + shared(range, reserved) - shared(vips, reserved);
  return Math.max(0, Math.min(shared(range, range) - kept - taken, pool.availableAddresses));
}
