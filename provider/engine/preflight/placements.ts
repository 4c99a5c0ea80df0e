import { canonicalJson } from "../canonical-json.ts";
import type { Draft } from "../kind.ts";
import type { DesiredMachine } from "../kinds/machine/goal.ts";
import type { CreateMachine, MigrateMachine } from "../operation.ts";
import { GIB } from "../units.ts";
import type { World } from "../world.ts";
import type { PlacementQuestion } from "./contract.ts";

/** A VM that is made or moved, and what VMM is asked about it. */
export interface Placement {
  readonly address: string;
  readonly moves: boolean;
  readonly question: PlacementQuestion;
  /**
   * Whether a VM that no host can take means that this one cannot be made. Not so where VMM is asked about the template, and the manifest
   * gives the VM less memory than that has.
   */
  readonly conclusive: boolean;
}

/** More than the cmdlet's parameter holds, and than any host has. */
const MOST_GB = 65_535;

/** Machines of one shape have one question: they differ in the name alone. */
export function placementsOf({ address, goal, steps }: Draft, world: World): readonly Placement[] {
  if (goal.kind !== "ScvmmMachine" || !goal.desired) return [];
  const { desired } = goal;
  return steps.steps.flatMap(({ task }) => {
    if (task.kind !== "operate") return [];
    if (task.operation.kind === "create-machine") return creation(address, task.operation, desired, world);
    return task.operation.kind === "migrate-machine" ? [move(address, task.operation, desired)] : [];
  });
}

function creation(address: string, operation: CreateMachine, desired: DesiredMachine, { inventory }: World): Placement[] {
  const { name, templateId, hardwareProfileId, hostGroupId, cloudId, memoryMb } = operation;
  const range = hostGroupId !== null ? { hostGroupId } : cloudId !== null ? { cloudId } : null;
  const template = inventory.templates.find(({ id }) => id === templateId);
  const diskGb = Math.min(MOST_GB, Math.ceil(leastDiskBytes(desired, template?.disks ?? []) / GIB));
  const vm =
    templateId !== null
      ? ({ kind: "new", templateId, diskGb } as const)
      : hardwareProfileId !== null
        ? ({ kind: "blank", hardwareProfileId, diskGb } as const)
        : null;
  if (!range || !vm) return [];
  const source = template ?? inventory.hardwareProfiles.find(({ id }) => id === hardwareProfileId);
  const conclusive = memoryMb === null || (source?.memoryMb ?? null) === null || memoryMb >= (source?.memoryMb ?? 0);
  return [{ address, moves: false, question: { key: canonicalJson({ vm, range }), name, vm, range }, conclusive }];
}

/** VMM counts what a dynamic disk takes on the host, not what it may grow to (scvmm-domain 2.3). */
function leastDiskBytes({ disks }: DesiredMachine, brought: readonly { readonly usedBytes: number }[]): number {
  const added = (disks ?? []).slice(brought.length).filter((disk) => !disk.dynamic && !disk.vhDisk && !disk.persistent);
  const used = brought.reduce((bytes, { usedBytes }) => bytes + usedBytes, 0);
  return used + added.reduce((bytes, { size }) => bytes + (size?.value ?? 0), 0);
}

function move(address: string, { vmId, hostGroupId, cloudId }: MigrateMachine, { name }: DesiredMachine): Placement {
  const range = hostGroupId !== null ? { hostGroupId } : { cloudId: cloudId ?? "" };
  const vm = { kind: "move", vmId } as const;
  return { address, moves: true, question: { key: canonicalJson({ vm, range }), name, vm, range }, conclusive: true };
}
