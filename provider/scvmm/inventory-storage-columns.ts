import { call } from "../batch/build.ts";
import type { LiveDetachedDisk, LiveHost } from "../engine/inventory-storage.ts";
import { parseDiskRecord } from "../model/disk-record.ts";
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
