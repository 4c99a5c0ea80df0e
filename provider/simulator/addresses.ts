import type { AddressRange, AllocatedIpAddress, StaticIpAddressPool } from "./objects/network.ts";
import { vmmErrors } from "./vmm-errors.ts";
import type { World } from "./world.ts";

/** An IPv4 address as a number; undefined when the text is none. */
export function parseAddress(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text.trim())?.slice(1).map(Number);
  if (!parts || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

/** Reads `10.0.0.25-10.0.0.35, 10.0.0.38`; undefined when it is no such list. */
export function parseRanges(text: string): readonly AddressRange[] | undefined {
  const ranges: AddressRange[] = [];
  for (const part of text.split(",").map((one) => one.trim())) {
    if (part === "") continue;
    const ends = part.split("-").map(parseAddress);
    const from = ends[0];
    const to = ends.length === 1 ? from : ends[1];
    if (from === undefined || to === undefined || to < from || ends.length > 2) return undefined;
    ranges.push({ from, to });
  }
  return ranges;
}

export function within(address: number, ranges: readonly AddressRange[]): boolean {
  return ranges.some((range) => address >= range.from && address <= range.to);
}

/** Virtual IPs come from the VIP set alone, everything else from what is neither reserved nor kept for virtual IPs. */
function mayGrant(pool: StaticIpAddressPool, address: number, type: string): boolean {
  if (!within(address, [pool.$range]) || within(address, pool.$reserved)) return false;
  return within(address, pool.$vips) === (type === "VIP");
}

function nextFree(pool: StaticIpAddressPool, type: string): number {
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

function wantedAddress({ pool, type }: Grant, text: string): number {
  const address = parseAddress(text);
  if (address === undefined || !mayGrant(pool, address, type)) throw vmmErrors.addressOutside(text, pool.Name);
  if (pool.$granted.has(address)) throw vmmErrors.addressTaken(text);
  return address;
}

/** Returns an address to its pool. */
export function revokeAddress(world: World, allocated: AllocatedIpAddress): void {
  if (!world.store.addresses.delete(allocated.ID)) throw vmmErrors.addressUnknown();
  allocated.AllocatingAddressPool.$granted.delete(parseAddress(allocated.Address) ?? -1);
  allocated.MarkedForDeletion = true;
}

/** What is assigned to an object, e.g. to an adapter. */
export function assignedTo(world: World, id: string): readonly AllocatedIpAddress[] {
  return [...world.store.addresses.values()].filter((allocated) => allocated.AssignedToID === id);
}
