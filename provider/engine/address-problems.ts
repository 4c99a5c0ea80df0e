import type { Diagnostic } from "../model/diagnostic.ts";
import type { LiveAddress, LivePool } from "./inventory-network.ts";
import { listed } from "./text.ts";

/** `owner`: who holds it, where more is known than the grant tells. */
export function addressTaken({ address, mark, assignedToType, description }: LiveAddress, path: string, owner?: string): Diagnostic {
  const told = `${assignedToType ?? "somebody"}${description ? ` ("${description}")` : ""}`;
  return {
    code: "PLAN_ADDRESS_TAKEN",
    severity: "error",
    path,
    summary: `${address} is granted already`,
    detail: `It is held by ${owner ?? (mark ? `${mark.address} of scope ${mark.scope}` : told)}.`,
    hint: "Choose another address, or leave it out for the pool's next free one.",
  };
}

/** Of a virtual IP: what nobody manages may be just that. */
export function addressUnmanaged(grant: LiveAddress): Diagnostic {
  const taken = addressTaken(grant, "spec.address");
  if (grant.mark || grant.assignedToId !== null) return taken;
  return { ...taken, hint: "If it is this virtual IP, have it adopted: scvmm adopt -f PATH\nElse choose another address." };
}

export function addressOutOfRange(address: string, pools: readonly LivePool[], path: string): Diagnostic {
  const [pool, ...others] = pools;
  return {
    code: "PLAN_ADDRESS_OUT_OF_RANGE",
    severity: "error",
    path,
    summary: others.length === 0 ? `${address} is not in pool "${pool?.name}"` : `${address} is in none of the pools`,
    detail: `${listed(pools.map(({ name, rangeStart, rangeEnd }) => `"${name}" goes from ${rangeStart} to ${rangeEnd}`))}.`,
    hint: "Take an address of that range, or leave the address out.",
  };
}

export function addressReserved(address: string, { name }: LivePool, path: string): Diagnostic {
  return {
    code: "PLAN_ADDRESS_RESERVED",
    severity: "error",
    path,
    summary: `${address} is reserved in pool "${name}"`,
    detail: "VMM grants no address of a pool's reserved set.",
    hint: "Take another address, or take this one out of the pool's reserved addresses in VMM.",
  };
}

export function addressKeptForVips(address: string, { name }: LivePool, path: string): Diagnostic {
  return {
    code: "PLAN_ADDRESS_KEPT_FOR_VIPS",
    severity: "warning",
    path,
    summary: `${address} is in the set that pool "${name}" keeps for virtual IPs`,
    detail: "VMM may refuse it to a network adapter.",
    hint: "Take an address of the pool outside that set.",
  };
}

export function addressNotForVips(address: string, { name }: LivePool, path: string): Diagnostic {
  return {
    code: "PLAN_ADDRESS_NOT_FOR_VIPS",
    severity: "warning",
    path,
    summary: `${address} is not in the set that pool "${name}" keeps for virtual IPs`,
    detail: "VMM may refuse it to a virtual IP.",
    hint: "Take an address of that set, or leave the address out for the next free one of it.",
  };
}
