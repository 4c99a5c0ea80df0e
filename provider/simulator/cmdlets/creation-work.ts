import { DURATION_MS } from "../durations.ts";
import type { Work } from "../jobs.ts";
import type { VirtualMachine } from "../objects/machine.ts";

interface Creation extends Pick<Work, "holds" | "steps" | "finish"> {
  readonly begin?: () => void;
  readonly failed?: () => void;
}

/** The job that makes a VM, or tries it once more: until it ends the VM is UnderCreation, and what has failed shows it, or what the fault says. */
export function creationWork(vm: VirtualMachine, { begin, failed, ...rest }: Creation): Work {
  return {
    title: "Create virtual machine",
    target: vm,
    locks: [vm],
    durationMs: DURATION_MS.createVm,
    begin: () => {
      vm.Status = "UnderCreation";
      begin?.();
    },
    failed: (error) => {
      failed?.();
      vm.Status = error.status ?? "CreationFailed";
    },
    ...rest,
  };
}
