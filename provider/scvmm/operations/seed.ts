import { call, file, ref } from "../../batch/build.ts";
import type { Batch, Call, Condition } from "../../batch/call.ts";
import type { Id } from "../../engine/inventory.ts";
import type { Outcome } from "../../engine/operation.ts";
import {
  type DiscardSeed,
  type EjectSeed,
  type InsertSeed,
  type LookForGuest,
  SEED_PREFIX,
  type SeedDevice,
  seedFileName,
} from "../../engine/operation-seed.ts";
import { fileName, fold } from "../../engine/text.ts";
import { DiagnosticError } from "../../model/diagnostic.ts";
import { buildSeed, SEED_EXTENSIONS } from "../../seed/build-seed.ts";
import { optional, record, text } from "../decode.ts";
import { type Carrier, done, gone, identity, type Step, workOf } from "./carrier.ts";
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
  const attached = onceShown(attach(operation, `${folder}\\${name}`, newId), name);
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

/** VMM may show what it has imported only after a while. */
function onceShown(step: Step, name: string): Step {
  const medium = step.batch.find(({ id }) => id === "iso" || id === "disk")?.id;
  return {
    batch: step.batch,
    read: (results) => (medium && !isAbsent(results, "vm") && isAbsent(results, medium) ? notShown(name) : step.read(results)),
  };
}

const notShown = (name: string): Outcome => ({
  state: "busy",
  diagnostic: { code: "VMM_NOT_SHOWN", severity: "warning", summary: `VMM's library does not show ${name} yet` },
});

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

/** How a kind of medium is found and removed, and what empties its drive. Calls get the ids given, and refer to those of others. */
interface Medium {
  readonly find: (id: string, all: readonly Condition[]) => Call;
  readonly remove: (id: string, seed: string) => Call;
  /** Property of a drive. */
  readonly held: "VirtualHardDisk" | "ISO" | "VirtualFloppyDisk";
  readonly drive: (id: string, all: readonly Condition[]) => Call;
  readonly empty: (id: string, drive: string) => Call;
}

/** The file goes with the drive. */
const DISK: Medium = {
  find: (id, all) => call(id, "Get-SCVirtualHardDisk", { All: true }, { where: { all }, project: identity.projection }),
  remove: (id, seed) => call(id, "Remove-SCVirtualHardDisk", { VirtualHardDisk: ref(seed) }),
  held: "VirtualHardDisk",
  drive: (id, all) => call(id, "Get-SCVirtualDiskDrive", { VM: ref("vm") }, { where: { all }, project: identity.projection }),
  empty: (id, drive) => call(id, "Remove-SCVirtualDiskDrive", { VirtualDiskDrive: ref(drive) }),
};

const MEDIA: Readonly<Record<SeedDevice, Medium>> = {
  scsi: DISK,
  ide: DISK,
  dvd: {
    find: (id, all) => call(id, "Get-SCISO", { All: true }, { where: { all }, project: identity.projection }),
    remove: (id, seed) => call(id, "Remove-SCISO", { ISO: ref(seed) }),
    held: "ISO",
    drive: (id, all) => call(id, "Get-SCVirtualDVDDrive", { VM: ref("vm") }, { where: { all }, project: identity.projection }),
    empty: (id, drive) => call(id, "Set-SCVirtualDVDDrive", { VirtualDVDDrive: ref(drive), NoMedia: true }),
  },
  floppy: {
    find: (id, all) => call(id, "Get-SCVirtualFloppyDisk", { All: true }, { where: { all }, project: identity.projection }),
    remove: (id, seed) => call(id, "Remove-SCVirtualFloppyDisk", { VirtualFloppyDisk: ref(seed) }),
    held: "VirtualFloppyDisk",
    drive: (id, all) => call(id, "Get-SCVirtualFloppyDrive", { VM: ref("vm") }, { where: { all }, project: identity.projection }),
    empty: (id, drive) => call(id, "Set-SCVirtualFloppyDrive", { VirtualFloppyDrive: ref(drive), NoMedia: true }),
  },
};

/** Also the difference to a disk, which a checkpoint has put in its place. */
const named = (vmId: Id, path = "SharePath"): Condition => ({ path, op: "contains", value: `\\${SEED_PREFIX}${vmId}` });
const is = (id: Id): Condition => ({ path: "ID", op: "eq", value: id });

/** By file name, so that one is found wherever an earlier setting put it. */
function removal(vmId: Id, device: SeedDevice): Batch {
  const { find, remove } = MEDIA[device];
  return [find("seed", [named(vmId), { path: "HostType", op: "eq", value: "LibraryServer" }]), remove("remove", "seed")];
}

export const discardSeed: Carrier<DiscardSeed> = ({ vmId, device }) => ({
  batch: removal(vmId, device),
  read: (results) => (isAbsent(results, "seed") ? done() : workOf(results, "remove")),
});

/** One batch: a run that is broken off in between would leave a copy that nobody looks for. */
export const ejectSeed: Carrier<EjectSeed> = ({ vmId, device }) => {
  const { drive, held, empty, find, remove } = MEDIA[device];
  return {
    batch: [
      findMachine(vmId),
      drive("drive", [named(vmId, `${held}.SharePath`)]),
      empty("empty", "drive"),
      find("seed", [named(vmId)]),
      remove("remove", "seed"),
    ],
    read: (results) => {
      if (isAbsent(results, "vm")) return gone("The VM", vmId);
      const [drives, seeds] = [results.rows("drive", identity), results.rows("seed", identity)];
      if (drives.length > 1 || seeds.length > 1) return ejectEach(vmId, device, drives, seeds);
      const emptied = results.found("drive") === 0 ? done() : workOf(results, "empty");
      if (emptied.state !== "done") return emptied;
      return isAbsent(results, "seed") ? done() : workOf(results, "remove");
    },
  };
};

type Found = readonly { readonly id: Id }[];

/** Where there is more than one: all of them, by their ids, again in one batch. What went with its drive is not there any more. */
function ejectEach(vmId: Id, device: SeedDevice, drives: Found, seeds: Found): Step {
  const { drive, empty, find, remove } = MEDIA[device];
  return {
    batch: [
      findMachine(vmId),
      ...drives.flatMap(({ id }, at) => [drive(`drive${at}`, [is(id)]), empty(`empty${at}`, `drive${at}`)]),
      ...seeds.flatMap(({ id }, at) => [find(`seed${at}`, [is(id)]), remove(`remove${at}`, `seed${at}`)]),
    ],
    read: (results) => {
      if (isAbsent(results, "vm")) return gone("The VM", vmId);
      const outcomes = [
        ...drives.map((_, at) => (results.found(`drive${at}`) === 0 ? done() : workOf(results, `empty${at}`))),
        ...seeds.map((_, at) => (isAbsent(results, `seed${at}`) ? done() : workOf(results, `remove${at}`))),
      ];
      return outcomes.find(({ state }) => state !== "done") ?? done();
    },
  };
}

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
