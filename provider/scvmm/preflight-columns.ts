import type { Amounts } from "../engine/preflight/contract.ts";
import { amount, type Field, flag, otherwise, record, texts } from "./decode.ts";

/** A number that VMM may leave out or write in a way that is not known: then there is none. */
function limit(path: string): Field<number | null> {
  return { column: path, read: (cell) => (typeof cell === "number" && cell >= 0 ? cell : null) };
}

const limitFields = {
  cpus: limit("CPUCount"),
  memoryMb: limit("MemoryMB"),
  storageGb: limit("StorageGB"),
  vms: limit("VMCount"),
  points: limit("CustomQuotaCount"),
  allCpus: otherwise(flag("UseCPUCountMaximum"), false),
  allMemory: otherwise(flag("UseMemoryMBMaximum"), false),
  allStorage: otherwise(flag("UseStorageGBMaximum"), false),
  allVms: otherwise(flag("UseVMCountMaximum"), false),
  allPoints: otherwise(flag("UseCustomQuotaCountMaximum"), false),
};

export const limits = record(limitFields);
export type Limits = ReturnType<typeof limits.decode>;

export const roleQuota = record({ ...limitFields, perUser: otherwise(flag("QuotaPerUser"), false) });

/** Property names as Get-SCCloudUsage's help lists them. */
export const usage = record({
  cpus: otherwise(amount("CPUUsageCount"), 0),
  points: otherwise(amount("CustomQuotaUsageCount"), 0),
  memoryMb: otherwise(amount("MemoryUsageMB"), 0),
  storageGb: otherwise(amount("StorageUsageGB"), 0),
  vms: otherwise(amount("VMUsageCount"), 0),
});
export type Usage = ReturnType<typeof usage.decode>;

export const role = record({ permissions: permissions("Permission") });

/** Whether a role tells its permissions, and how, is not recorded: what is no list of texts tells nothing. */
function permissions(path: string): Field<readonly string[] | null> {
  const list = texts(path);
  return { column: path, read: (cell) => (Array.isArray(cell) && cell.length > 0 ? list.read(cell) : null) };
}

const GIB = 1024 ** 3;

/** A flag that is set goes before the number, which VMM keeps beside it. */
export function amountsOf(read: Limits): Amounts<number | null> {
  const unless = (all: boolean, value: number | null): number | null => (all ? null : value);
  const storage = unless(read.allStorage, read.storageGb);
  return {
    vms: unless(read.allVms, read.vms),
    points: unless(read.allPoints, read.points),
    storageBytes: storage === null ? null : storage * GIB,
    cpus: unless(read.allCpus, read.cpus),
    memoryMb: unless(read.allMemory, read.memoryMb),
  };
}
