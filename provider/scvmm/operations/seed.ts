import { call, file, ref } from "../../batch/build.ts";
import type { Batch, Call, Condition } from "../../batch/call.ts";
import type { Id } from "../../engine/inventory.ts";
import {
  type DiscardSeed,
  type EjectSeed,
  type InsertSeed,
  type LookForGuest,
  type SeedDevice,
  seedFileName,
} from "../../engine/operation-seed.ts";
import { fileName, fold } from "../../engine/text.ts";
import { DiagnosticError } from "../../model/diagnostic.ts";
import { buildSeed, SEED_EXTENSIONS } from "../../seed/build-seed.ts";
import { optional, record, text } from "../decode.ts";
import { type Carrier, done, gone, type Step, workOf } from "./carrier.ts";
import { attachIso } from "./dvd-drives.ts";
import { findMachine, isAbsent, workOnMachine } from "./find-machine.ts";

/**
 * 1. see that the VM is there  2. bring the image into the library, in one batch that leaves nothing else behind  3. attach it.
 * Where the VM is gone meanwhile the image leaves the library again: nothing would lead to it.
 */
export const insertSeed: Carrier<InsertSeed> = (operation, newId) => {
  const { vmId, place, folder } = operation;
  const name = seedFileName(vmId, SEED_EXTENSIONS[place.device]);
  const image = imageOf(operation);
  const attached = orWithdrawn(attach(operation, `${folder}\\${name}`, newId), operation);
  const imported: Step = {
    batch: [
      file("file", name, image),
      call("import", "Import-SCLibraryPhysicalResource", { SourcePath: ref("file"), SharePath: folder, OverwriteExistingFiles: true }),
    ],
    read: (results) => {
      const outcome = workOf(results, "import");
      return outcome.state === "done" ? attached : outcome;
    },
  };
  return orWithdrawn({ batch: [findMachine(vmId)], read: () => imported }, operation);
};

/** Where a step that looks for the VM as `vm` finds it gone, what an earlier one, or an earlier try, has brought goes too. */
function orWithdrawn(step: Step, operation: InsertSeed): Step {
  const { vmId, place } = operation;
  const end = gone("The VM", vmId);
  const looks = step.batch.some(({ id }) => id === "vm");
  return {
    batch: step.batch,
    read: (results) => {
      if (looks && isAbsent(results, "vm")) return { batch: removal(vmId, place.device), read: () => end };
      const next = step.read(results);
      return "batch" in next ? orWithdrawn(next, operation) : next;
    },
  };
}

function imageOf({ content, place, fileSystem }: InsertSeed): Uint8Array {
  try {
    return buildSeed({ ...content, userData: content.userData.reveal() }, place.device, fileSystem);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const summary = `The cloud-init data does not fit on a ${place.device}`;
    const hint = "Make it smaller, or use dvd as spec.cloudInit.deviceType";
    throw new DiagnosticError([{ code: "SEED_TOO_LARGE", severity: "error", summary, detail: error.message, hint }]);
  }
}

function attach({ vmId, place }: InsertSeed, path: string, newId: () => Id): Step {
  switch (place.device) {
    case "dvd":
      return attachIso({ kind: "attach-iso", vmId, bus: place.bus, lun: place.lun, isoPath: path }, newId);
    case "floppy":
      return insertFloppy(vmId, path);
    case "scsi":
    case "ide":
      return addDisk(vmId, place, path);
  }
}

function insertFloppy(vmId: Id, path: string): Step {
  return {
    batch: [
      findMachine(vmId),
      call("drive", "Get-SCVirtualFloppyDrive", { VM: ref("vm") }),
      call("disk", "Get-SCVirtualFloppyDisk", { All: true }, { where: { all: [{ path: "SharePath", op: "eq", value: path }] } }),
      call("insert", "Set-SCVirtualFloppyDrive", { VirtualFloppyDrive: ref("drive"), VirtualFloppyDisk: ref("disk") }, { job: true }),
    ],
    read: (results) => workOnMachine(results, vmId, "insert", vmId),
  };
}

function addDisk(vmId: Id, { device, bus, lun }: Exclude<InsertSeed["place"], { readonly device: "floppy" }>, path: string): Step {
  const at = { VM: ref("vm"), VirtualHardDisk: ref("disk"), Bus: bus, LUN: lun, FileName: fileName(path) };
  return {
    batch: [
      findMachine(vmId),
      call("disk", "Get-SCVirtualHardDisk", { All: true }, { where: { all: [{ path: "SharePath", op: "eq", value: path }] } }),
      device === "ide"
        ? call("add", "New-SCVirtualDiskDrive", { ...at, IDE: true }, { job: true })
        : call("add", "New-SCVirtualDiskDrive", { ...at, SCSI: true }, { job: true }),
    ],
    read: (results) => workOnMachine(results, vmId, "add", vmId),
  };
}

/** How a kind of medium is found and removed, and what empties its drive. */
interface Medium {
  readonly find: (where: readonly Condition[]) => Call;
  readonly remove: Call;
  readonly drive: (where: Condition) => Call;
  readonly empty: Call;
}

/** The file goes with the drive. */
const DISK: Medium = {
  find: (all) => call("seed", "Get-SCVirtualHardDisk", { All: true }, { where: { all } }),
  remove: call("remove", "Remove-SCVirtualHardDisk", { VirtualHardDisk: ref("seed") }),
  drive: (named) =>
    call("drive", "Get-SCVirtualDiskDrive", { VM: ref("vm") }, { where: { all: [{ ...named, path: `VirtualHardDisk.${named.path}` }] } }),
  empty: call("empty", "Remove-SCVirtualDiskDrive", { VirtualDiskDrive: ref("drive") }),
};

const MEDIA: Readonly<Record<SeedDevice, Medium>> = {
  scsi: DISK,
  ide: DISK,
  dvd: {
    find: (all) => call("seed", "Get-SCISO", { All: true }, { where: { all } }),
    remove: call("remove", "Remove-SCISO", { ISO: ref("seed") }),
    drive: (named) =>
      call("drive", "Get-SCVirtualDVDDrive", { VM: ref("vm") }, { where: { all: [{ ...named, path: `ISO.${named.path}` }] } }),
    empty: call("empty", "Set-SCVirtualDVDDrive", { VirtualDVDDrive: ref("drive"), NoMedia: true }),
  },
  floppy: {
    find: (all) => call("seed", "Get-SCVirtualFloppyDisk", { All: true }, { where: { all } }),
    remove: call("remove", "Remove-SCVirtualFloppyDisk", { VirtualFloppyDisk: ref("seed") }),
    drive: (named) =>
      call(
        "drive",
        "Get-SCVirtualFloppyDrive",
        { VM: ref("vm") },
        { where: { all: [{ ...named, path: `VirtualFloppyDisk.${named.path}` }] } },
      ),
    empty: call("empty", "Set-SCVirtualFloppyDrive", { VirtualFloppyDrive: ref("drive"), NoMedia: true }),
  },
};

/** By file name, so that one is found wherever an earlier setting put it. */
function removal(vmId: Id, device: SeedDevice): Batch {
  const { find, remove } = MEDIA[device];
  return [find([named(vmId, device), { path: "HostType", op: "eq", value: "LibraryServer" }]), remove];
}

export const discardSeed: Carrier<DiscardSeed> = ({ vmId, device }) => ({
  batch: removal(vmId, device),
  read: (results) => (isAbsent(results, "seed") ? done() : workOf(results, "remove")),
});

/** One batch: a run that is broken off in between would leave a copy that nobody looks for. */
export const ejectSeed: Carrier<EjectSeed> = ({ vmId, device }) => ({
  batch: [
    findMachine(vmId),
    MEDIA[device].drive(named(vmId, device)),
    MEDIA[device].empty,
    MEDIA[device].find([named(vmId, device)]),
    MEDIA[device].remove,
  ],
  read: (results) => {
    if (isAbsent(results, "vm")) return gone("The VM", vmId);
    const emptied = results.found("drive") === 0 ? done() : workOf(results, "empty");
    if (emptied.state !== "done") return emptied;
    return isAbsent(results, "seed") ? done() : workOf(results, "remove");
  },
});

const named = (vmId: Id, device: SeedDevice): Condition => ({
  path: "SharePath",
  op: "contains",
  value: `\\${seedFileName(vmId, SEED_EXTENSIONS[device])}`,
});

const guest = record({ computerName: optional(text("ComputerName")) });

/** VMM shows null, or the name that the guest gives (scvmm-domain 1.1). */
export const lookForGuest: Carrier<LookForGuest> = ({ vmId, hostname }) => ({
  batch: [{ ...findMachine(vmId), project: guest.projection }],
  read: (results) => {
    if (isAbsent(results, "vm")) return gone("The VM", vmId);
    if (results.found("vm") === undefined) return workOf(results, "vm");
    const [seen] = results.rows("vm", guest);
    if (seen && label(seen.computerName ?? "") === label(hostname)) return done(vmId);
    return { state: "busy", diagnostic: { code: "VMM_NO_GUEST", severity: "info", summary: `The guest ${hostname} has not reported yet` } };
  },
});

/** A guest reports its name with a domain or without. */
const label = (hostname: string): string => fold(hostname.split(".")[0] ?? "");
