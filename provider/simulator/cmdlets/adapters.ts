import { ADAPTER_PARAMETERS, applyAdapter, CHANGE_PARAMETERS, demandAdapterChange } from "../adapter-plan.ts";
import { DURATION_MS } from "../durations.ts";
import { demandFree, demandPoweredOff, dropAdapter } from "../machine-state.ts";
import { makeAdapter } from "../make.ts";
import type { VirtualMachine, VirtualNetworkAdapter } from "../objects/machine.ts";
import { unsupported } from "../unsupported.ts";
import { vmmErrors } from "../vmm-errors.ts";
import type { World } from "../world.ts";
import type { CmdletDefinition } from "./definition.ts";
import { update } from "./update.ts";

/** Adapters come and go under a running VM in generation 2 only (scvmm-domain 2.13). */
function demandHotPlug(vm: VirtualMachine): void {
  if (vm.Generation === 1 || vm.VirtualMachineState !== "Running") demandPoweredOff(vm);
}

function ownerOf(world: World, adapter: VirtualNetworkAdapter, cmdlet: string): VirtualMachine {
  if (adapter.$owner.$type !== "VM") throw unsupported(cmdlet, "adapters of templates");
  // First: what shows late of an earlier job shows then, and may be the removal of this adapter.
  demandFree(world, adapter.$owner);
  if (!world.store.adapters.has(adapter.ID)) throw vmmErrors.objectNotFound("VirtualNetworkAdapter", adapter.Name);
  return adapter.$owner;
}

const add: CmdletDefinition = {
  honours: ["VM", "Synthetic", ...ADAPTER_PARAMETERS],
  run: (parameters, world) => {
    if (parameters.set !== "VM") throw unsupported("New-SCVirtualNetworkAdapter", `the parameter set ${parameters.set}`);
    const vm = parameters.demanded("VM", "VM");
    demandFree(world, vm);
    demandHotPlug(vm);
    const slots = vm.VirtualNetworkAdapters.map((one) => one.SlotId);
    const adapter = makeAdapter(world.random, vm, Math.max(-1, ...slots) + 1);
    return update(world, vm, {
      title: "Create virtual network adapter",
      target: adapter,
      durationMs: DURATION_MS.changeAdapter,
      finish: () => {
        applyAdapter(world, adapter, parameters);
        vm.VirtualNetworkAdapters.push(adapter);
        world.store.adapters.set(adapter.ID, adapter);
      },
    });
  },
};

const change: CmdletDefinition = {
  honours: ["VirtualNetworkAdapter", ...CHANGE_PARAMETERS],
  run: (parameters, world) => {
    const adapter = parameters.demanded("VirtualNetworkAdapter", "VirtualNetworkAdapter");
    const vm = ownerOf(world, adapter, "Set-SCVirtualNetworkAdapter");
    demandAdapterChange(vm, adapter, parameters);
    return update(world, vm, {
      title: "Change properties of network adapter",
      target: adapter,
      durationMs: DURATION_MS.changeAdapter,
      finish: () => {
        applyAdapter(world, adapter, parameters);
      },
    });
  },
};

const remove: CmdletDefinition = {
  honours: ["VirtualNetworkAdapter", "Confirm"],
  run: (parameters, world) => {
    const adapter = parameters.demanded("VirtualNetworkAdapter", "VirtualNetworkAdapter");
    const vm = ownerOf(world, adapter, "Remove-SCVirtualNetworkAdapter");
    demandHotPlug(vm);
    return update(world, vm, {
      title: "Remove virtual network adapter",
      target: adapter,
      durationMs: DURATION_MS.changeAdapter,
      finish: () => {
        vm.VirtualNetworkAdapters.splice(vm.VirtualNetworkAdapters.indexOf(adapter), 1);
        dropAdapter(world, adapter);
      },
    });
  },
};

export const adapterCmdlets = {
  "New-SCVirtualNetworkAdapter": add,
  "Remove-SCVirtualNetworkAdapter": remove,
  "Set-SCVirtualNetworkAdapter": change,
} as const satisfies Record<string, CmdletDefinition>;
