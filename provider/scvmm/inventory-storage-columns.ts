import { call } from "../batch/build.ts";
import type { LiveCheckpoint, LiveDetachedDisk, LiveHost, VmCheckpoint } from "../engine/inventory-storage.ts";
import { parseDiskRecord } from "../model/disk-record.ts";
import { MARK_PREFIX, splitDescription } from "../model/mark.ts";
import { PERSISTENT_DISK, parseDiskFileName } from "../model/persistent-disk.ts";
import { flag, guid, optional, otherwise, record, text } from "./decode.ts";
import { RECORD_MEMBER } from "./operations/persistent-disks.ts";

/** Columns of hosts and of the records of detached disks (scvmm-domain 1.5, 1.6). */

export const host = record({
  id: guid("ID"),
  name: text("Name"),
  hostGroupPath: optional(text("VMHostGroup.Path")),
  cluster: optional(text("HostCluster.Name")),
  availableForPlacement: otherwise(flag("AvailableForPlacement"), true),
  maintenance: otherwise(flag("MaintenanceHost"), false),
});

export function liveHost({ availableForPlacement, maintenance, ...read }: ReturnType<typeof host.decode>): LiveHost {
  return { ...read, available: availableForPlacement && !maintenance };
}

export const detachedDisk = record({ id: guid("ID"), name: text("Name"), description: otherwise(text("Description"), "") });

export const detachedDisksCall = call(
  "detachedDisks",
  "Get-SCCustomProperty",
  { Member: RECORD_MEMBER },
  { where: { all: [{ path: "Name", op: "contains", value: PERSISTENT_DISK }] }, project: detachedDisk.projection },
);

/** None where people have a property with such a name for something else. */
export function liveDetachedDisk({ id, name, description }: ReturnType<typeof detachedDisk.decode>): readonly LiveDetachedDisk[] {
  const identity = parseDiskFileName(name);
  return identity ? [{ id, fileName: name.toLowerCase(), identity, record: parseDiskRecord(description) ?? null }] : [];
}

export const checkpoint = record({
  id: guid("ID"),
  name: text("Name"),
  vmId: guid("VMId"),
  description: text("Description"),
  takenAt: optional(text("AddedTime")),
});

/** Of all VMs at once, as the cmdlet answers without a VM; those of others do not come back. */
export const checkpointsCall = call(
  "checkpoints",
  "Get-SCVMCheckpoint",
  {},
  { where: { all: [{ path: "Description", op: "contains", value: `[${MARK_PREFIX}` }] }, project: checkpoint.projection },
);

/** None where what looked like a mark is not one of ours. */
export function liveCheckpoint({ description: text, ...read }: ReturnType<typeof checkpoint.decode>): readonly LiveCheckpoint[] {
  const { mark, description } = splitDescription(text);
  return mark ? [{ ...read, mark, description }] : [];
}

export function vmCheckpoint({
  id,
  name,
  description,
}: {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}): VmCheckpoint {
  return { id, name, mark: splitDescription(description).mark ?? null };
}
