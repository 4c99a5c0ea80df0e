import type { LoadedVirtualIp } from "../../../provider/model/manifests.ts";
import { virtualIp } from "../../engine/support/manifests.ts";
import type { Dice } from "./dice.ts";
import { type Place, placeAt } from "./draw-moves.ts";
import { at } from "./loaded.ts";

export interface VirtualIpDraft extends Place {
  readonly origin: string;
  readonly isChained: boolean;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Of the virtual IPs' own part of the pools. */
const ADDRESSES = { "Web static": ["10.9.1.15", "10.9.1.16"], "App static": ["10.9.2.15", "10.9.2.16"] } as const;

/** A given address is one of its own name's, unless two scopes shall want the same. */
export function drawVirtualIp(name: string, isContended: boolean, roll: Dice): VirtualIpDraft {
  return { ...placeAt(name), origin: name, isChained: false, spec: drawSpec(name, isContended, roll) };
}

/** The same one, with other wishes. */
export const changedVirtualIp = (ip: VirtualIpDraft, isContended: boolean, roll: Dice): VirtualIpDraft => ({
  ...ip,
  spec: drawSpec(ip.origin, isContended, roll),
});

function drawSpec(name: string, isContended: boolean, roll: Dice): VirtualIpDraft["spec"] {
  const pool = roll.pick(["Web static", "App static"] as const);
  const [own, other] = ADDRESSES[pool];
  const address = isContended ? roll.maybe(20, () => (name === "v" ? own : undefined)) : roll.maybe(35, () => (name === "v" ? own : other));
  return { pool, address, description: roll.maybe(60, () => roll.pick(["", "front", "back"])) };
}

export const virtualIpOf = (draft: VirtualIpDraft): LoadedVirtualIp => at(virtualIp(draft.name, { ...draft.spec }), draft);
