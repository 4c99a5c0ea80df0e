import { call, select } from "../batch/build.ts";
import type { Batch } from "../batch/call.ts";
import type { LiveNameClaim } from "../engine/inventory-names.ts";
import type { LiveCheckpoint, LiveDetachedDisk, LiveHost, VmCheckpoint } from "../engine/inventory-storage.ts";
import { parseDiskRecord } from "../model/disk-record.ts";
import { MARK_PREFIX, splitDescription } from "../model/mark.ts";
import { NAME_CLAIM_PREFIX, parseClaim } from "../model/name-claim.ts";
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

/** The definition of a custom property that keeps something. */
export const kept = record({ id: guid("ID"), name: text("Name"), description: otherwise(text("Description"), "") });

/** What is kept in definitions of custom properties: detached disks and claims of names. */
export const recordCalls: Batch = [
  call("records", "Get-SCCustomProperty", { Member: RECORD_MEMBER }),
  select("detachedDisks", "records", {
    where: { all: [{ path: "Name", op: "contains", value: PERSISTENT_DISK }] },
    project: kept.projection,
  }),
  select("nameClaims", "records", {
    where: { all: [{ path: "Name", op: "startsWith", value: NAME_CLAIM_PREFIX }] },
    project: kept.projection,
  }),
];

/** None where people have a property with such a name for something else. */
export function liveNameClaim({ id, name, description }: ReturnType<typeof kept.decode>): readonly LiveNameClaim[] {
  const claim = parseClaim(name, description);
  return claim ? [{ id, ...claim }] : [];
}

/** None where people have a property with such a name for something else. */
export function liveDetachedDisk({ id, name, description }: ReturnType<typeof kept.decode>): readonly LiveDetachedDisk[] {
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
