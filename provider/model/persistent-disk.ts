/**
 * Stands in the name of a persistent disk's file, before the name of the disk: all that tells of it in VMM when the manifest is
 * gone. VMM would delete such a file with its VM.
 */
export const PERSISTENT_DISK = "__persistent_";

/** Which slot of a VM has which persistent disk: see engine/disk-slots.ts. */
export const DISKS_PROPERTY = "ScvmmDisks";

export const reclaimPolicies = ["Retain", "Delete"] as const;
/** What becomes of the file when the manifest of the disk is gone. */
export type ReclaimPolicy = (typeof reclaimPolicies)[number];

/** Longer names would not fit into a file's path together with scope and namespace. */
export const MAX_DISK_NAME = 63;

/** A persistent disk as the name of its file tells it. */
export interface DiskIdentity {
  readonly scope: string;
  readonly namespace: string;
  /** Name of the ScvmmPersistentDisk, or of one that a pool makes. */
  readonly disk: string;
}

const FILE = /^([a-z0-9][-a-z0-9.]*)\.([a-z0-9][-a-z0-9]*)__persistent_([a-z0-9][-a-z0-9.]*)$/;

/** Without extension: `shop.web-farm__persistent_data-1`. */
export function diskFileName({ scope, namespace, disk }: DiskIdentity): string {
  return `${scope}.${namespace}${PERSISTENT_DISK}${disk}`;
}

/** Undefined where the file is none of a managed disk's. */
export function parseDiskFileName(name: string): DiskIdentity | undefined {
  const match = FILE.exec(name.toLowerCase());
  return match ? { scope: match[1] as string, namespace: match[2] as string, disk: match[3] as string } : undefined;
}

export const diskAddress = (namespace: string, disk: string): string => `ScvmmPersistentDisk/${namespace}/${disk}`;

/** The disks that a pool makes are called `<pool>-1`, `<pool>-2`, …; undefined for any other name. */
export function indexInPool(pool: string, disk: string): number | undefined {
  const rest = disk.startsWith(`${pool}-`) ? disk.slice(pool.length + 1) : "";
  return /^[1-9][0-9]{0,5}$/.test(rest) ? Number(rest) : undefined;
}
