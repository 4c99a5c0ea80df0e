import { type ReclaimPolicy, reclaimPolicies } from "./persistent-disk.ts";

/**
 * What is known of a persistent disk while no VM has it. It is kept in VMM, as the description of a definition of a custom
 * property that is called like the disk's file (decision: records of detached disks).
 */
export interface DiskRecord {
  readonly host: string;
  /** Of the file, whole. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly reclaim: ReclaimPolicy;
  /** Address of the machine that had it last, and its slot there: `ScvmmMachine/web/web-1` and `data`. */
  readonly machine: string;
  readonly slot: string;
}

const PREFIX = "Persistent disk of scvmm-provider, detached:";
const RECORD = /reclaim=(\w+) machine=(\S+) slot=(\S+) size=(\d+) host=(\S+) path=(.+)$/;

export function formatDiskRecord({ host, path, sizeBytes, reclaim, machine, slot }: DiskRecord): string {
  return `${PREFIX} reclaim=${reclaim} machine=${machine} slot=${slot} size=${sizeBytes} host=${host} path=${path}`;
}

/** Undefined where people have edited it out of shape. */
export function parseDiskRecord(text: string): DiskRecord | undefined {
  const match = RECORD.exec(text.trim());
  const reclaim = reclaimPolicies.find((policy) => policy === match?.[1]);
  if (!match || !reclaim) return undefined;
  const [, , machine, slot, size, host, path] = match as unknown as readonly string[];
  return { reclaim, machine: machine ?? "", slot: slot ?? "", sizeBytes: Number(size), host: host ?? "", path: path ?? "" };
}
