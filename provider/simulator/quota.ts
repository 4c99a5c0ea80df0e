import type { Cloud, CloudCapacity, CloudUsage } from "./objects/fabric.ts";
import type { VirtualMachine } from "./objects/machine.ts";
import { isInCloud } from "./placement.ts";
import { vmmErrors } from "./vmm-errors.ts";
import type { World } from "./world.ts";

/** A limit, and the VMs that count towards it: all of the cloud, or those of the connected user's role. */
interface Limit {
  readonly of: string;
  readonly capacity: CloudCapacity;
  readonly counts: (vm: VirtualMachine) => boolean;
}

function limitsOf({ store }: World, cloud: Cloud): readonly Limit[] {
  const user = store.server.ConnectedUserName;
  const inCloud = (vm: VirtualMachine) => vm.Cloud === cloud;
  return [
    { of: cloud.Name, capacity: cloud.CloudCapacity, counts: inCloud },
    { of: `${cloud.Name} for ${user}`, capacity: cloud.$userCapacity, counts: (vm) => inCloud(vm) && vm.Owner === user },
  ];
}

const storage = (vm: VirtualMachine) =>
  vm.VirtualDiskDrives.reduce((sum, drive) => sum + drive.VirtualHardDisk.MaximumSize, vm.$promisedBytes);
const GIB = 1024 ** 3;

/** What counts in a cloud at the moment: of all its VMs, or of those of one owner. */
export function usageOf({ store }: World, cloud: Cloud, owner: string | null): CloudUsage {
  const vms = [...store.vms.values()].filter((vm) => vm.Cloud === cloud && (owner === null || vm.Owner === owner));
  const running = vms.filter((vm) => vm.VirtualMachineState === "Running");
  return {
    $type: "CloudUsage",
    CPUUsageCount: running.reduce((sum, vm) => sum + vm.CPUCount, 0),
    CustomQuotaUsageCount: vms.reduce((sum, vm) => sum + vm.QuotaPoint, 0),
    MemoryUsageMB: running.reduce((sum, vm) => sum + vm.Memory, 0),
    StorageUsageGB: Math.ceil(vms.reduce((sum, vm) => sum + storage(vm), 0) / GIB),
    VMUsageCount: vms.length,
  };
}

/** Creation counts VMs and the maximum size of disks (scvmm-domain 4.11): these many more bytes, and VMs that are not yet in the cloud. */
export function demandRoomToCreate(world: World, cloud: Cloud, diskBytes: number, newVms: 0 | 1): void {
  for (const { of, capacity, counts } of limitsOf(world, cloud)) {
    if (capacity.UseVMCountMaximum && capacity.UseStorageGBMaximum && capacity.UseCustomQuotaCountMaximum) continue;
    const present = [...world.store.vms.values()].filter(counts);
    if (!capacity.UseVMCountMaximum && newVms === 1 && present.length + newVms > capacity.VMCount)
      throw vmmErrors.quotaExceeded(of, "number of virtual machines");
    const points = present.reduce<number>((sum, vm) => sum + vm.QuotaPoint, newVms);
    if (!capacity.UseCustomQuotaCountMaximum && newVms === 1 && points > capacity.CustomQuotaCount)
      throw vmmErrors.quotaExceeded(of, "custom quota points");
    const bytes = present.reduce((sum, vm) => sum + storage(vm), diskBytes);
    if (!capacity.UseStorageGBMaximum && bytes > capacity.StorageGB * GIB) throw vmmErrors.quotaExceeded(of, "storage");
  }
}

/** Processors and memory count for running VMs only, so that it is the start which fails (scvmm-domain 4.11). */
export function demandRoomToStart(world: World, vm: VirtualMachine): void {
  if (vm.Cloud) demandRoomToRun(world, vm.Cloud, vm);
}

function demandRoomToRun(world: World, cloud: Cloud, vm: VirtualMachine): void {
  for (const { of, capacity, counts } of limitsOf(world, cloud)) {
    if (capacity.UseCPUCountMaximum && capacity.UseMemoryMBMaximum) continue;
    const running = [...world.store.vms.values()].filter((one) => one !== vm && counts(one) && one.VirtualMachineState === "Running");
    const cpus = running.reduce((sum, one) => sum + one.CPUCount, vm.CPUCount);
    const memory = running.reduce((sum, one) => sum + one.Memory, vm.Memory);
    if (!capacity.UseCPUCountMaximum && cpus > capacity.CPUCount) throw vmmErrors.quotaExceeded(of, "virtual processors");
    if (!capacity.UseMemoryMBMaximum && memory > capacity.MemoryMB) throw vmmErrors.quotaExceeded(of, "memory");
  }
}

/** What a cloud demands of a VM that is to be put into it: a host of its own, and room (see assumptions: cloud-of-a-vm). */
export function demandOfCloud(world: World, cloud: Cloud, vm: VirtualMachine): void {
  if (vm.VMHost && !isInCloud(vm.VMHost, cloud)) throw vmmErrors.hostNotInCloud(vm.VMHost.Name, cloud.Name);
  demandRoomToCreate(world, cloud, storage(vm), 1);
  if (vm.VirtualMachineState === "Running") demandRoomToRun(world, cloud, vm);
}
