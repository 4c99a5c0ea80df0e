import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { AttributeChange, Policy } from "../../../model/plan.ts";
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
  const policy = policyOfNew(adapters ?? [], live);
  const deltas = (adapters ?? []).flatMap((wanted, index) => diffAdapter(wanted, index, live, world, policy));
  const extra = live.adapters.filter((adapter) => adapters && adapter.slot >= adapters.length);
  return { deltas, warnings: extra.length > 0 ? [extraAdapters(extra)] : [] };
}

const atSlot = (live: LiveVm, slot: number): LiveAdapter | undefined => live.adapters.find((adapter) => adapter.slot === slot);

/**
 * A running VM of generation 1 takes no new adapter, and one with addresses gets them when it is there. VMM numbers adapters as
 * they are added, so that all wait for the first that has to.
 */
function policyOfNew(adapters: readonly DesiredAdapter[], live: LiveVm): Policy {
  const addressed = adapters.some((wanted, index) => !atSlot(live, index) && wantsAddress(wanted));
  return live.generation === 1 || addressed ? "power-off" : "in-place";
}

function diffAdapter(wanted: DesiredAdapter, index: number, live: LiveVm, world: World, ifNew: Policy): Delta[] {
  const adapter = atSlot(live, index);
  const operation: SetAdapter = {
    kind: "set-adapter",
    vmId: live.id,
    slot: index,
    vmNetworkId: wanted.vmNetwork.id,
    subnetId: wanted.subnetId,
    poolId: wanted.pools[0]?.id ?? null,
    addresses: wanted.addresses,
  };
  if (!adapter) return adapterAttributes(wanted, index).map((change) => ({ change: { ...change, policy: ifNew }, operation }));
  const given = { index, policy: policyOf(wanted, adapter) };
  const attributes = [...diffNetwork(wanted, adapter, given), ...diffAddresses(wanted, adapter, world, given)];
  return attributes.map((change) => ({ change, operation }));
}

const wantsAddress = ({ pools, addresses }: DesiredAdapter): boolean => pools.length > 0 || addresses.length > 0;

/** Types of addresses change only while the machine is off (scvmm-domain 2.13). All is set in one step, so that decides. */
function policyOf(wanted: DesiredAdapter, { ipv4AddressType, macAddressType }: LiveAdapter): Policy {
  const isStatic = ipv4AddressType === "Static" && macAddressType === "Static";
  return wantsAddress(wanted) && !isStatic ? "power-off" : "in-place";
}

interface Where {
  readonly index: number;
  readonly policy: Policy;
}

function diffNetwork({ vmNetwork }: DesiredAdapter, adapter: LiveAdapter, where: Where): readonly AttributeChange[] {
  if (fold(adapter.vmNetwork ?? "") === fold(vmNetwork.name)) return [];
  return [attributeChange("spec.networking.devices[].vmNetwork", adapter.vmNetwork, vmNetwork.name, where)];
}

function diffAddresses(wanted: DesiredAdapter, adapter: LiveAdapter, world: World, where: Where): readonly AttributeChange[] {
  const granted = world.grantsByHolder.get(adapter.id) ?? [];
  if (hasAll(adapter, wanted, granted)) return [];
  const changes: AttributeChange[] = [];
  const pools = new Set(wanted.pools.map((pool) => pool.id));
  if (pools.size > 0 && !granted.some((grant) => pools.has(grant.poolId))) {
    const before = granted.map((grant) => world.poolsById.get(grant.poolId)?.name ?? grant.poolId);
    const after = wanted.pools.map((pool) => pool.name);
    changes.push(attributeChange("spec.networking.devices[].staticIPAddressPools", before.length > 0 ? before : null, after, where));
  }
  if (wanted.addresses.length > 0) {
    const before = adapter.ipv4Addresses.length > 0 ? adapter.ipv4Addresses : null;
    changes.push(attributeChange("spec.networking.devices[].ipAddresses", before, wanted.addresses, where));
  }
  return changes;
}

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
