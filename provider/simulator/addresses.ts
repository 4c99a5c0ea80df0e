import { formatAddress, parseAddress, within } from "./ip-address.ts";
import type { AllocatedIpAddress, StaticIpAddressPool } from "./objects/network.ts";
import { vmmErrors } from "./vmm-errors.ts";
import type { World } from "./world.ts";

/** Virtual IPs come from the VIP set alone, everything else from what is neither reserved nor kept for virtual IPs. */
function mayGrant(pool: StaticIpAddressPool, address: bigint, type: string): boolean {
  if (!within(address, [pool.$range]) || within(address, pool.$reserved)) return false;
  return within(address, pool.$vips) === (type === "VIP");
}

function nextFree(pool: StaticIpAddressPool, type: string): bigint {
  for (let address = pool.$range.from; address <= pool.$range.to; address++)
    if (mayGrant(pool, address, type) && !pool.$granted.has(address)) return address;
  throw vmmErrors.poolFull(pool.Name);
}

export interface Grant {
  readonly pool: StaticIpAddressPool;
  readonly type: string;
  /** Absent or empty: the pool's next free one. */
  readonly address?: string | undefined;
  readonly assignedTo: string | null;
  readonly description: string;
}

/** Takes an address out of its pool. Throws when it is outside, reserved or taken, or when the pool is full. */
export function grantAddress(world: World, grant: Grant): AllocatedIpAddress {
  const { pool } = grant;
  const address = grant.address ? wantedAddress(grant, grant.address) : nextFree(pool, grant.type);
  const text = formatAddress(address);
  const allocated: AllocatedIpAddress = {
    $type: "AllocatedIPAddress",
    ID: world.random.guid(),
    Name: text,
    MarkedForDeletion: false,
    Address: text,
    AllocatingAddressPool: pool,
    AssignedToID: grant.assignedTo,
    AssignedToType: grant.type,
    State: "Allocated",
    Description: grant.description,
    Owner: null,
    AddedTime: new Date(world.now()),
    ModifiedTime: new Date(world.now()),
  };
  pool.$granted.set(address, allocated);
  world.store.addresses.set(allocated.ID, allocated);
  return allocated;
}

function wantedAddress({ pool, type }: Grant, text: string): bigint {
  const address = parseAddress(text);
  if (address === undefined || !mayGrant(pool, address, type)) throw vmmErrors.addressOutside(text, pool.Name);
  if (pool.$granted.has(address)) throw vmmErrors.addressTaken(text);
  return address;
}

/** Returns an address to its pool. */
export function revokeAddress(world: World, allocated: AllocatedIpAddress): void {
  if (!world.store.addresses.delete(allocated.ID)) throw vmmErrors.addressUnknown();
  allocated.AllocatingAddressPool.$granted.delete(parseAddress(allocated.Address) ?? -1n);
  allocated.MarkedForDeletion = true;
}

/** What is assigned to an object, e.g. to an adapter. */
export function assignedTo(world: World, id: string): readonly AllocatedIpAddress[] {
  return [...world.store.addresses.values()].filter((allocated) => allocated.AssignedToID === id);
}
