import { call, ref, select } from "../../batch/build.ts";
import type { CmdletCall } from "../../batch/call.ts";
import type { Outcome } from "../../engine/operation.ts";
import type { AttachDisk, CreateCarrier, DetachDisk, ForgetDisk, RecordDisk } from "../../engine/operation-persistent-disk.ts";
import { fileName } from "../../engine/text.ts";
import { formatDiskRecord } from "../../model/disk-record.ts";
import { describeWithMark } from "../../model/mark.ts";
import { accepted, type Carrier, done, gone, identity, workOf } from "./carrier.ts";
import { VOLUME_TYPES } from "./disks.ts";
import { findMachine, isAbsent, workOnMachine } from "./find-machine.ts";

/** Definitions of custom properties for hosts are where records are kept: a host is what has such a file. */
export const RECORD_MEMBER = "VMHost";

/** By its member type, since VMM may read wildcards in a name (scvmm-domain D21). */
const findRecord = (name: string): CmdletCall =>
  call(
    "record",
    "Get-SCCustomProperty",
    { Member: RECORD_MEMBER },
    { where: { all: [{ path: "Name", op: "eq", value: name }] }, project: identity.projection },
  );

export const recordDisk: Carrier<RecordDisk> = ({ fileName: name, record, onlyChange }) => {
  const text = formatDiskRecord(record);
  const define = call(
    "define",
    "New-SCCustomProperty",
    { Name: name, Description: text, AddMember: [RECORD_MEMBER] },
    { unless: "record", project: identity.projection },
  );
  return {
    batch: [
      findRecord(name),
      select("same", "record", { where: { all: [{ path: "Description", op: "eq", value: text }] } }),
      ...(onlyChange ? [] : [define]),
      call("change", "Set-SCCustomProperty", { CustomProperty: ref("record"), Description: text }, { unless: "same" }),
    ],
    read: (results) => {
      const [present] = results.rows("record", identity);
      if (results.found("same")) return done(present?.id ?? null);
      if (results.found("record") !== 0) return workOf(results, "change", present?.id);
      return onlyChange ? done() : workOf(results, "define", results.rows("define", identity)[0]?.id);
    },
  };
};

export const forgetDisk: Carrier<ForgetDisk> = ({ fileName: name }) => ({
  batch: [findRecord(name), call("forget", "Remove-SCCustomProperty", { CustomProperty: ref("record") })],
  read: (results) => (results.found("record") === 0 ? done() : workOf(results, "forget")),
});

/** Without -SkipDeleteVHD the cmdlet deletes the file (scvmm-domain 2.6). */
export const detachDisk: Carrier<DetachDisk> = ({ vmId, diskId, path, hostName }) => ({
  batch: [
    findMachine(vmId),
    select("here", "vm", { where: { all: [{ path: "HostName", op: "eq", value: hostName }] } }),
    call("disk", "Get-SCVirtualDiskDrive", { VM: ref("vm") }, { where: { all: [{ path: "ID", op: "eq", value: diskId }] } }),
    call(
      "placed",
      "Get-SCVirtualDiskDrive",
      { VM: ref("here") },
      {
        where: {
          all: [
            { path: "ID", op: "eq", value: diskId },
            { path: "VirtualHardDisk.SharePath", op: "eq", value: path },
          ],
        },
      },
    ),
    call("detach", "Remove-SCVirtualDiskDrive", { VirtualDiskDrive: ref("placed"), SkipDeleteVHD: true }, { job: true }),
  ],
  read: (results) => {
    if (isAbsent(results, "vm")) return gone("The VM", vmId);
    if (results.found("disk") === 0) return done(diskId);
    if (results.found("here") === 0 || results.found("placed") === 0) return moved(path);
    return workOnMachine(results, vmId, "detach", diskId);
  },
});

/** Its record would be wrong: all is read again, and written down anew. */
const moved = (path: string): Outcome => ({
  state: "unknown",
  diagnostic: { code: "VMM_DISK_MOVED", severity: "warning", summary: `The disk ${path} has been moved meanwhile` },
});

/** A drive has no pointer to its VM, but it tells its file: whoever has that, it is in use. */
export const attachDisk: Carrier<AttachDisk> = (operation) => {
  const { vmId, bus, lun, path, storageQoSPolicyId } = operation;
  const here = { all: [{ path: "VirtualHardDisk.SharePath", op: "eq", value: path }] } as const;
  const file = fileName(path);
  return {
    batch: [
      findMachine(vmId),
      call("mine", "Get-SCVirtualDiskDrive", { VM: ref("vm") }, { where: here, project: identity.projection }),
      call("used", "Get-SCVirtualDiskDrive", { All: true }, { where: here }),
      ...(storageQoSPolicyId ? [call("policy", "Get-SCStorageQoSPolicy", { ID: storageQoSPolicyId }, { unless: "used" })] : []),
      call(
        "attach",
        "New-SCVirtualDiskDrive",
        {
          VM: ref("vm"),
          SCSI: true,
          Bus: bus,
          LUN: lun,
          UseLocalVirtualHardDisk: true,
          Path: path.slice(0, -file.length - 1).replace(/:$/, ":\\"),
          FileName: file,
          StorageQoSPolicy: storageQoSPolicyId ? ref("policy") : undefined,
          VolumeType: accepted("volume type", VOLUME_TYPES, operation.volumeType),
        },
        { unless: "used", job: true },
      ),
    ],
    read: (results) => {
      const [mine] = results.rows("mine", identity);
      if (mine) return done(mine.id);
      return results.found("used") ? inUse(path) : workOnMachine(results, vmId, "attach");
    },
  };
};

const inUse = (path: string): Outcome => ({
  state: "busy",
  diagnostic: {
    code: "VMM_DISK_IN_USE",
    severity: "error",
    summary: `Another VM has the disk ${path}`,
    hint: "Plan again once that VM has given it up: a disk is on one VM at a time",
  },
});

/** With host and path, and without template, profile and disk, the cmdlet makes an empty VM. Generation 2 brings a SCSI controller. */
export const createCarrier: Carrier<CreateCarrier> = ({ name, mark, hostId, folder }) => {
  const description = describeWithMark("", mark);
  return {
    batch: [
      call(
        "look",
        "Get-SCVirtualMachine",
        { Name: name },
        { where: { all: [{ path: "Description", op: "eq", value: description }] }, project: identity.projection },
      ),
      call("host", "Get-SCVMHost", { ID: hostId }, { unless: "look" }),
      call(
        "create",
        "New-SCVirtualMachine",
        { Name: name, VMHost: ref("host"), Path: folder, Generation: 2, MemoryMB: 512, Description: description },
        { unless: "look", job: true, project: identity.projection },
      ),
    ],
    read: (results) => {
      const [present] = results.rows("look", identity);
      return present ? done(present.id) : workOf(results, "create", results.rows("create", identity)[0]?.id);
    },
  };
};
