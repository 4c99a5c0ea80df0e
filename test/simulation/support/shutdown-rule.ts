import type { Operation } from "../../../provider/engine/operation.ts";
import { isOpen } from "../../../provider/model/maintenance-window.ts";
import type { Manifests } from "../../../provider/model/manifests.ts";
import { MARK_PROPERTY } from "../../../provider/model/mark.ts";
import type { Store } from "../../../provider/simulator/store.ts";
import type { Violation } from "./checks.ts";
import { markOf } from "./estate-view.ts";

/** Looked at before the note that it shall come back, which takes a moment. */
const MOMENT_MS = 60_000;

/** A finished machine that runs, and whose manifest is there, is shut down only where that says so, and within its window. */
export function checkShutdown(operation: Operation, store: Store, scope: string, { machines }: Manifests, at: number): Violation[] {
  if (operation.kind !== "stop-machine") return [];
  const vm = store.vms.get(operation.vmId);
  const mark = vm && markOf(vm);
  const manifest = machines.find(({ address }) => mark?.scope === scope && address === mark.address);
  if (!vm || !manifest || !vm.CustomProperty.has(MARK_PROPERTY) || vm.VirtualMachineState !== "Running") return [];
  const { powerCyclePolicy, maintenanceWindow: window } = manifest.value.spec;
  if (powerCyclePolicy !== "Allow") return [`SHUT-DOWN ${vm.Name}, whose manifest says ${powerCyclePolicy}`];
  return !window || isOpen(window, at) || isOpen(window, at - MOMENT_MS) ? [] : [`SHUT-DOWN ${vm.Name} outside its window`];
}
