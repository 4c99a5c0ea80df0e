import type { LiveVm } from "../../inventory.ts";
import type { LiveAdapter } from "../../inventory-network.ts";
import { fold } from "../../text.ts";
import { type DeviceRecord, formatDeviceRecord, readDeviceRecord } from "./device-record.ts";

export interface WantedDevice {
  readonly device: string;
  readonly vmNetwork: { readonly name: string };
}

export interface Binding {
  /** By device; those that are missing here have to be added. */
  readonly bound: ReadonlyMap<string, LiveAdapter>;
  /** Ours, but no longer in the manifest. */
  readonly leaving: readonly { readonly device: string; readonly adapter: LiveAdapter }[];
  /** Added by people, or of the template beyond what the manifest lists. */
  readonly foreign: readonly LiveAdapter[];
  /** The new name by the old one. */
  readonly renamed: { readonly from: string; readonly to: string } | null;
  /** What VMM should keep while this binding is carried out. */
  readonly record: string;
  /** What it keeps; "" for nothing. */
  readonly recorded: string;
  /** An adapter was being added when a run was broken off, or it has just been added: what came of it is to be recorded. */
  readonly isOpen: boolean;
}

/**
 * Which adapter of a VM is which device of the manifest.
 *
 * 1. By the record that VMM keeps. Where there is none the order decides: so the adapters of a template get their names.
 * 2. Devices that were being added take what is there beyond the known, in the order of slots. One that has left the manifest since leaves,
 *    unless it could be an adapter of people's just as well.
 * 3. One that left, and one that came on the same network: that is a new name, not another adapter.
 */
export function bindAdapters(wanted: readonly WantedDevice[], live: LiveVm): Binding {
  const record = readDeviceRecord(live);
  const adapters = [...live.adapters].sort((a, b) => a.slot - b.slot);
  const byId = new Map(adapters.map((adapter) => [adapter.id, adapter]));
  const bound = new Map<string, LiveAdapter>();
  for (const [index, { device }] of wanted.entries()) {
    const adapter = record ? byId.get(record.devices.get(device) ?? "") : adapters[index];
    if (adapter) bound.set(device, adapter);
  }
  const leaving = [...(record?.devices ?? [])].flatMap(([device, id]) => {
    const adapter = byId.get(id);
    return adapter && !wanted.some((one) => one.device === device) ? [{ device, adapter }] : [];
  });
  // Told of and not wanted any more: whatever came of it, the record is not to speak of it for ever.
  const gone = [...(record?.devices ?? [])].filter(([device, id]) => id === "new" && !wanted.some((one) => one.device === device));
  if (record) {
    const beyond = takeNew(wanted, record, adapters, leaving, bound);
    if (beyond.length <= gone.length) leaving.push(...beyond.map((adapter, index) => ({ device: gone[index]?.[0] ?? "", adapter })));
  }
  const renamed = renaming(wanted, bound, leaving);
  if (renamed) bound.set(renamed.to, renamed.adapter);
  const kept = leaving.filter(({ device }) => device !== renamed?.from);
  const taken = new Set([...bound.values(), ...kept.map(({ adapter }) => adapter)]);
  const foreign = adapters.filter((adapter) => !taken.has(adapter));
  return {
    bound,
    leaving: kept,
    foreign,
    renamed: renamed && { from: renamed.from, to: renamed.to },
    record: formatDeviceRecord(recordOf(wanted, bound, kept, foreign)),
    recorded: record ? formatDeviceRecord(record) : "",
    isOpen: gone.length > 0 || wanted.some(({ device }) => record?.devices.get(device) === "new" && bound.has(device)),
  };
}

/** For the devices that are wanted; returns what is there beyond those too. */
function takeNew(
  wanted: readonly WantedDevice[],
  { devices, foreign }: DeviceRecord,
  adapters: readonly LiveAdapter[],
  leaving: Binding["leaving"],
  bound: Map<string, LiveAdapter>,
): readonly LiveAdapter[] {
  const known = new Set([...bound.values(), ...leaving.map(({ adapter }) => adapter)]);
  const free = adapters.filter((adapter) => !known.has(adapter) && !foreign.has(adapter.id));
  for (const { device } of wanted) {
    const next = devices.get(device) === "new" ? free.shift() : undefined;
    if (next) bound.set(device, next);
  }
  return free;
}

function renaming(wanted: readonly WantedDevice[], bound: ReadonlyMap<string, LiveAdapter>, leaving: Binding["leaving"]) {
  const [left, ...otherLeft] = leaving;
  const [came, ...otherCame] = wanted.filter(({ device }) => !bound.has(device));
  if (!left || !came || otherLeft.length > 0 || otherCame.length > 0) return null;
  if (fold(left.adapter.vmNetwork ?? "") !== fold(came.vmNetwork.name)) return null;
  return { from: left.device, to: came.device, adapter: left.adapter };
}

function recordOf(
  wanted: readonly WantedDevice[],
  bound: ReadonlyMap<string, LiveAdapter>,
  leaving: Binding["leaving"],
  foreign: readonly LiveAdapter[],
): DeviceRecord {
  const isAdding = wanted.some(({ device }) => !bound.has(device));
  return {
    devices: new Map([
      ...wanted.map(({ device }) => [device, bound.get(device)?.id ?? "new"] as const),
      ...leaving.map(({ device, adapter }) => [device, adapter.id] as const),
    ]),
    foreign: new Set(isAdding ? foreign.map(({ id }) => id) : []),
  };
}
