import { call, ref } from "../../batch/build.ts";
import type { Condition } from "../../batch/call.ts";
import type { Id } from "../../engine/inventory.ts";
import type { AttachIso, DetachIso, Outcome, RemoveIsoCopy } from "../../engine/operation.ts";
import { fileName, fold } from "../../engine/text.ts";
import { guid, optional, record, text } from "../decode.ts";
import type { Results } from "../results.ts";
import { type Carrier, done, failed, gone, identity, type Step, workOf } from "./carrier.ts";
import { findMachine, isAbsent, workOnMachine } from "./find-machine.ts";

const drive = record({
  id: guid("ID"),
  connection: optional(text("Connection")),
  isoId: optional(guid("ISO.ID")),
  isoPath: optional(text("ISO.SharePath")),
});
type Drive = ReturnType<typeof drive.decode>;

/** A drive has no pointer to its VM, so it is found among those of the VM. */
const drives = (where: readonly Condition[]) =>
  call("drive", "Get-SCVirtualDVDDrive", { VM: ref("vm") }, { where: { all: where }, project: drive.projection });

const isEmpty = ({ connection, isoId }: Drive): boolean => isoId === null && (connection ?? "None") === "None";

/** What is mounted by copy has another path than the library's file, so the file's name is compared. */
const holds = ({ isoPath }: Drive, wanted: string): boolean => isoPath !== null && fold(fileName(isoPath)) === fold(fileName(wanted));

/** 1. look for drive and ISO  2. unless it is mounted: add the drive with it, or empty the drive and insert it. */
export const attachIso: Carrier<AttachIso> = (operation) => ({
  batch: [
    findMachine(operation.vmId),
    drives([
      { path: "Bus", op: "eq", value: String(operation.bus) },
      { path: "Lun", op: "eq", value: String(operation.lun) },
    ]),
    call(
      "iso",
      "Get-SCISO",
      { All: true },
      { where: { all: [{ path: "SharePath", op: "eq", value: operation.isoPath }] }, project: identity.projection },
    ),
  ],
  read: (results) => {
    if (isAbsent(results, "vm")) return gone("The VM", operation.vmId);
    if (results.found("drive") === undefined) return workOf(results, "drive");
    const [present] = results.rows("drive", drive);
    if (present && holds(present, operation.isoPath)) return done(present.id);
    if (results.found("iso") === undefined) return workOf(results, "iso");
    const [iso] = results.rows("iso", identity);
    if (!iso) return missing(operation.isoPath);
    return present ? insert(operation.vmId, present, iso.id) : add(operation, iso.id);
  },
});

const missing = (path: string): Outcome =>
  failed("VMM_NO_ISO", `VMM's library has no ISO ${path}`, "A new file shows after the refresh of its library share, an hour at most");

function add({ vmId, bus, lun }: AttachIso, isoId: Id): Step {
  return {
    batch: [
      findMachine(vmId),
      call("iso", "Get-SCISO", { ID: isoId }),
      call("add", "New-SCVirtualDVDDrive", { VM: ref("vm"), Bus: bus, LUN: lun, ISO: ref("iso") }, { job: true }),
    ],
    read: (results) => workOnMachine(results, vmId, "add", vmId),
  };
}

function insert(vmId: Id, present: Drive, isoId: Id): Step {
  const inserted: Step = {
    batch: [
      findMachine(vmId),
      drives([{ path: "ID", op: "eq", value: present.id }]),
      call("iso", "Get-SCISO", { ID: isoId }),
      call("insert", "Set-SCVirtualDVDDrive", { VirtualDVDDrive: ref("drive"), ISO: ref("iso") }, { job: true }),
    ],
    read: (results) => workOnDrive(results, vmId, present.id, "insert"),
  };
  return isEmpty(present) ? inserted : eject(vmId, present, inserted);
}

export const detachIso: Carrier<DetachIso> = ({ vmId, driveId }) => ({
  batch: [findMachine(vmId), drives([{ path: "ID", op: "eq", value: driveId }])],
  read: (results) => {
    if (isAbsent(results, "vm")) return gone("The VM", vmId);
    if (results.found("drive") === undefined) return workOf(results, "drive");
    const [present] = results.rows("drive", drive);
    return !present || isEmpty(present) ? done(driveId) : eject(vmId, present, done(driveId));
  },
});

/** Waits for the ejection, since what follows must not happen without it. */
function eject(vmId: Id, present: Drive, next: Step | Outcome): Step {
  return {
    batch: [
      findMachine(vmId),
      drives([{ path: "ID", op: "eq", value: present.id }]),
      call("empty", "Set-SCVirtualDVDDrive", { VirtualDVDDrive: ref("drive"), NoMedia: true }),
    ],
    read: (results) => {
      const outcome = workOnDrive(results, vmId, present.id, "empty");
      return outcome.state !== "done" ? outcome : present.isoId === null ? next : removeCopy(present.isoId, next);
    },
  };
}

/** What a host has for itself, if it is still there; the library's file is never removed. */
function removeCopy(isoId: Id, next: Step | Outcome): Step {
  return {
    batch: [
      call("copy", "Get-SCISO", { ID: isoId }, { where: { all: [{ path: "HostType", op: "eq", value: "VMHost" }] } }),
      call("remove", "Remove-SCISO", { ISO: ref("copy") }),
    ],
    read: (results) => {
      const outcome = isAbsent(results, "copy") ? done() : workOf(results, "remove");
      return outcome.state === "done" ? next : outcome;
    },
  };
}

export const removeIsoCopy: Carrier<RemoveIsoCopy> = ({ isoId }) => removeCopy(isoId, done());

function workOnDrive(results: Results, vmId: Id, driveId: Id, id: string): Outcome {
  return results.found("drive") === 0 ? gone("The DVD drive", driveId) : workOnMachine(results, vmId, id, driveId);
}
