import { call, ref, select } from "../../batch/build.ts";
import type { Batch, CmdletCall } from "../../batch/call.ts";
import { baseName } from "../../engine/disk-files.ts";
import type { Outcome } from "../../engine/operation.ts";
import type {
  AttachDisk,
  CreateCarrier,
  DetachDisk,
  DiscardRecord,
  ForgetDisk,
  RecordDisk,
} from "../../engine/operation-persistent-disk.ts";
import { fileName, fold } from "../../engine/text.ts";
import { formatDiskRecord } from "../../model/disk-record.ts";
import { describeWithMark } from "../../model/mark.ts";
import { optional, record, text } from "../decode.ts";
import { isEnded } from "../jobs.ts";
import type { Results } from "../results.ts";
import { accepted, type Carrier, done, gone, identity, type Step, workOf } from "./carrier.ts";
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

export const recordDisk: Carrier<RecordDisk> = ({ fileName: name, record: written, onlyChange }) => {
  const description = formatDiskRecord(written);
  const define = call(
    "define",
    "New-SCCustomProperty",
    { Name: name, Description: description, AddMember: [RECORD_MEMBER] },
    { unless: "record", project: identity.projection },
  );
  return {
    batch: [
      findRecord(name),
      select("same", "record", { where: { all: [{ path: "Description", op: "eq", value: description }] } }),
      ...(onlyChange ? [] : [define]),
      call("change", "Set-SCCustomProperty", { CustomProperty: ref("record"), Description: description }, { unless: "same" }),
    ],
    read: (results) => {
      const [present] = results.rows("record", identity);
      if (results.found("same")) return done(present?.id ?? null);
      if (results.found("record") !== 0) return workOf(results, "change", present?.id);
      return onlyChange ? done() : workOf(results, "define", results.rows("define", identity)[0]?.id);
    },
  };
};

const busyWith = record({ status: text("Status"), jobStatus: optional(text("MostRecentTask.Status")) });
const held = record({ path: text("VirtualHardDisk.SharePath") });

/** 1. look whether the VM has the file, and is at rest  2. if so, remove the record. */
export const forgetDisk: Carrier<ForgetDisk> = ({ vmId, fileName: name }) => ({
  batch: [
    { ...findMachine(vmId), project: busyWith.projection },
    call(
      "held",
      "Get-SCVirtualDiskDrive",
      { VM: ref("vm") },
      { where: { all: [{ path: "VirtualHardDisk.SharePath", op: "contains", value: `\\${name}` }] }, project: held.projection },
    ),
  ],
  read: (results) => {
    if (isAbsent(results, "vm")) return gone("The VM", vmId);
    const [vm] = results.rows("vm", busyWith);
    if (vm?.status === "UnderUpdate" || (vm?.jobStatus != null && !isEnded(vm.jobStatus))) return atWork(vmId);
    // While the VM has checkpoints its file is a difference to the one that was attached.
    const isHeld = results.rows("held", held).some(({ path }) => baseName(path) === fold(name));
    return isHeld ? removeRecord(name) : changed(`The VM ${vmId} does not have the disk ${name}`);
  },
});

const removeRecord = (name: string): Step => ({
  batch: [findRecord(name), call("forget", "Remove-SCCustomProperty", { CustomProperty: ref("record") })],
  read: (results) => (results.found("record") === 0 ? done() : workOf(results, "forget")),
});

export const discardRecord: Carrier<DiscardRecord> = ({ fileName: name, record: written }) => ({
  batch: [
    findRecord(name),
    select("same", "record", { where: { all: [{ path: "Description", op: "eq", value: formatDiskRecord(written) }] } }),
    call("discard", "Remove-SCCustomProperty", { CustomProperty: ref("same") }),
  ],
  read: (results) => (results.found("same") === 0 ? done() : workOf(results, "discard")),
});

const atWork = (vmId: string): Outcome => ({
  state: "busy",
  diagnostic: { code: "VMM_JOB_AT_WORK", severity: "warning", summary: `A job is at work on the VM ${vmId}` },
});

/** 1. look whether the disk is where its record says  2. if so, detach it: without -SkipDeleteVHD the cmdlet deletes the file (scvmm-domain 2.6). */
export const detachDisk: Carrier<DetachDisk> = (operation) => {
  const { vmId, diskId, path, hostName } = operation;
  const place = [{ path: "VirtualHardDisk.SharePath", op: "eq", value: path }] as const;
  const disk = [{ path: "ID", op: "eq", value: diskId }] as const;
  const there = call("placed", "Get-SCVirtualDiskDrive", { VM: ref("here") }, { where: { all: [...disk, ...place] } });
  const look: Batch = [
    findMachine(vmId),
    select("here", "vm", { where: { all: [{ path: "HostName", op: "eq", value: hostName }] } }),
    call("disk", "Get-SCVirtualDiskDrive", { VM: ref("vm") }, { where: { all: disk } }),
    there,
  ];
  const refusal = (results: Results): Outcome | null => {
    if (isAbsent(results, "vm")) return gone("The VM", vmId);
    if (results.found("disk") === 0) return done(diskId);
    return results.found("here") === 0 || results.found("placed") === 0 ? changed(`The disk ${path} has been moved meanwhile`) : null;
  };
  const detach: Step = {
    batch: [...look, call("detach", "Remove-SCVirtualDiskDrive", { VirtualDiskDrive: ref("placed"), SkipDeleteVHD: true }, { job: true })],
    read: (results) => refusal(results) ?? workOnMachine(results, vmId, "detach", diskId),
  };
  return {
    batch: [...look, findRecord(baseName(path))],
    read: (results) => refusal(results) ?? (results.found("record") ? detach : changed(`Nothing says where the disk ${path} is`)),
  };
};

/** All is read again, and written down anew. */
const changed = (summary: string): Outcome => ({ state: "unknown", diagnostic: { code: "VMM_DISK_MOVED", severity: "warning", summary } });

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
