import type { Parameters } from "./binding/parameters.ts";
import type { VirtualMachine } from "./objects/machine.ts";
import { equals } from "./ordinal.ts";
import { vmmErrors } from "./vmm-errors.ts";

const SECURE_BOOT_TEMPLATES = ["MicrosoftWindows", "MicrosoftUEFICertificateAuthority", "OpenSourceShieldedVM"];

/** Refuses what a VM of this generation does not have, and a device that is not there (scvmm-domain 4.12; see assumptions: firmware). */
export function demandFirmware(vm: VirtualMachine, parameters: Parameters): void {
  const device = parameters.text("FirstBootDevice");
  if (vm.Generation === 1) {
    if (parameters.boolean("SecureBootEnabled")) throw vmmErrors.badSizing("generation 1 has no secure boot");
    if (parameters.has("SecureBootTemplate")) throw vmmErrors.badSizing("generation 1 has no secure boot");
    if (device !== undefined) throw vmmErrors.badSizing("generation 1 has a boot order, no first boot device");
    return;
  }
  const template = parameters.text("SecureBootTemplate");
  if (template !== undefined && !SECURE_BOOT_TEMPLATES.some((known) => equals(known, template)))
    throw vmmErrors.badSizing(`there is no secure boot template ${template}`);
  if (parameters.has("BootOrder")) throw vmmErrors.badSizing("generation 2 has a first boot device, no boot order");
  if (device !== undefined && !canBootFrom(vm, device)) throw vmmErrors.notBootable(device);
}

function canBootFrom(vm: VirtualMachine, device: string): boolean {
  const [kind = "", ...numbers] = device.split(",");
  const [first, second] = numbers.map((text) => Number(text.trim()));
  if (equals(kind, "NIC")) return vm.VirtualNetworkAdapters.some(({ SlotId }) => SlotId === first);
  return equals(kind, "SCSI") && [...vm.VirtualDiskDrives, ...vm.VirtualDVDDrives].some(({ Bus, Lun }) => Bus === first && Lun === second);
}
