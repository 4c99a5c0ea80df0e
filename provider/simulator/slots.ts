import type { VirtualMachine } from "./objects/machine.ts";
import { vmmErrors } from "./vmm-errors.ts";

/** Controllers and slots of a bus (scvmm-domain 2.6, 4.12). */
const SLOTS = { IDE: { buses: 2, luns: 2 }, SCSI: { buses: 4, luns: 64 } } as const;

export type BusType = keyof typeof SLOTS;

/** Throws unless the slot exists and is free: disks and DVD drives share the slots of a bus. */
export function demandSlot(vm: VirtualMachine, busType: BusType, bus: number, lun: number): void {
  if (busType === "IDE" && vm.Generation === 2) throw vmmErrors.noIdeOnGeneration2();
  const { buses, luns } = SLOTS[busType];
  if (bus >= buses || lun >= luns) throw vmmErrors.badSizing(`there is no slot ${busType} ${bus}/${lun}`);
  const held = [...vm.VirtualDiskDrives, ...vm.VirtualDVDDrives];
  if (held.some((one) => one.BusType === busType && one.Bus === bus && one.Lun === lun))
    throw vmmErrors.slotTaken(`${busType} ${bus}/${lun}`);
}
