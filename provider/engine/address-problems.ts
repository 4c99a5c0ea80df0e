import type { Diagnostic } from "../model/diagnostic.ts";
import type { LiveAddress, LivePool } from "./inventory.ts";
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
