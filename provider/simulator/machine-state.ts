import { assignedTo, revokeAddress } from "./addresses.ts";
import { emptyFloppyDrive } from "./floppies.ts";
import { boot } from "./guest.ts";
import { dropIso } from "./iso-files.ts";
import { returnMacs } from "./mac-pools.ts";
import { dynamicMac } from "./make.ts";
import type { Iso } from "./objects/library.ts";
import type { VirtualMachine, VirtualNetworkAdapter } from "./objects/machine.ts";
import { vmmErrors } from "./vmm-errors.ts";
import type { World } from "./world.ts";

/** Throws 801 for a VM that has been removed since it was found. */
export function demandPresent(world: World, vm: VirtualMachine): void {
  if (!world.store.vms.has(vm.ID)) throw vmmErrors.objectNotFound("VM", vm.Name);
}

/** Throws 801 for a VM that is gone, and 2606 while a job holds its lock: that comes before any look at its state (see assumptions: locks). */
export function demandFree(world: World, vm: VirtualMachine): void {
  demandPresent(world, vm);
  if (world.jobs.isLocked(vm)) throw vmmErrors.locked();
  world.jobs.catchUp(vm);
}

/** Of a VM whose creation or whose host is in no order; only removal and repair are valid then (see assumptions: failed-creation). */
const BROKEN = ["CreationFailed", "Missing", "HostNotResponding", "IncompleteVMConfig"];
export const isBroken = ({ Status }: VirtualMachine): boolean => BROKEN.includes(Status);

/** Throws 640 unless the hardware may be changed (scvmm-domain 2.13). */
export function demandPoweredOff(vm: VirtualMachine): void {
  if (vm.VirtualMachineState !== "PowerOff" && vm.VirtualMachineState !== "Stored") throw vmmErrors.notPoweredOff(vm.Name);
}

/** Sets the raw power state and the status with it; a running VM takes its memory from the host. */
export function setPower(world: World, vm: VirtualMachine, state: string): void {
  const ran = vm.VirtualMachineState === "Running";
  const runs = state === "Running";
  vm.VirtualMachineState = state;
  vm.Status = state;
  if (vm.VMHost && ran !== runs) vm.VMHost.AvailableMemory += runs ? -vm.Memory : vm.Memory;
  if (runs && !ran) boot(world, vm);
  if (runs) for (const adapter of vm.VirtualNetworkAdapters) giveDynamicMac(world, adapter);
}

/** Hyper-V chooses a dynamic MAC address when the VM first starts. */
function giveDynamicMac(world: World, adapter: VirtualNetworkAdapter): void {
  if (adapter.MACAddressType === "Dynamic") adapter.MACAddress ??= dynamicMac(world.random);
}

/** Takes an adapter out of the tables and returns what was granted to it (scvmm-domain 2.7). */
export function dropAdapter(world: World, adapter: VirtualNetworkAdapter): void {
  for (const allocated of assignedTo(world, adapter.ID)) revokeAddress(world, allocated);
  returnMacs(world, adapter.ID);
  if (adapter.MACAddress) world.store.macs.delete(adapter.MACAddress);
  world.store.adapters.delete(adapter.ID);
  adapter.MarkedForDeletion = true;
}

export function dropMachine(world: World, vm: VirtualMachine): void {
  setPower(world, vm, "PowerOff");
  for (const adapter of vm.VirtualNetworkAdapters) dropAdapter(world, adapter);
  for (const drive of vm.VirtualDiskDrives) world.store.drives.delete(drive.ID);
  for (const drive of vm.VirtualDVDDrives) world.store.dvdDrives.delete(drive.ID);
  for (const adapter of vm.VirtualFibreChannelAdapters) world.store.fibreChannelAdapters.delete(adapter.ID);
  if (vm.VirtualFloppyDrive) emptyFloppyDrive(world, vm.VirtualFloppyDrive);
  world.store.floppyDrives.delete(vm.ID);
  const isBeside = ({ HostType, HostName, Directory }: Iso): boolean =>
    HostType === "VMHost" && HostName === vm.VMHost?.Name && Directory === vm.Location;
  for (const iso of world.store.isos.values()) if (isBeside(iso)) dropIso(world, iso);
  world.store.vms.delete(vm.ID);
  vm.MarkedForDeletion = true;
}
