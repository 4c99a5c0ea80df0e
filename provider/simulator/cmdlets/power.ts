import type { Parameters } from "../binding/parameters.ts";
import { DURATION_MS } from "../durations.ts";
import { demandFree, demandPresent, dropMachine, isBroken, setPower } from "../machine-state.ts";
import type { VirtualMachine } from "../objects/machine.ts";
import { demandRoomToStart } from "../quota.ts";
import { unsupported } from "../unsupported.ts";
import { vmmErrors } from "../vmm-errors.ts";
import type { World } from "../world.ts";
import { creationWork } from "./creation-work.ts";
import type { CmdletDefinition, Output } from "./definition.ts";

function demandPower(vm: VirtualMachine, ...valid: readonly string[]): void {
  if (isBroken(vm)) throw vmmErrors.wrongState(vm.Name, vm.Status);
  if (!valid.includes(vm.VirtualMachineState)) throw vmmErrors.wrongState(vm.Name, vm.VirtualMachineState);
}

interface Transition {
  readonly title: string;
  /** Power states in which it is valid; in any other it fails with 1730. */
  readonly from: readonly string[];
  /** Status in which it is not valid, whatever the power state; in it it fails with 1730. */
  readonly barred?: string;
  readonly through: string;
  readonly to: string;
  readonly durationMs: number;
}

function switchPower(world: World, vm: VirtualMachine, transition: Transition, check?: () => void): Output {
  demandFree(world, vm);
  demandPower(vm, ...transition.from);
  if (vm.Status === transition.barred) throw vmmErrors.wrongState(vm.Name, vm.Status);
  const before = vm.VirtualMachineState;
  return {
    objects: [vm],
    work: {
      title: transition.title,
      target: vm,
      locks: [vm],
      durationMs: transition.durationMs,
      begin: () => {
        vm.Status = transition.through;
      },
      finish: () => {
        demandPresent(world, vm);
        check?.();
        setPower(world, vm, transition.to);
      },
      failed: () => {
        vm.Status = before;
      },
    },
  };
}

const start: CmdletDefinition = {
  honours: ["VM"],
  run: (parameters, world) => {
    const vm = parameters.demanded("VM", "VM");
    const durationMs = DURATION_MS.startVm;
    // See assumptions: failed-creations.
    if (vm.Status === "CustomizationFailed") throw vmmErrors.wrongState(vm.Name, vm.Status);
    const transition = {
      title: "Start virtual machine",
      from: ["PowerOff", "Saved"],
      barred: "CustomizationFailed",
      through: "Starting",
      to: "Running",
      durationMs,
    };
    return switchPower(world, vm, transition, () => demandRoomToStart(world, vm));
  },
};

/** See assumptions: resume. */
const resume: CmdletDefinition = {
  honours: ["VM"],
  run: (parameters, world) =>
    switchPower(world, parameters.demanded("VM", "VM"), {
      title: "Resume virtual machine",
      from: ["Paused"],
      through: "Restoring",
      to: "Running",
      durationMs: DURATION_MS.startVm,
    }),
};

const title = "Stop virtual machine";
const RUNNING = ["Running", "Paused"];

/** Plain and -Shutdown ask the guest, -Force cuts the power (scvmm-domain D8). */
function howToStop(parameters: Parameters): Transition {
  if (parameters.on("SaveState"))
    return { title: "Save virtual machine", from: RUNNING, through: "Saving", to: "Saved", durationMs: DURATION_MS.saveVm };
  if (parameters.on("DiscardSavedState"))
    return {
      title: "Discard saved state",
      from: ["Saved"],
      through: "DiscardSavedState",
      to: "PowerOff",
      durationMs: DURATION_MS.forceOffVm,
    };
  const durationMs = parameters.on("Force") ? DURATION_MS.forceOffVm : DURATION_MS.shutDownVm;
  return { title, from: RUNNING, through: "PoweringOff", to: "PowerOff", durationMs };
}

const stop: CmdletDefinition = {
  honours: ["VM", "Shutdown", "Force", "SaveState", "DiscardSavedState"],
  run: (parameters, world) => switchPower(world, parameters.demanded("VM", "VM"), howToStop(parameters)),
};

/** Deletes the files and the row; with -Force the row alone, which a refresh would bring back on a real host (scvmm-domain D2). */
const remove: CmdletDefinition = {
  honours: ["VM", "Force", "Confirm", "SkipFileRemoval"],
  run: (parameters, world) => {
    const vm = parameters.demanded("VM", "VM");
    demandFree(world, vm);
    const removable = vm.VirtualMachineState === "PowerOff" || vm.VirtualMachineState === "Stored" || isBroken(vm);
    if (!removable) throw vmmErrors.wrongState(vm.Name, vm.VirtualMachineState);
    const before = vm.Status;
    return {
      objects: [vm],
      work: {
        title: "Remove virtual machine",
        target: vm,
        locks: [vm],
        durationMs: DURATION_MS.removeVm,
        begin: () => {
          vm.Status = "Deleting";
          vm.MarkedForDeletion = true;
        },
        finish: () => dropMachine(world, vm),
        failed: () => {
          vm.Status = before;
          vm.MarkedForDeletion = false;
        },
      },
    };
  },
};

/** -Retry of a creation that has failed (scvmm-domain 4.4, see assumptions: repair-retry). */
const repair: CmdletDefinition = {
  honours: ["VM", "Retry"],
  run: (parameters, world) => {
    if (parameters.set !== "Retry") throw unsupported("Repair-SCVirtualMachine", `the parameter set ${parameters.set}`);
    const vm = parameters.demanded("VM", "VM");
    demandFree(world, vm);
    const creation = vm.$creation;
    if (vm.Status !== "CreationFailed" || !creation) throw vmmErrors.wrongState(vm.Name, vm.Status);
    return {
      objects: [vm],
      work: creationWork(vm, {
        finish: () => {
          creation();
          vm.$creation = null;
        },
      }),
    };
  },
};

export const powerCmdlets = {
  "Remove-SCVirtualMachine": remove,
  "Repair-SCVirtualMachine": repair,
  "Resume-SCVirtualMachine": resume,
  "Start-SCVirtualMachine": start,
  "Stop-SCVirtualMachine": stop,
} as const satisfies Record<string, CmdletDefinition>;
