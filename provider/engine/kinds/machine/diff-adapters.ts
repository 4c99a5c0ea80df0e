import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { Policy } from "../../../model/plan.ts";
import type { LiveAdapter, LiveVm } from "../../inventory.ts";
import { ipKey } from "../../ip-address.ts";
import type { SetAdapter } from "../../operation.ts";
import { fold } from "../../text.ts";
import type { World } from "../../world.ts";
import { adapterAttributes } from "./attributes.ts";
import type { Delta } from "./delta.ts";
import type { DesiredAdapter, DesiredMachine } from "./goal.ts";
import { attributeChange } from "./policies.ts";

export interface AdapterDiff {
  readonly deltas: readonly Delta[];
  readonly warnings: readonly Diagnostic[];
}

/** Adapters by position, which is their slot. */
export function diffAdapters({ adapters }: DesiredMachine, live: LiveVm, world: World): AdapterDiff {
  const deltas = (adapters ?? []).flatMap((wanted, index) => diffAdapter(wanted, index, live, world));
  const extra = live.adapters.filter((adapter) => adapters && adapter.slot >= adapters.length);
  return { deltas, warnings: extra.length > 0 ? [extraAdapters(extra)] : [] };
}

function diffAdapter(wanted: DesiredAdapter, index: number, live: LiveVm, world: World): Delta[] {
  const adapter = live.adapters.find((candidate) => candidate.slot === index);
  const operation: SetAdapter = {
    kind: "set-adapter",
    vmId: live.id,
    slot: index,
    vmNetworkId: wanted.vmNetwork.id,
    subnetId: wanted.subnetId,
    poolId: wanted.pools[0]?.id ?? null,
    addresses: wanted.addresses,
  };
  if (!adapter) {
    // A running VM of generation 1 takes no new adapter; one that is new gets its addresses afterwards (scvmm-domain 2.13).
    const policy: Policy = live.generation === 1 || wantsAddress(wanted) ? "power-off" : "in-place";
    return adapterAttributes(wanted, index).map((change) => ({ change: { ...change, policy }, operation }));
  }
  // All of an adapter is set in one step, so the hardest attribute decides.
  const policy: Policy = wantsAddress(wanted) && !isStatic(adapter) ? "power-off" : "in-place";
  const deltas: Delta[] = [];
  const { vmNetwork } = wanted;
  if (fold(adapter.vmNetwork ?? "") !== fold(vmNetwork.name)) {
    const change = attributeChange("spec.networking.devices[].vmNetwork", adapter.vmNetwork, vmNetwork.name, { index, policy });
    deltas.push({ change, operation });
  }
  const granted = world.grantsByHolder.get(adapter.id) ?? [];
  const pools = new Set(wanted.pools.map((pool) => pool.id));
  if (pools.size > 0 && !granted.some((grant) => pools.has(grant.poolId)) && !hasAll(adapter, wanted, granted)) {
    const before = granted.map((grant) => world.poolsById.get(grant.poolId)?.name ?? grant.poolId);
    const after = wanted.pools.map((pool) => pool.name);
    const change = attributeChange("spec.networking.devices[].staticIPAddressPools", before.length > 0 ? before : null, after, {
      index,
      policy,
    });
    deltas.push({ change, operation });
  }
  if (wanted.addresses.length > 0 && !hasAll(adapter, wanted, granted)) {
    const before = adapter.ipv4Addresses.length > 0 ? adapter.ipv4Addresses : null;
    const change = attributeChange("spec.networking.devices[].ipAddresses", before, wanted.addresses, { index, policy });
    deltas.push({ change, operation });
  }
  return deltas;
}

const wantsAddress = ({ pools, addresses }: DesiredAdapter): boolean => pools.length > 0 || addresses.length > 0;

/** Types of addresses change only while the machine is off (scvmm-domain 2.13). */
const isStatic = ({ ipv4AddressType, macAddressType }: LiveAdapter): boolean => ipv4AddressType === "Static" && macAddressType === "Static";

function hasAll(adapter: LiveAdapter, { addresses }: DesiredAdapter, granted: readonly { readonly address: string }[]): boolean {
  const has = new Set([...adapter.ipv4Addresses, ...granted.map((grant) => grant.address)].map(ipKey));
  return addresses.length > 0 && addresses.every((address) => has.has(ipKey(address)));
}

function extraAdapters(extra: readonly LiveAdapter[]): Diagnostic {
  return {
    code: "PLAN_ADAPTERS_LEFT",
    severity: "warning",
    path: "spec.networking.devices",
    summary: `the VM has ${extra.length} more network ${extra.length === 1 ? "adapter" : "adapters"} than the manifest; left as ${extra.length === 1 ? "it is" : "they are"}`,
    detail: `Not in the manifest: ${extra.map((adapter) => `slot ${adapter.slot} on ${adapter.vmNetwork ?? "no network"}`).join(", ")}.`,
    hint: "A plan never removes an adapter: list it, or remove it by hand.",
  };
}
