import type { LiveAdapter, LiveMacPool, LivePool, LiveVmNetwork } from "../engine/inventory-network.ts";
import type { Decoder } from "./decode.ts";
import type { adapter, macPool, pool, vmNetwork } from "./inventory-network-columns.ts";

/** Networks, pools and adapters as the engine knows them, out of what was read. */

type Read<D> = D extends Decoder<infer T> ? T : never;

export function liveAdapter({ vlanEnabled, vlanId, ...read }: Read<typeof adapter>): LiveAdapter {
  return { ...read, macAddress: normalMac(read.macAddress), vlan: vlanEnabled ? vlanId : 0 };
}

export function livePool({ gateways, ...read }: Read<typeof pool>): LivePool {
  return { ...read, gateways: gateways.map(({ address }) => address) };
}

export function liveVmNetwork({ subnets, ...read }: Read<typeof vmNetwork>): LiveVmNetwork {
  return {
    ...read,
    subnets: subnets.map(({ vlans, ...rest }) => ({ ...rest, vlans: vlans.map(({ id, enabled }) => (enabled ? id : 0)) })),
  };
}

export function liveMacPool({ rangeStart, rangeEnd, ...read }: Read<typeof macPool>): LiveMacPool {
  return { ...read, rangeStart: normalMac(rangeStart) ?? rangeStart, rangeEnd: normalMac(rangeEnd) ?? rangeEnd };
}

/** Colons and upper case (scvmm-domain D22); all zeros stand for none yet. */
export function normalMac(text: string | null): string | null {
  const digits = (text ?? "").replaceAll(/[^0-9a-fA-F]/g, "").toUpperCase();
  return digits.length !== 12 || /^0+$/.test(digits) ? null : (digits.match(/../g) ?? []).join(":");
}
