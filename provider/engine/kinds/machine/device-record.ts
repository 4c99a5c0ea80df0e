import { DEVICES_PROPERTY } from "../../../model/mark.ts";
import type { Id, LiveVm } from "../../inventory.ts";
import { fold } from "../../text.ts";

/**
 * Which adapter is which device, kept in VMM as a custom property of the VM: `eth0=<id> eth1=new !<id>`. An adapter cannot
 * carry a name of its own (scvmm-domain 1.3: it is called as its VM), and VMM reads a network tag when it places VMs.
 *
 * `new` is written before an adapter is added, beside the ids of those that are not ours (`!`), so that after a crash what
 * was added is told from what people added. Ids that VMM has no more mean nothing.
 */
export interface DeviceRecord {
  readonly devices: ReadonlyMap<string, Id | "new">;
  readonly foreign: ReadonlySet<Id>;
}

/** As VMM has it; "" where there is none. */
export const deviceRecordText = ({ customProperties }: Pick<LiveVm, "customProperties">): string =>
  Object.entries(customProperties).find(([name]) => fold(name) === fold(DEVICES_PROPERTY))?.[1] ?? "";

export function readDeviceRecord(live: Pick<LiveVm, "customProperties">): DeviceRecord | null {
  const text = deviceRecordText(live);
  const devices = new Map<string, Id | "new">();
  const foreign = new Set<Id>();
  for (const token of text.split(/\s+/).filter(Boolean)) {
    const cut = token.lastIndexOf("=");
    if (cut > 0) devices.set(decoded(token.slice(0, cut)), token.slice(cut + 1).toLowerCase());
    else if (token.startsWith("!")) foreign.add(token.slice(1).toLowerCase());
  }
  // A text that is none of ours tells nothing: it must not make an adapter be added.
  return devices.size + foreign.size === 0 ? null : { devices, foreign };
}

export function formatDeviceRecord({ devices, foreign }: DeviceRecord): string {
  const pairs = [...devices].map(([name, id]) => `${encodeURIComponent(name)}=${id}`);
  return [...pairs, ...[...foreign].sort().map((id) => `!${id}`)].join(" ");
}

/** People may have edited it. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
