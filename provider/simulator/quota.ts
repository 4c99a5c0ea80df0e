import type { Cloud } from "./objects/fabric.ts";
import type { VirtualMachine } from "./objects/machine.ts";
import { vmmErrors } from "./vmm-errors.ts";
import type { World } from "./world.ts";

function members(world: World, cloud: Cloud): readonly VirtualMachine[] {
  return [...world.store.vms.values()].filter((vm) => vm.Cloud === cloud);
}

const storage = (vm: VirtualMachine) => vm.VirtualDiskDrives.reduce((sum, drive) => sum + drive.VirtualHardDisk.MaximumSize, 0);
const GIB = 1024 ** 3;

/** Creation counts VMs and the maximum size of disks (scvmm-domain 4.11): these many more bytes, and VMs that are not yet in the cloud. */
export function demandRoomToCreate(world: World, cloud: Cloud, diskBytes: number, newVms: 0 | 1): void {
  const capacity = cloud.CloudCapacity;
  if (capacity.UseVMCountMaximum && capacity.UseStorageGBMaximum) return;
  const present = members(world, cloud);
  if (!capacity.UseVMCountMaximum && newVms === 1 && present.length + newVms > capacity.VMCount)
    throw vmmErrors.quotaExceeded(cloud.Name, "number of virtual machines");
  const bytes = present.reduce((sum, vm) => sum + storage(vm), diskBytes);
  if (!capacity.UseStorageGBMaximum && bytes > capacity.StorageGB * GIB) throw vmmErrors.quotaExceeded(cloud.Name, "storage");
}

/** Processors and memory count for running VMs only, so that it is the start which fails (scvmm-domain 4.11). */
export function demandRoomToStart(world: World, vm: VirtualMachine): void {
  const capacity = vm.Cloud?.CloudCapacity;
  if (!vm.Cloud || !capacity || (capacity.UseCPUCountMaximum && capacity.UseMemoryMBMaximum)) return;
  const running = members(world, vm.Cloud).filter((one) => one.VirtualMachineState === "Running");
  const cpus = running.reduce((sum, one) => sum + one.CPUCount, vm.CPUCount);
  const memory = running.reduce((sum, one) => sum + one.Memory, vm.Memory);
  if (!capacity.UseCPUCountMaximum && cpus > capacity.CPUCount) throw vmmErrors.quotaExceeded(vm.Cloud.Name, "virtual processors");
  if (!capacity.UseMemoryMBMaximum && memory > capacity.MemoryMB) throw vmmErrors.quotaExceeded(vm.Cloud.Name, "memory");
}
