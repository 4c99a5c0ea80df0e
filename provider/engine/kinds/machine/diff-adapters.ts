import type { Diagnostic } from "../../../model/diagnostic.ts";
import { DEVICES_PROPERTY } from "../../../model/mark.ts";
import type { ChangePolicy } from "../../../model/plan.ts";
import type { LiveVm } from "../../inventory.ts";
import type { LiveAdapter } from "../../inventory-network.ts";
import type { Operation, SetCustomProperty } from "../../operation.ts";
import type { World } from "../../world.ts";
import { adapterAttributes } from "./adapter-attributes.ts";
import { type Binding, bindAdapters } from "./bind-adapters.ts";
import type { Delta } from "./delta.ts";
import type { DesiredAdapter } from "./desired-adapter.ts";
import { deviceRecordText } from "./device-record.ts";
import { diffAdapter } from "./diff-adapter.ts";
import type { DesiredMachine } from "./goal.ts";
import { attributeChange } from "./policies.ts";

export interface AdapterDiff {
  readonly deltas: readonly Delta[];
  readonly warnings: readonly Diagnostic[];
}

/** Adapters by their names. Where the manifest lists devices, those of ours that are not listed go, and those of people stay. */
export function diffAdapters({ adapters }: DesiredMachine, live: LiveVm, world: World): AdapterDiff {
  if (!adapters) return { deltas: [], warnings: [] };
  const binding = bindAdapters(adapters, live);
  const { leaving, foreign } = binding;
  const added = adapters.filter(({ device }) => !binding.bound.has(device));
  const ifNew = policyOfNew(added, live);
  const deltas = adapters.flatMap((wanted, index): Delta[] => {
    const adapter = binding.bound.get(wanted.device);
    const total = live.adapters.length - leaving.length + added.indexOf(wanted) + 1;
    if (!adapter) return addition(wanted, index, total, ifNew, live);
    return [...newName(wanted, index, binding, live), ...diffAdapter(wanted, adapter, index, live, world)];
  });
  return {
    deltas: [...leaving.flatMap((gone) => removal(gone, live)), ...deltas],
    warnings: foreign.length > 0 ? [adaptersLeft(foreign)] : [],
  };
}

/**
 * A running VM of generation 1 takes no new adapter and gives none away (scvmm-domain 2.13). One that gets an address or the
 * like gets it while the VM is off, and all are added in the manifest's order, so that one decides for all.
 */
function policyOfNew(added: readonly DesiredAdapter[], live: LiveVm): ChangePolicy {
  const needsOff = ({ wishes, mac, macAddressSpoofing, vmNetworkOptimization, guestIPNetworkVirtualizationUpdates }: DesiredAdapter) =>
    wishes.length > 0 || mac !== null || [macAddressSpoofing, vmNetworkOptimization, guestIPNetworkVirtualizationUpdates].includes(true);
  return live.generation === 1 || added.some(needsOff) ? "power-off" : "in-place";
}

function addition(wanted: DesiredAdapter, index: number, total: number, policy: ChangePolicy, live: LiveVm): Delta[] {
  const operation: Operation = { kind: "add-adapter", vmId: live.id, device: wanted.device, connection: wanted.connection, total };
  return adapterAttributes(wanted, index).map((change) => ({ change: { ...change, policy }, operation, followUp: true }));
}

function removal({ device, adapter }: Binding["leaving"][number], live: LiveVm): Delta[] {
  const change = {
    ...attributeChange("spec.networking.devices[].deviceName", device, null, { policy: live.generation === 1 ? "power-off" : "in-place" }),
    path: `spec.networking.devices[${device}].deviceName`,
  };
  return [{ change, operation: { kind: "remove-adapter", vmId: live.id, adapterId: adapter.id, device } }];
}

function newName(wanted: DesiredAdapter, index: number, { renamed, record }: Binding, live: LiveVm): Delta[] {
  if (renamed?.to !== wanted.device) return [];
  const change = attributeChange("spec.networking.devices[].deviceName", renamed.from, renamed.to, { index });
  return [{ change, operation: writeRecord(live, record) }];
}

/** A run whose reading is older must not put back what another one has written. */
const writeRecord = (live: LiveVm, value: string): SetCustomProperty => ({
  kind: "set-custom-property",
  vmId: live.id,
  name: DEVICES_PROPERTY,
  value,
  from: deviceRecordText(live) || null,
});

const ADAPTER_WORK: ReadonlySet<Operation["kind"]> = new Set(["add-adapter", "set-adapter", "remove-adapter"]);

/**
 * The record of devices that has to stand before these changes are carried out; null where it need not be touched: a machine
 * without it, at which nothing else is to be done, stays as it is.
 */
export function recordBefore({ adapters }: DesiredMachine, live: LiveVm, deltas: readonly Delta[]): SetCustomProperty | null {
  if (!adapters) return null;
  const { record, recorded, isOpen, renamed } = bindAdapters(adapters, live);
  const adds = deltas.some(({ operation }) => operation?.kind === "add-adapter");
  const touched = deltas.some(({ operation }) => operation && ADAPTER_WORK.has(operation.kind));
  // What waits until the machine is off is not announced yet, and a new name is its own change.
  if (record === recorded || (record.includes("=new") && !adds) || renamed) return null;
  return touched || !live.sealed || isOpen ? writeRecord(live, record) : null;
}

/** An adapter that a run was adding, and broken off before it could say which one it is. */
export const hasOpenDevice = ({ adapters }: DesiredMachine, live: LiveVm): boolean =>
  adapters !== null && bindAdapters(adapters, live).isOpen;

function adaptersLeft(extra: readonly LiveAdapter[]): Diagnostic {
  const many = extra.length > 1;
  return {
    code: "PLAN_ADAPTERS_LEFT",
    severity: "warning",
    path: "spec.networking.devices",
    summary: `the VM has ${extra.length} network ${many ? "adapters" : "adapter"} that the manifest does not list; left as ${many ? "they are" : "it is"}`,
    detail: `Added by people or by the template: ${extra.map((adapter) => `slot ${adapter.slot} on ${adapter.vmNetwork ?? "no network"}`).join(", ")}.`,
    hint: "What was not made from this manifest is never removed: remove it by hand, or ignore it.",
  };
}
