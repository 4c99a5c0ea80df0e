import type { Parameters } from "../binding/parameters.ts";
import { mergeCheckpoint, takeCheckpoint } from "../checkpoints.ts";
import { DURATION_MS } from "../durations.ts";
import { demandFree, demandPresent, isBroken } from "../machine-state.ts";
import type { VirtualMachine } from "../objects/machine.ts";
import type { Checkpoint } from "../objects/storage.ts";
import { vmmErrors } from "../vmm-errors.ts";
import type { World } from "../world.ts";
import type { CmdletDefinition } from "./definition.ts";

/** Of one VM, by id, or those of every VM (see assumptions: checkpoint-cmdlets). */
const get: CmdletDefinition = {
  honours: ["ID", "VM", "MostRecent"],
  run: (parameters, { store }) => {
    const vm = parameters.object("VM", "VM");
    const id = parameters.text("ID");
    const all = vm ? vm.VMCheckpoints : [...store.vms.values()].flatMap((one) => one.VMCheckpoints);
    const found = id === undefined ? all : all.filter((one) => one.ID === id);
    return { objects: parameters.on("MostRecent") ? found.slice(-1) : found };
  },
};

const POWER = ["Running", "PowerOff", "Saved", "Paused"];

function demandReady(vm: VirtualMachine): void {
  if (isBroken(vm)) throw vmmErrors.wrongState(vm.Name, vm.Status);
  if (!POWER.includes(vm.VirtualMachineState)) throw vmmErrors.wrongState(vm.Name, vm.VirtualMachineState);
  if (vm.CheckpointType === "Disabled") throw vmmErrors.checkpointsDisabled(vm.Name);
}

/** A job on a VM that shows in its status, and leaves its power alone. */
function onMachine(world: World, vm: VirtualMachine, through: string, work: { title: string; durationMs: number; finish: () => void }) {
  const before = vm.Status;
  return {
    ...work,
    target: vm,
    locks: [vm],
    begin: () => {
      vm.Status = through;
    },
    finish: () => {
      demandPresent(world, vm);
      vm.Status = before;
      work.finish();
    },
    failed: () => {
      vm.Status = before;
    },
  };
}

const take: CmdletDefinition = {
  honours: ["VM", "Name", "Description", "Confirm"],
  run: (parameters, world) => {
    const vm = parameters.demanded("VM", "VM");
    demandFree(world, vm);
    demandReady(vm);
    const name = parameters.text("Name") ?? `${vm.Name} - (${new Date(world.now()).toISOString()})`;
    const description = parameters.text("Description") ?? "";
    return {
      objects: [vm],
      work: onMachine(world, vm, "CreatingCheckpoint", {
        title: "Create new checkpoint",
        durationMs: DURATION_MS.checkpoint,
        finish: () => {
          takeCheckpoint(world, vm, name, description);
        },
      }),
    };
  },
};

/** One that is still there, on a VM that nothing works on. */
function present(parameters: Parameters, world: World): Checkpoint {
  const checkpoint = parameters.demanded("VMCheckpoint", "VMCheckpoint");
  demandKept(world, checkpoint);
  demandFree(world, checkpoint.VM);
  return checkpoint;
}

function demandKept(world: World, checkpoint: Checkpoint): void {
  const isThere = world.store.vms.has(checkpoint.VM.ID) && checkpoint.VM.VMCheckpoints.includes(checkpoint);
  if (!isThere) throw vmmErrors.objectNotFound("VMCheckpoint", checkpoint.Name);
}

const change: CmdletDefinition = {
  honours: ["VMCheckpoint", "Name", "Description"],
  run: (parameters, world) => {
    const checkpoint = present(parameters, world);
    return {
      objects: [checkpoint],
      work: {
        title: "Change properties of checkpoint",
        target: checkpoint,
        locks: [checkpoint.VM],
        durationMs: DURATION_MS.property,
        finish: () => {
          demandKept(world, checkpoint);
          checkpoint.Name = parameters.text("Name") ?? checkpoint.Name;
          checkpoint.Description = parameters.text("Description") ?? checkpoint.Description;
        },
      },
    };
  },
};

const remove: CmdletDefinition = {
  honours: ["VMCheckpoint", "Confirm"],
  run: (parameters, world) => {
    const checkpoint = present(parameters, world);
    return {
      objects: [checkpoint],
      work: onMachine(world, checkpoint.VM, "DeletingCheckpoint", {
        title: "Remove checkpoint",
        durationMs: DURATION_MS.mergeCheckpoint,
        finish: () => {
          demandKept(world, checkpoint);
          mergeCheckpoint(checkpoint.VM, checkpoint);
        },
      }),
    };
  },
};

export const checkpointCmdlets = {
  "Get-SCVMCheckpoint": get,
  "New-SCVMCheckpoint": take,
  "Remove-SCVMCheckpoint": remove,
  "Set-SCVMCheckpoint": change,
} as const satisfies Record<string, CmdletDefinition>;
