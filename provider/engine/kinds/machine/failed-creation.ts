import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { Circumstances } from "../../circumstances.ts";
import type { LiveVm } from "../../inventory.ts";
import { repair } from "../../steps.ts";
import { fold } from "../../text.ts";
import type { Step } from "../../work.ts";
import { tellVm } from "./candidate.ts";
import type { DesiredMachine } from "./goal.ts";
import { isOff } from "./power.ts";

/** What becomes of VMs whose creation has failed, where there is no other of their mark. */
export type Remedy =
  | { readonly kind: "repair"; readonly step: Step }
  | { readonly kind: "remove" }
  | { readonly kind: "keep"; readonly problem: Diagnostic };

/** By the same name, VMM would try the same again; what was made of another template is of no use. */
const isRepairable = ({ template }: DesiredMachine, vm: LiveVm): boolean =>
  vm.status === "CreationFailed" && template !== null && vm.madeFrom !== null && fold(vm.madeFrom) === fold(template.name);

/**
 * Repaired once where VMM can do that; else removed, as long as it never ran: one that runs may be in use already. A manifest that is gone
 * asks for neither.
 */
export function remedyFor(desired: DesiredMachine, remnants: readonly LiveVm[], { unrepaired }: Circumstances): Remedy {
  const policy = desired.failedCreation;
  const [first] = remnants;
  if (!first || policy === "Remove") return { kind: "remove" };
  if (policy === "Keep") return { kind: "keep", problem: kept(first) };
  const running = remnants.find((vm) => !isOff(vm));
  if (running) return { kind: "keep", problem: inUse(running) };
  if (!isRepairable(desired, first) || unrepaired.has(first.id)) return { kind: "remove" };
  return { kind: "repair", step: repair({ kind: "repair-machine", vmId: first.id, mark: first.mark }) };
}

const shared = { severity: "error", path: "spec.failedCreationPolicy" } as const;

const kept = (vm: LiveVm): Diagnostic => ({
  ...shared,
  code: "PLAN_FAILED_CREATION_KEPT",
  summary: `the creation of the VM ${tellVm(vm)} has failed, and what is left of it is kept`,
  detail: `VMM shows it as ${vm.status}. So spec.failedCreationPolicy says (Keep).`,
  hint: "Look at its job in VMM; then repair or remove it there, or set the policy to Repair or Remove. --exclude leaves the machine out meanwhile.",
});

const inUse = (vm: LiveVm): Diagnostic => ({
  ...shared,
  code: "PLAN_FAILED_CREATION_RUNS",
  summary: `the creation of the VM ${tellVm(vm)} has failed, but it is ${vm.powerState}`,
  detail: `VMM shows it as ${vm.status}. Somebody may use it, so that it is not removed.`,
  hint: "Turn it off, and apply makes it anew; Remove as spec.failedCreationPolicy does so while it runs.",
});
