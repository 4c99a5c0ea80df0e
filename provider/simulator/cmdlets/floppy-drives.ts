import { DURATION_MS } from "../durations.ts";
import { emptyFloppyDrive, floppyDriveOf, insertFloppy } from "../floppies.ts";
import { demandFree } from "../machine-state.ts";
import { unsupported } from "../unsupported.ts";
import { vmmErrors } from "../vmm-errors.ts";
import type { CmdletDefinition } from "./definition.ts";
import { getter } from "./select.ts";
import { update } from "./update.ts";

const getDrive: CmdletDefinition = {
  honours: ["VM"],
  run: (parameters, world) => {
    const vm = parameters.object("VM", "VM");
    if (!vm) throw unsupported("Get-SCVirtualFloppyDrive", `the parameter set ${parameters.set}`);
    const drive = floppyDriveOf(world, vm);
    return { objects: drive ? [drive] : [] };
  },
};

/** At any time (see assumptions: floppies). */
const change: CmdletDefinition = {
  honours: ["VirtualFloppyDrive", "VirtualFloppyDisk", "NoMedia"],
  run: (parameters, world) => {
    const drive = parameters.demanded("VirtualFloppyDrive", "VirtualFloppyDrive");
    const disk = parameters.object("VirtualFloppyDisk", "VirtualFloppyDisk");
    const vm = drive.$owner;
    demandFree(world, vm);
    if (disk && drive.VirtualFloppyDisk) throw vmmErrors.mediaPresent();
    return update(world, vm, {
      title: "Change properties of virtual floppy drive",
      target: drive,
      durationMs: DURATION_MS.dvdDrive,
      finish: () => {
        if (disk && !world.store.floppyDisks.has(disk.ID)) throw vmmErrors.objectNotFound("VirtualFloppyDisk", disk.Name);
        if (disk) insertFloppy(world, drive, disk);
        else emptyFloppyDrive(world, drive);
      },
    });
  },
};

const removeDisk: CmdletDefinition = {
  honours: ["VirtualFloppyDisk", "Confirm", "Force"],
  run: (parameters, world) => {
    const disk = parameters.demanded("VirtualFloppyDisk", "VirtualFloppyDisk");
    if (!world.store.floppyDisks.has(disk.ID)) throw vmmErrors.objectNotFound("VirtualFloppyDisk", disk.Name);
    const finish = () => {
      for (const drive of world.store.floppyDrives.values()) if (drive.VirtualFloppyDisk === disk) emptyFloppyDrive(world, drive);
      world.store.floppyDisks.delete(disk.ID);
    };
    return {
      objects: [disk],
      work: { title: "Remove virtual floppy disk", target: disk, locks: [], durationMs: DURATION_MS.removeIso, finish },
    };
  },
};

export const floppyCmdlets = {
  "Get-SCVirtualFloppyDisk": getter((world) => world.store.floppyDisks),
  "Get-SCVirtualFloppyDrive": getDrive,
  "Remove-SCVirtualFloppyDisk": removeDisk,
  "Set-SCVirtualFloppyDrive": change,
} as const satisfies Record<string, CmdletDefinition>;
