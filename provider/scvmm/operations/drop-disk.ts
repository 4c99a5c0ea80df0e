import { call, ref, select } from "../../batch/build.ts";
import type { DropDisk, Outcome } from "../../engine/operation.ts";
import { type Carrier, done, failed, gone } from "./carrier.ts";
import { findMachine, isAbsent, workOnMachine } from "./find-machine.ts";

/**
 * Without -SkipDeleteVHD the cmdlet deletes the file (scvmm-domain 2.6). A drive has no pointer to its VM, but it tells its file: that is how
 * another VM with the same one is seen, here and where VMM itself calls the storage shared.
 */
export const dropDisk: Carrier<DropDisk> = ({ vmId, diskId, path, keepFile }) => {
  const here = [{ path: "VirtualHardDisk.SharePath", op: "eq", value: path }] as const;
  const disk = [{ path: "ID", op: "eq", value: diskId }] as const;
  const parameters = { VirtualDiskDrive: ref("placed") };
  const look = [
    findMachine(vmId),
    call("disk", "Get-SCVirtualDiskDrive", { VM: ref("vm") }, { where: { all: disk } }),
    select("placed", "disk", { where: { all: here } }),
  ];
  const refusal = (results: Parameters<ReturnType<typeof dropDisk>["read"]>[0]): Outcome | null => {
    if (isAbsent(results, "vm")) return gone("The VM", vmId);
    if (results.found("disk") === 0) return done(diskId);
    return results.found("placed") === 0 ? moved(path) : null;
  };
  if (keepFile)
    return {
      batch: [...look, call("drop", "Remove-SCVirtualDiskDrive", { ...parameters, SkipDeleteVHD: true }, { job: true })],
      read: (results) => refusal(results) ?? workOnMachine(results, vmId, "drop", diskId),
    };
  return {
    batch: [
      ...look,
      select("shared", "placed", { where: { all: [{ path: "HasSharedStorage", op: "eq", value: "True" }] } }),
      call("users", "Get-SCVirtualDiskDrive", { All: true }, { where: { all: here }, project: ["ID"] }),
    ],
    read: (results) => {
      const refused = refusal(results);
      if (refused) return refused;
      if (results.found("shared") || (results.found("users") ?? 0) > 1) return inUse(path);
      return {
        batch: [...look, call("drop", "Remove-SCVirtualDiskDrive", parameters, { job: true })],
        read: (again) => refusal(again) ?? workOnMachine(again, vmId, "drop", diskId),
      };
    },
  };
};

const moved = (path: string): Outcome => ({
  state: "unknown",
  diagnostic: { code: "VMM_DISK_MOVED", severity: "warning", summary: `The disk ${path} has been moved meanwhile` },
});

const inUse = (path: string): Outcome =>
  failed(
    "VMM_DISK_SHARED",
    `The disk ${path} is not deleted: it is shared, or another drive has a file of that path`,
    "Take it off the other VM first, or set spec.removedDisks: Detach, which leaves the file",
  );
