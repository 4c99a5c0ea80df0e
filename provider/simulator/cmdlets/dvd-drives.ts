import { DURATION_MS } from "../durations.ts";
import { copyBesideMachine, dropIso, empty, makeDvdDrive } from "../iso-files.ts";
import { demandFree, demandPoweredOff } from "../machine-state.ts";
import type { Iso, VirtualDvdDrive } from "../objects/library.ts";
import type { VirtualMachine } from "../objects/machine.ts";
import { demandSlot } from "../slots.ts";
import { unsupported } from "../unsupported.ts";
import { vmmErrors } from "../vmm-errors.ts";
import type { World } from "../world.ts";
import type { CmdletDefinition } from "./definition.ts";
import { chosen } from "./select.ts";
import { update } from "./update.ts";

const getDrive: CmdletDefinition = {
  honours: ["All", "ID", "VM", "VMTemplate"],
  run: (parameters, { store }) => {
    const owner = parameters.object("VM", "VM") ?? parameters.object("VMTemplate", "Template");
    return { objects: owner ? owner.VirtualDVDDrives : chosen(store.dvdDrives, parameters) };
  },
};

/** A generation 1 VM has its DVD drives on IDE, a generation 2 VM on SCSI; both while it is off (scvmm-domain 2.9, 2.13). */
const add: CmdletDefinition = {
  honours: ["VM", "Bus", "LUN", "ISO"],
  run: (parameters, world) => {
    if (parameters.set !== "VM") throw unsupported("New-SCVirtualDVDDrive", `the parameter set ${parameters.set}`);
    const vm = parameters.demanded("VM", "VM");
    const [bus, lun] = [parameters.number("Bus") ?? 0, parameters.number("LUN") ?? 0];
    const iso = parameters.object("ISO", "ISO");
    demandFree(world, vm);
    const drive = makeDvdDrive(world.random.guid(), vm, bus, lun);
    const demand = () => demandSlot(vm, vm.Generation === 1 ? "IDE" : "SCSI", bus, lun);
    demand();
    demandPoweredOff(vm);
    return update(world, vm, {
      title: "Create virtual DVD drive",
      target: drive,
      durationMs: iso ? DURATION_MS.insertIso : DURATION_MS.dvdDrive,
      finish: () => {
        demand();
        if (iso) insert(world, vm, drive, iso);
        vm.VirtualDVDDrives.push(drive);
        world.store.dvdDrives.set(drive.ID, drive);
      },
    });
  },
};

function insert(world: World, vm: VirtualMachine, drive: VirtualDvdDrive, iso: Iso): void {
  if (!world.store.isos.has(iso.ID)) throw vmmErrors.objectNotFound("ISO", iso.Name);
  drive.Connection = "ISOImage";
  drive.ISO = copyBesideMachine(world, vm, iso);
}

/** The VM of a drive that is still there. */
function ownerOf(world: World, drive: VirtualDvdDrive, cmdlet: string): VirtualMachine {
  if (drive.$owner.$type !== "VM") throw unsupported(cmdlet, "drives of templates");
  // First: what shows late of an earlier job shows then, and may be the removal of this drive.
  demandFree(world, drive.$owner);
  if (!world.store.dvdDrives.has(drive.ID)) throw vmmErrors.objectNotFound("VirtualDVDDrive", drive.Name);
  return drive.$owner;
}

const NO_MEDIA = "NoMediaWithVirtualDVDDriveSpecified";
const INSERT = "ISOWithVirtualDVDDriveSpecified";

/** At any time; a drive that holds something has to be emptied first (see assumptions: dvd-media). */
const change: CmdletDefinition = {
  honours: ["VirtualDVDDrive", "NoMedia", "ISO"],
  run: (parameters, world) => {
    if (parameters.set !== NO_MEDIA && parameters.set !== INSERT)
      throw unsupported("Set-SCVirtualDVDDrive", `the parameter set ${parameters.set}`);
    const drive = parameters.demanded("VirtualDVDDrive", "VirtualDVDDrive");
    const vm = ownerOf(world, drive, "Set-SCVirtualDVDDrive");
    const iso = parameters.object("ISO", "ISO");
    if (iso && drive.Connection !== "None") throw vmmErrors.mediaPresent();
    return update(world, vm, {
      title: "Change properties of virtual DVD drive",
      target: drive,
      durationMs: iso ? DURATION_MS.insertIso : DURATION_MS.dvdDrive,
      finish: () => (iso ? insert(world, vm, drive, iso) : empty(drive)),
    });
  },
};

const removeIso: CmdletDefinition = {
  honours: ["ISO", "Confirm", "Force"],
  run: (parameters, world) => {
    const iso = parameters.demanded("ISO", "ISO");
    if (!world.store.isos.has(iso.ID)) throw vmmErrors.objectNotFound("ISO", iso.Name);
    return {
      objects: [iso],
      work: { title: "Remove ISO", target: iso, locks: [], durationMs: DURATION_MS.removeIso, finish: () => dropIso(world, iso) },
    };
  },
};

export const dvdCmdlets = {
  "Get-SCVirtualDVDDrive": getDrive,
  "New-SCVirtualDVDDrive": add,
  "Remove-SCISO": removeIso,
  "Set-SCVirtualDVDDrive": change,
} as const satisfies Record<string, CmdletDefinition>;
