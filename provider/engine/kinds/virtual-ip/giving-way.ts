import type { LoadedVirtualIp } from "../../../model/manifests.ts";
import { splitProtection } from "../../../model/protection.ts";
import type { LiveAddress, LivePool } from "../../inventory-network.ts";
import { addressesOf, ipKey, isInSet } from "../../ip-address.ts";
import type { Planning, ProviderView } from "../../kind.ts";

export interface GivingWay {
  /** Address of the manifest that names what this one holds. */
  readonly to: string;
  /** What it takes instead; null: what its own manifest names. */
  readonly instead: string | null;
}

/**
 * Virtual IPs of these manifests that give up an address which another manifest names, by their addresses: those that name another one
 * themselves, and those that have theirs by chance, unless they are protected. The latter take a free one of the pool first, so that
 * they are never without.
 */
export function givingWay(planning: Planning): ReadonlyMap<string, GivingWay> {
  const { virtualIps } = planning.manifests;
  const found = new Map<string, GivingWay>();
  const spoken = new Set(virtualIps.flatMap(({ value }) => (value.spec.address === undefined ? [] : [ipKey(value.spec.address)])));
  for (const loaded of virtualIps) {
    const view = planning.providers.get(loaded.provider);
    const held = view && holderOf(loaded, view, planning);
    if (!held || found.has(held.holder.address)) continue;
    const { holder, grant, pool } = held;
    if (named(holder, pool, view) !== null) {
      found.set(holder.address, { to: loaded.address, instead: null });
      continue;
    }
    const instead = isProtected(holder, grant) ? null : freeAddress(pool, view, spoken);
    if (instead === null) continue;
    spoken.add(ipKey(instead));
    found.set(holder.address, { to: loaded.address, instead });
  }
  return found;
}

interface Held {
  /** Of the virtual IP that has the address now. */
  readonly holder: LoadedVirtualIp;
  readonly grant: LiveAddress;
  readonly pool: LivePool;
}

function holderOf(
  { value, address, provider }: LoadedVirtualIp,
  { world, finders }: ProviderView,
  { scope, manifests }: Planning,
): Held | null {
  const found = finders.pool(value.spec.pool);
  if (value.spec.address === undefined || "problem" in found) return null;
  const grant = world.grantsAt(found.object.id, value.spec.address).find(({ mark }) => mark?.scope === scope && mark.address !== address);
  const holder = manifests.virtualIps.find((one) => one.provider === provider && one.address === grant?.mark?.address);
  return grant && holder ? { holder, grant, pool: found.object } : null;
}

/** What it is to have instead as its manifest says: an address, or a pool; null where what it has will do. */
function named({ value: { spec } }: LoadedVirtualIp, pool: LivePool, { finders }: ProviderView): string | null {
  const wanted = finders.pool(spec.pool);
  if (spec.address !== undefined) return spec.address;
  return "object" in wanted && wanted.object.id !== pool.id ? spec.pool : null;
}

const isProtected = ({ value }: LoadedVirtualIp, grant: LiveAddress): boolean =>
  value.spec.deletionProtection ?? splitProtection(grant.description).isProtected;

function freeAddress(pool: LivePool, { world }: ProviderView, spoken: ReadonlySet<string>): string | null {
  const sets = pool.vips && pool.vips.length > 0 ? pool.vips : [{ first: pool.rangeStart, last: pool.rangeEnd }];
  for (const set of sets)
    for (const address of addressesOf(set))
      if (!spoken.has(ipKey(address)) && !isInSet(address, pool.reserved) && world.grantsAt(pool.id, address).length === 0) return address;
  return null;
}
