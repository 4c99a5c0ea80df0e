import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LoadedCheckpoint } from "../../../model/manifests.ts";
import type { Mark } from "../../../model/mark.ts";
import type { Id, LiveVm, VmStub } from "../../inventory.ts";
import type { Draft, Planning, ProviderView } from "../../kind.ts";
import { fold, listed } from "../../text.ts";
import { choose } from "../machine/choose.ts";
import type { CheckpointAttribute } from "./attributes.ts";

/** The VM that a checkpoint is to be of. */
export interface Target {
  /** null: it is made, or made anew, before. */
  readonly vm: VmStub | null;
  /** Of the machine; null where the VM has no manifest. */
  readonly machine: Mark | null;
  /** What happens with the machine in this plan. */
  readonly draft: Draft | null;
  /** What the manifest says. */
  readonly path: CheckpointAttribute;
  readonly text: string;
}

/** `problem` has a path, not yet a place. */
export type Sought = { readonly target: Target } | { readonly problem: Diagnostic };

export function targetOf(loaded: LoadedCheckpoint, view: ProviderView, planning: Planning, earlier: readonly Draft[]): Sought {
  if (loaded.machine !== null) return machineTarget(loaded, loaded.machine, view, planning, earlier);
  const { vmId, vmName } = loaded.value.spec;
  const [path, text] = vmId === undefined ? (["spec.vmName", vmName ?? ""] as const) : (["spec.vmId", vmId] as const);
  const found =
    vmId === undefined ? (view.world.vmsByName.get(fold(text)) ?? []) : view.world.inventory.vms.filter(({ id }) => id === vmId);
  const [vm, ...others] = found;
  if (!vm) return { problem: unknownVm(path, text) };
  if (others.length > 0) return { problem: ambiguous(text, found) };
  const mark = view.world.ownedById.get(vm.id)?.mark ?? null;
  if (mark && mark.scope !== planning.scope) return { problem: foreign(path, vm, mark) };
  const draft = earlier.find(({ address }) => address === mark?.address) ?? null;
  if (!isDoomed(vm.id, draft)) return { target: { vm, machine: draft && mark, draft, path, text } };
  // The machine that is made instead has the same name, but another id.
  const isFollowed = path === "spec.vmName" && draft?.action === "replace";
  return isFollowed ? { target: { vm: null, machine: mark, draft, path, text } } : { problem: leaving(path, vm, draft) };
}

const isDoomed = (id: Id, draft: Draft | null): boolean => draft?.goal.doomed.includes(id) === true;

function machineTarget(
  { value }: LoadedCheckpoint,
  address: string,
  { world }: ProviderView,
  { scope, moves }: Planning,
  earlier: readonly Draft[],
): Sought {
  const mark = { scope, address };
  const draft = earlier.find((one) => one.address === address) ?? null;
  const others = (draft?.goal.kind === "ScvmmMachine" && draft.goal.others) || [];
  const vms = world.vmsOf(moves.from.get(address) ?? mark).filter(({ id }) => !isDoomed(id, draft) && !others.includes(id));
  const vm: LiveVm | null = choose(
    vms.filter(({ sealed }) => sealed),
    () => false,
  ).keep;
  return { target: { vm, machine: mark, draft, path: "spec.machine", text: value.spec.machine ?? "" } };
}

function unknownVm(path: CheckpointAttribute, text: string): Diagnostic {
  return {
    code: "PLAN_CHECKPOINT_VM_GONE",
    severity: "error",
    path,
    summary: `VMM has no VM ${path === "spec.vmId" ? `with the id ${text}` : `"${text}"`}`,
    detail: "If it has been removed, its checkpoints went with it.",
    hint: "Remove this manifest with it, or correct the VM; `scvmm get machines` lists them. For a VM that is made here, give spec.machine.",
  };
}

function leaving(path: CheckpointAttribute, { name }: VmStub, draft: Draft | null): Diagnostic {
  return {
    code: "PLAN_CHECKPOINT_VM_LEAVING",
    severity: "error",
    path,
    summary: `the VM "${name}" is ${draft?.action === "replace" ? "made anew" : "removed"} by this plan, as ${draft?.address}`,
    detail: "Its checkpoints go with it.",
    hint: "Remove this manifest as well, or give spec.machine, which follows a machine that is made anew.",
  };
}

function ambiguous(text: string, vms: readonly VmStub[]): Diagnostic {
  return {
    code: "PLAN_AMBIGUOUS_NAME",
    severity: "error",
    path: "spec.vmName",
    summary: `VMM has ${vms.length} VMs "${text}"`,
    detail: `They are: ${listed(vms.map(({ id, hostName }) => `id ${id} on ${hostName ?? "no host"}`))}.`,
    hint: "Give spec.vmId instead.",
  };
}

function foreign(path: CheckpointAttribute, { name }: VmStub, { scope, address }: Mark): Diagnostic {
  return {
    code: "PLAN_CHECKPOINT_FOREIGN",
    severity: "error",
    path,
    summary: `the VM "${name}" belongs to scope ${scope}, as ${address}`,
    detail: "While a VM has a checkpoint its disks cannot grow: that is for those to decide whose VM it is.",
    hint: "Let that scope take the checkpoint, in a manifest of its own.",
  };
}
