import type { Parameters } from "../binding/parameters.ts";
import { DURATION_MS } from "../durations.ts";
import { demandFree, demandPoweredOff } from "../machine-state.ts";
import type { HostFibreChannelVirtualSan, VirtualFibreChannelAdapter } from "../objects/fibre-channel.ts";
import type { VirtualMachine } from "../objects/machine.ts";
import { unsupported } from "../unsupported.ts";
import { vmmErrors } from "../vmm-errors.ts";
import type { World } from "../world.ts";
import type { CmdletDefinition } from "./definition.ts";
import { chosen, getter } from "./select.ts";
import { update } from "./update.ts";

const MOST_ADAPTERS = 4;

const getAdapter: CmdletDefinition = {
  honours: ["All", "ID", "VM"],
  run: (parameters, { store }) => ({
    objects: parameters.object("VM", "VM")?.VirtualFibreChannelAdapters ?? chosen(store.fibreChannelAdapters, parameters),
  }),
};

/** The virtual SAN given, which must be one of the VM's host. */
function sanGiven(parameters: Parameters, vm: VirtualMachine): HostFibreChannelVirtualSan | undefined {
  const san = parameters.object("VirtualFibreChannelSAN", "HostFibreChannelVirtualSAN");
  if (san && san.VMHost !== vm.VMHost) throw vmmErrors.foreignSan(san.Name, vm.Name);
  return san;
}

/** All of it while the VM is off (see assumptions: fibre-channel). */
function demandChangeable(world: World, vm: VirtualMachine): void {
  demandFree(world, vm);
  demandPoweredOff(vm);
}

const add: CmdletDefinition = {
  honours: ["VM", "DynamicWorldWideName", "VirtualFibreChannelSAN", "StorageFabricClassification"],
  run: (parameters, world) => {
    if (parameters.set !== "VMDynamicAddress") throw unsupported("New-SCVirtualFibreChannelAdapter", `the parameter set ${parameters.set}`);
    const vm = parameters.demanded("VM", "VM");
    demandChangeable(world, vm);
    if (vm.VirtualFibreChannelAdapters.length >= MOST_ADAPTERS) throw vmmErrors.tooManyFibreChannels(vm.Name);
    const adapter: VirtualFibreChannelAdapter = {
      $type: "VirtualFibreChannelAdapter",
      ID: world.random.guid(),
      Name: vm.Name,
      MarkedForDeletion: false,
      Description: "",
      VirtualFibreChannelSAN: sanGiven(parameters, vm) ?? null,
      StorageFabricClassification: parameters.object("StorageFabricClassification", "StorageFabricClassification") ?? null,
      $owner: vm,
    };
    return update(world, vm, {
      title: "Create virtual Fibre Channel adapter",
      target: adapter,
      durationMs: DURATION_MS.fibreChannel,
      finish: () => {
        vm.VirtualFibreChannelAdapters.push(adapter);
        world.store.fibreChannelAdapters.set(adapter.ID, adapter);
      },
    });
  },
};

function given(parameters: Parameters, world: World): VirtualFibreChannelAdapter {
  const adapter = parameters.demanded("VirtualFibreChannelAdapter", "VirtualFibreChannelAdapter");
  // First: what shows late of an earlier job shows then, and may be the removal of this adapter.
  demandChangeable(world, adapter.$owner);
  if (!world.store.fibreChannelAdapters.has(adapter.ID)) throw vmmErrors.objectNotFound("VirtualFibreChannelAdapter", adapter.Name);
  return adapter;
}

const change: CmdletDefinition = {
  honours: ["VirtualFibreChannelAdapter", "VirtualFibreChannelSAN", "StorageFabricClassification"],
  run: (parameters, world) => {
    const adapter = given(parameters, world);
    const san = sanGiven(parameters, adapter.$owner);
    const classification = parameters.object("StorageFabricClassification", "StorageFabricClassification");
    return update(world, adapter.$owner, {
      title: "Change properties of virtual Fibre Channel adapter",
      target: adapter,
      durationMs: DURATION_MS.fibreChannel,
      finish: () => {
        adapter.VirtualFibreChannelSAN = san ?? adapter.VirtualFibreChannelSAN;
        adapter.StorageFabricClassification = classification ?? adapter.StorageFabricClassification;
      },
    });
  },
};

const remove: CmdletDefinition = {
  honours: ["VirtualFibreChannelAdapter"],
  run: (parameters, world) => {
    const adapter = given(parameters, world);
    const adapters = adapter.$owner.VirtualFibreChannelAdapters;
    return update(world, adapter.$owner, {
      title: "Remove virtual Fibre Channel adapter",
      target: adapter,
      durationMs: DURATION_MS.fibreChannel,
      finish: () => {
        adapters.splice(adapters.indexOf(adapter), 1);
        world.store.fibreChannelAdapters.delete(adapter.ID);
        adapter.MarkedForDeletion = true;
      },
    });
  },
};

export const fibreChannelCmdlets = {
  "Get-SCStorageFabricClassification": getter((world) => world.store.storageFabricClassifications),
  "Get-SCVMHostFibreChannelVirtualSAN": getter((world) => world.store.virtualSans),
  "Get-SCVirtualFibreChannelAdapter": getAdapter,
  "New-SCVirtualFibreChannelAdapter": add,
  "Remove-SCVirtualFibreChannelAdapter": remove,
  "Set-SCVirtualFibreChannelAdapter": change,
} as const satisfies Record<string, CmdletDefinition>;
